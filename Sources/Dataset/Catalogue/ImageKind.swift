// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The image formats that are accepted, known by their first bytes and never by a file's name.
package enum ImageKind: String, Sendable, Hashable, CaseIterable {
    case jpeg, png, bmp, webp, tiff

    /// Bytes of a file's start that ``init(signature:)`` needs to see.
    package static let signatureLength = 12

    /// The kind whose signature the bytes begin with, or nil when it is none of ours.
    ///
    /// - Parameter bytes: the first ``signatureLength`` bytes of a file, fewer if it is shorter.
    package init?(signature bytes: Span<UInt8>) {
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            guard bytes.count >= offset + signature.count else { return false }
            return signature.indices.allSatisfy { bytes[offset + $0] == signature[$0] }
        }
        if begins([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if begins([0x42, 0x4D]) {
            self = .bmp
        } else if begins([0x52, 0x49, 0x46, 0x46]), begins([0x57, 0x45, 0x42, 0x50], at: 8) {
            self = .webp
        } else if begins([0x49, 0x49, 0x2A, 0x00]) || begins([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else {
            return nil
        }
    }
}
