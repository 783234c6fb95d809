// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An EXIF block that holds one thing, the orientation.
func exifBlock(orientation: Int, isBigEndian: Bool = false) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
        isBigEndian ? bigEndian(value, width) : littleEndian(value, width)
    }
    return Array((isBigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4) + number(1, 2)
        + number(0x112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0]
        + number(0, 4)
}

/// A JPEG with an EXIF block put behind its first marker.
func jpeg(_ file: [UInt8], orientation: Int, isBigEndian: Bool = false) -> [UInt8] {
    let block =
        Array("Exif\0\0".utf8) + exifBlock(orientation: orientation, isBigEndian: isBigEndian)
    return Array(file[0..<2]) + [0xFF, 0xE1] + bigEndian(block.count + 2, 2) + block + file[2...]
}
