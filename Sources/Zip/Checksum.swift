// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CDeflate

/// The CRC-32 of the zip format (that of ISO 3309), by libdeflate.
func crc32(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    unsafe libdeflate_crc32(0, bytes.baseAddress, bytes.count)
}

/// The same of bytes that come in pieces.
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ piece: UnsafeRawBufferPointer) {
        value = unsafe libdeflate_crc32(value, piece.baseAddress, piece.count)
    }
}
