// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension PNGFile {
    /// A PNG of samples that may have fewer bits than a byte, interlaced or not.
    ///
    /// - Parameters:
    ///   - pixels: the samples as they are stored: levels, or indices of a palette.
    ///   - bits: of each sample, which the samples must fit.
    init(packing pixels: TestPixels, bits: Int, colourType: Int, isInterlaced: Bool) {
        self.init(
            width: pixels.width,
            height: pixels.height,
            bitDepth: bits,
            colourType: colourType
        )
        self.isInterlaced = isInterlaced
        // The first pixel of each pass and its steps (ISO/IEC 15948, 8.2).
        let passes =
            isInterlaced
            ? [
                (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                (0, 1, 1, 2),
            ] : [(0, 0, 1, 1)]
        let data = passes.flatMap { left, top, across, down in
            stride(from: top, to: pixels.height, by: down).flatMap { y -> [UInt8] in
                let samples = stride(from: left, to: pixels.width, by: across).flatMap { x in
                    (0..<pixels.channels).map { pixels[x, y, $0] }
                }
                return samples.isEmpty ? [] : [0] + Self.packed(samples, bits: bits)
            }
        }
        imageData = Self.zlib(data)
    }

    /// Samples side by side, the first in the highest bits, the last byte filled up with zeros.
    static func packed(_ samples: [Int], bits: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var pending = 0
        var count = 0
        for sample in samples {
            pending = pending << bits | sample
            count += bits
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending >> (count - 8)))
                count -= 8
            }
        }
        if count > 0 { bytes.append(UInt8(truncatingIfNeeded: pending << (8 - count))) }
        return bytes
    }

    /// The same file with each chunk's checksum made right, as far as its chunks can be followed.
    static func withChecksums(_ file: [UInt8]) -> [UInt8] {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return file }
        var result = file
        var offset = 8
        while offset + 12 <= file.count {
            let length = file[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= file.count - offset - 12 else { break }
            let body = Array(file[(offset + 4)..<(offset + 8 + length)])
            let checksum = bigEndian(Int(PNGFile.checksum(body)), 4)
            result.replaceSubrange((offset + 8 + length)..<(offset + 12 + length), with: checksum)
            offset += 12 + length
        }
        return result
    }
}
