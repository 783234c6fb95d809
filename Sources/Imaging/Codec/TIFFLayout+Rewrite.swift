// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension TIFFLayout {
    /// Appends the file to an empty array, with a directory of our own behind it.
    ///
    /// libtiff then sees no tag that was not checked, no orientation (we apply it ourselves, once,
    /// where OpenCV would do it halfway) and zero as black (OpenCV inverts 8 bits but not 16).
    func rewrite(_ bytes: Span<UInt8>, into file: inout [UInt8]) {
        file.reserveCapacity(bytes.count + 512 + 8 * blocks.offsets.count)
        unsafe bytes.withUnsafeBufferPointer { unsafe file.append(contentsOf: $0) }
        if file.count % 2 == 1 { file.append(0) }
        var directory = Builder(isBigEndian: isBigEndian)
        for (tag, width, values) in fields where !values.isEmpty {
            directory.add(tag, width, values, to: &file)
        }
        let start = file.count
        file += directory.encoded(2, directory.count)
        file += directory.entries
        file += directory.encoded(4, 0)
        file.replaceSubrange(4..<8, with: directory.encoded(4, start))
    }

    /// Tags in ascending order with the bytes of a value, 2 (SHORT) or 4 (LONG), and the values.
    private var fields: [(tag: Int, width: Int, values: [Int])] {
        let stored = photometric == .whiteIsZero ? Photometric.blackIsZero : photometric
        return [
            (TIFFTag.width, 4, [width]),
            (TIFFTag.height, 4, [height]),
            (TIFFTag.bitsPerSample, 2, Array(repeating: bitsPerSample, count: samplesPerPixel)),
            (TIFFTag.compression, 2, [compression.rawValue]),
            (TIFFTag.photometric, 2, [stored.rawValue]),
            (TIFFTag.stripOffsets, 4, blocks.isTiled ? [] : blocks.offsets),
            (TIFFTag.samplesPerPixel, 2, [samplesPerPixel]),
            (TIFFTag.rowsPerStrip, 4, blocks.isTiled ? [] : [blocks.height]),
            (TIFFTag.stripByteCounts, 4, blocks.isTiled ? [] : blocks.byteCounts),
            (TIFFTag.planarConfiguration, 2, [1]),
            (TIFFTag.predictor, 2, predictor == 1 ? [] : [predictor]),
            (TIFFTag.colourMap, 2, colourMap),
            (TIFFTag.tileWidth, 4, blocks.isTiled ? [blocks.width] : []),
            (TIFFTag.tileHeight, 4, blocks.isTiled ? [blocks.height] : []),
            (TIFFTag.tileOffsets, 4, blocks.isTiled ? blocks.offsets : []),
            (TIFFTag.tileByteCounts, 4, blocks.isTiled ? blocks.byteCounts : []),
            (TIFFTag.extraSamples, 2, samplesPerPixel == 4 ? [extraSample] : []),
        ]
    }

    private struct Builder {
        let isBigEndian: Bool
        private(set) var entries: [UInt8] = []
        private(set) var count = 0

        init(isBigEndian: Bool) {
            self.isBigEndian = isBigEndian
        }

        /// Values that do not fit the entry's four bytes go behind the file first.
        mutating func add(_ tag: Int, _ width: Int, _ values: [Int], to file: inout [UInt8]) {
            var data = values.flatMap { encoded(width, $0) }
            if data.count > 4 {
                let start = file.count
                file += data
                data = encoded(4, start)
            }
            entries += encoded(2, tag) + encoded(2, width == 2 ? 3 : 4) + encoded(4, values.count)
            entries += data + Array(repeating: 0, count: 4 - data.count)
            count += 1
        }

        func encoded(_ width: Int, _ value: Int) -> [UInt8] {
            let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return isBigEndian ? little.reversed() : little
        }
    }
}
