// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// One image of the archive, finished, with what its row in the manifest says of it.
struct RenderedImage: Sendable {
    /// Its position in the plan.
    let row: Int
    let bytes: [UInt8]
    let crc32: UInt32
    let sha256: Digest
    let sourceSHA256: Digest
    let width: Int
    let height: Int
    let channels: Int
    let bitDepth: Int
}
