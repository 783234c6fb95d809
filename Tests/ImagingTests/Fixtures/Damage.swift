// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What is done to a sound file, the same each time: cuts, flipped bits, false lengths, splices.
enum Damage {
    /// The damaged versions of a file, some hundreds, each with what was done.
    ///
    /// PNGs come again with their checksums made right, or little would get beyond those.
    ///
    /// - Parameter other: another file, whose parts are spliced in.
    static func versions(
        of file: [UInt8],
        splicing other: [UInt8]
    ) -> [(name: String, bytes: [UInt8])] {
        let damaged = [
            cuts(file), flips(file), falseLengths(file), splices(file, file), splices(file, other),
        ].flatMap { $0 }
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return damaged }
        return damaged
            + damaged.map { ("\($0.name), checksums right", PNGFile.withChecksums($0.bytes)) }
    }

    /// About so many offsets, spread over the file and never at a regular distance to its fields.
    private static func offsets(_ file: [UInt8], _ count: Int) -> [Int] {
        Array(stride(from: 0, to: file.count, by: max(1, file.count / count)))
    }

    /// Ends early; ends early and is filled up with zeros; has a hole.
    private static func cuts(_ file: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        offsets(file, 40).flatMap { offset -> [(name: String, bytes: [UInt8])] in
            let head = Array(file[..<offset])
            return [
                ("cut at \(offset)", head),
                ("zeros from \(offset)", head + [UInt8](repeating: 0, count: file.count - offset)),
                ("hole at \(offset)", head + Array(file[min(offset + 5, file.count)...])),
            ]
        }
    }

    /// One bit, every bit of the headers and of some bytes behind them.
    private static func flips(_ file: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        let places = Set(Array(0..<min(48, file.count)) + offsets(file, 80)).sorted()
        return places.map { offset in
            var changed = file
            changed[offset] ^= 1 << UInt8(offset * 5 % 8)
            return ("bit at \(offset)", changed)
        }
    }

    /// Numbers of two and four bytes that are nothing, one, huge, or just too much, either order.
    private static func falseLengths(_ file: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        let values = [(0, 2), (1, 4), (0x7FFF_FFFF, 4), (0xFFFF_FFFF, 4), (0xFFFF, 2), (300, 2)]
        let places = Set(Array(stride(from: 2, to: 64, by: 2)) + offsets(file, 30)).sorted()
        return places.enumerated().compactMap { index, offset in
            let (value, width) = values[index % values.count]
            guard offset + width <= file.count else { return nil }
            var changed = file
            let number = index % 2 == 0 ? bigEndian(value, width) : littleEndian(value, width)
            changed.replaceSubrange(offset..<(offset + width), with: number)
            return ("\(value) at \(offset)", changed)
        }
    }

    /// The head of one file and the tail of another, not at the same place.
    private static func splices(
        _ file: [UInt8],
        _ other: [UInt8]
    ) -> [(name: String, bytes: [UInt8])] {
        offsets(file, 20).flatMap { offset in
            [-7, 0, 11].map { (shift: Int) -> (name: String, bytes: [UInt8]) in
                let start = min(max(offset * other.count / file.count + shift, 0), other.count)
                let bytes = Array(file[..<offset]) + Array(other[start...])
                return ("spliced at \(offset) with \(start)", bytes)
            }
        }
    }
}
