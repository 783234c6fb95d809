// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How pixels are written to a file.
package enum EncodedFormat: Sendable, Hashable {
    /// Baseline JPEG; quality 1 to 100. From 95 on colour keeps its full resolution (4:4:4), below
    /// it is halved both ways (4:2:0). 16-bit samples are scaled to 8 bits.
    case jpeg(quality: Int)
    /// Lossless, 8 or 16 bits a sample as the image has.
    case png

    /// The quality from which on the file keeps colour at full resolution.
    package static let fullChromaQuality = 95
}
