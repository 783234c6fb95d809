// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A PNG built chunk by chunk, its image data stored without compression.
struct PNGFile {
    var width: Int
    var height: Int
    var bitDepth = 8
    var colourType = 0
    var isInterlaced = false
    /// Packed samples of each row, without a filter byte; unused where `imageData` is given.
    var rows: [[UInt8]] = []
    /// Chunks between the header and the image data.
    var before: [(name: String, data: [UInt8])] = []
    /// Chunks between the image data and the end.
    var after: [(name: String, data: [UInt8])] = []
    /// What the image data is split into chunks of.
    var dataChunk = 64
    var imageData: [UInt8]?

    init(_ pixels: TestPixels, colourType: Int) {
        (width, height, bitDepth) = (pixels.width, pixels.height, pixels.bitDepth)
        self.colourType = colourType
        let size = width * pixels.channels
        rows = (0..<height).map { y in
            pixels.samples[(y * size)..<((y + 1) * size)].flatMap { bigEndian($0, bitDepth / 8) }
        }
    }

    init(width: Int, height: Int, bitDepth: Int, colourType: Int, rows: [[UInt8]] = []) {
        (self.width, self.height, self.bitDepth) = (width, height, bitDepth)
        (self.colourType, self.rows) = (colourType, rows)
    }

    var bytes: [UInt8] {
        let header =
            bigEndian(width, 4) + bigEndian(height, 4)
            + [UInt8(bitDepth), UInt8(colourType), 0, 0, isInterlaced ? 1 : 0]
        let data = imageData ?? Self.zlib(filtered)
        let pieces = stride(from: 0, to: data.count, by: dataChunk).map {
            ("IDAT", Array(data[$0..<min($0 + dataChunk, data.count)]))
        }
        let chunks = [("IHDR", header)] + before + pieces + after + [("IEND", [])]
        return hex("89504e470d0a1a0a") + chunks.flatMap(Self.chunk)
    }

    private var filtered: [UInt8] {
        guard isInterlaced else { return rows.flatMap { [0] + $0 } }
        // Adam7 (8.2) for whole bytes a pixel: the first pixel and the steps of each pass.
        let passes = [
            (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
            (0, 1, 1, 2),
        ]
        let pixel = rows[0].count / width
        return passes.flatMap { left, top, across, down in
            stride(from: top, to: height, by: down).flatMap { y -> [UInt8] in
                let row = stride(from: left, to: width, by: across).flatMap {
                    rows[y][($0 * pixel)..<(($0 + 1) * pixel)]
                }
                return row.isEmpty ? [] : [0] + row
            }
        }
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bigEndian(data.count, 4) + body + bigEndian(Int(checksum(body)), 4)
    }

    /// A zlib stream of stored blocks.
    static func zlib(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var offset = 0
        repeat {
            let end = min(offset + 65_535, data.count)
            stream.append(end == data.count ? 1 : 0)
            stream += littleEndian(end - offset, 2) + littleEndian(~(end - offset), 2)
            stream += data[offset..<end]
            offset = end
        } while offset < data.count
        var (low, high) = (1, 0)
        for byte in data {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + bigEndian(high << 16 | low, 4)
    }

    /// The checksum, bit by bit: the slow definition.
    static func checksum(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
            }
        }
    }
}
