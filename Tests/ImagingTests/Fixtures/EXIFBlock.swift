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

/// A WebP of one VP8L chunk with an EXIF block put behind it, in the container that takes one.
func webP(_ file: [UInt8], width: Int, height: Int, orientation: Int) -> [UInt8] {
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian(data.count, 4) + data
            + [UInt8](repeating: 0, count: data.count % 2)
    }
    let canvas = [8, 0, 0, 0] + littleEndian(width - 1, 3) + littleEndian(height - 1, 3)
    let body =
        Array("WEBP".utf8) + chunk("VP8X", canvas) + file[12...]
        + chunk("EXIF", exifBlock(orientation: orientation))
    return Array("RIFF".utf8) + littleEndian(body.count, 4) + body
}
