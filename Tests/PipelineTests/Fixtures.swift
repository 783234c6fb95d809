// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// A PNG of 8-bit red, green, blue and alpha, byte by byte.
func translucentPNG(width: Int, height: Int, alpha: UInt8) -> [UInt8] {
    func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + body + bigEndian(ZipBuilder.crc32(of: body))
    }
    var samples: [UInt8] = []
    for _ in 0..<height {
        samples.append(0)
        for column in 0..<width { samples += [UInt8(column % 251), 90, 200, alpha] }
    }
    let size = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
    let stream = [0x78, 0x01] + ZipBuilder.deflate(samples) + bigEndian(adler32(samples))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + chunk("IHDR", size + [8, 6, 0, 0, 0]) + chunk("IDAT", stream) + chunk("IEND", [])
}

/// The checksum at the end of a zlib stream (RFC 1950 §8.2).
private func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
        low = (low + UInt32(byte)) % 65_521
        high = (high + low) % 65_521
    }
    return high << 16 | low
}

private func bigEndian(_ number: UInt32) -> [UInt8] {
    littleEndian(number).reversed()
}
