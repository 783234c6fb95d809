// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A Windows bitmap with a header of 40 bytes, rows bottom up.
struct BMPFile {
    var width: Int
    var height: Int
    var bits: Int
    var compression = 0
    /// Blue, green, red and a zero for each entry.
    var palette: [UInt8] = []
    var masks: [Int] = []
    /// Packed samples of each row from the top, without padding.
    var rows: [[UInt8]]
    var isTopDown = false
    var headerSize = 40

    init(_ pixels: TestPixels) {
        (width, height, bits) = (pixels.width, pixels.height, 8 * pixels.channels)
        let size = width * pixels.channels
        rows = (0..<height).map { y in
            pixels.samples[(y * size)..<((y + 1) * size)].map { UInt8($0) }
        }
        if bits == 8 { palette = (0..<256).flatMap { [UInt8($0), UInt8($0), UInt8($0), 0] } }
    }

    var bytes: [UInt8] {
        let extra = palette + masks.flatMap { littleEndian($0, 4) }
        let start = 14 + headerSize + extra.count
        let stored = isTopDown ? rows : rows.reversed()
        let pixels = stored.flatMap { $0 + Array(repeating: 0, count: (4 - $0.count % 4) % 4) }
        var file = Array("BM".utf8) + littleEndian(start + pixels.count, 4) + littleEndian(0, 4)
        file += littleEndian(start, 4) + littleEndian(headerSize, 4) + littleEndian(width, 4)
        file += littleEndian(isTopDown ? -height : height, 4) + littleEndian(1, 2)
        file += littleEndian(bits, 2) + littleEndian(compression, 4)
        file += littleEndian(pixels.count, 4) + littleEndian(2_835, 4) + littleEndian(2_835, 4)
        file += littleEndian(palette.count / 4, 4) + littleEndian(0, 4)
        return file + extra + pixels
    }
}
