// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a plan must know of an image's bytes.
package struct ImageFacts: Sendable, Hashable {
    /// The format, by signature.
    package let kind: ImageKind
    /// The decoded size; looked at only where images keep their sizes and some are altered.
    package var size: PixelSize { PixelSize(width: Int(width), height: Int(height)) }

    private let width: Int32
    private let height: Int32

    /// Facts read from an image's first bytes.
    package init(kind: ImageKind, size: PixelSize) {
        self.kind = kind
        width = Int32(size.width)
        height = Int32(size.height)
    }
}
