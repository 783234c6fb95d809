// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// One image of the archive, finished, with what its row in the manifest says of it.
struct RenderedImage: Sendable {
    /// Its position in the plan.
    let row: Int
    let content: Content
    let crc32: UInt32
    let sha256: Digest
    let sourceSHA256: Digest
    let width: Int
    let height: Int
    let channels: Int
    let bitDepth: Int

    /// Where its bytes are.
    enum Content: Sendable {
        case bytes([UInt8])
        /// In the upload, as a stored entry has them: where they begin, and how many they are.
        case stored(offset: UInt64, count: UInt64)

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .stored(_, let count): Int(clamping: count)
            }
        }

        /// Those that are in memory.
        var heldBytes: Int {
            if case .bytes(let bytes) = self { bytes.count } else { 0 }
        }
    }
}
