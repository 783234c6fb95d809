// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A TIFF of one page or more, its directory first and its pixels last.
struct TIFFFile {
    var isBigEndian = false
    var width: Int
    var height: Int
    var bitDepth: Int
    var samplesPerPixel: Int
    var photometric: Int
    var rowsPerStrip: Int
    var compression = Compression.none
    /// Differences along the row instead of samples (predictor 2).
    var isDifferenced = false
    var isTiled = false
    var samples: [Int]
    /// Further tags with SHORT values.
    var more: [Int: [Int]] = [:]
    var next = 0
    /// Bytes left out at the end of each strip or tile, whose length is right all the same.
    var missingBytes = 0

    enum Compression: Int, CaseIterable {
        case none = 1
        case lzw = 5
        case deflate = 8
        case packBits = 32_773
    }

    init(_ pixels: TestPixels, rowsPerStrip: Int = 5) {
        (width, height) = (pixels.width, pixels.height)
        (bitDepth, samplesPerPixel) = (pixels.bitDepth, pixels.channels)
        photometric = pixels.channels == 1 ? 1 : 2
        (samples, self.rowsPerStrip) = (pixels.samples, rowsPerStrip)
    }

    var bytes: [UInt8] {
        let data = blocks.map { Array(compressed($0).dropLast(missingBytes)) }
        let names = isTiled ? (offsets: 324, counts: 325) : (offsets: 273, counts: 279)
        var fields: [Int: (width: Int, values: [Int])] = [
            256: (4, [width]), 257: (4, [height]),
            258: (2, Array(repeating: bitDepth, count: samplesPerPixel)),
            259: (2, [compression.rawValue]), 262: (2, [photometric]),
            277: (2, [samplesPerPixel]), 317: (2, [isDifferenced ? 2 : 1]),
            names.counts: (4, data.map(\.count)), names.offsets: (4, data.map { _ in 0 }),
        ]
        if isTiled {
            fields[322] = (4, [32])
            fields[323] = (4, [32])
        } else {
            fields[278] = (4, [rowsPerStrip])
        }
        for (tag, values) in more { fields[tag] = (2, values) }
        var offset = directory(fields).count
        var offsets: [Int] = []
        for block in data {
            offsets.append(offset)
            offset += block.count
        }
        fields[names.offsets] = (4, offsets)
        return directory(fields) + data.flatMap { $0 }
    }

    func number(_ value: Int, _ width: Int) -> [UInt8] {
        isBigEndian ? bigEndian(value, width) : littleEndian(value, width)
    }

    private func directory(_ fields: [Int: (width: Int, values: [Int])]) -> [UInt8] {
        var entries: [UInt8] = []
        var values: [UInt8] = []
        let end = 8 + 2 + 12 * fields.count + 4
        for (tag, field) in fields.sorted(by: { $0.key < $1.key }) {
            var data = field.values.flatMap { number($0, field.width) }
            entries += number(tag, 2) + number(field.width == 2 ? 3 : 4, 2)
            entries += number(field.values.count, 4)
            if data.count > 4 {
                let offset = end + values.count
                values += data + (data.count % 2 == 1 ? [0] : [])
                data = number(offset, 4)
            }
            entries += data + Array(repeating: 0, count: 4 - data.count)
        }
        return Array((isBigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
            + number(fields.count, 2) + entries + number(next, 4) + values
    }

    /// Samples of each strip, or of each tile of 32 × 32, padded with zeros.
    private var blocks: [[[Int]]] {
        let line = width * samplesPerPixel
        guard isTiled else {
            return stride(from: 0, to: height, by: rowsPerStrip).map { top in
                (top..<min(top + rowsPerStrip, height)).map {
                    Array(samples[($0 * line)..<(($0 + 1) * line)])
                }
            }
        }
        return stride(from: 0, to: height, by: 32).flatMap { top in
            stride(from: 0, to: width, by: 32).map { left in
                (top..<(top + 32)).map { y in
                    (left * samplesPerPixel..<(left + 32) * samplesPerPixel).map { x in
                        x < line && y < height ? samples[y * line + x] : 0
                    }
                }
            }
        }
    }

    private func compressed(_ rows: [[Int]]) -> [UInt8] {
        let packed = rows.map { row -> [UInt8] in
            let stored = row.indices.map { index in
                isDifferenced && index >= samplesPerPixel
                    ? row[index] - row[index - samplesPerPixel] : row[index]
            }
            return stored.flatMap { number($0, bitDepth / 8) }
        }
        switch compression {
        case .none: return packed.flatMap { $0 }
        case .lzw: return Self.lzw(packed.flatMap { $0 })
        case .deflate: return PNGFile.zlib(packed.flatMap { $0 })
        case .packBits:
            return packed.flatMap { row in
                stride(from: 0, to: row.count, by: 128).flatMap { start -> [UInt8] in
                    let run = row[start..<min(start + 128, row.count)]
                    return [UInt8(run.count - 1)] + run
                }
            }
        }
    }

    /// LZW that never uses its table: cleared before a code could need a tenth bit.
    private static func lzw(_ data: [UInt8]) -> [UInt8] {
        var codes: [Int] = []
        for (index, byte) in data.enumerated() {
            if index % 200 == 0 { codes.append(256) }
            codes.append(Int(byte))
        }
        codes.append(257)
        var bits = codes.flatMap { code in (0..<9).map { UInt8(code >> (8 - $0) & 1) } }
        bits += Array(repeating: 0, count: (8 - bits.count % 8) % 8)
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 }
        }
    }
}
