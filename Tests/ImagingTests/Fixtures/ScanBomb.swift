// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A progressive grey JPEG whose scans bring nothing, each in a few bytes (ITU-T T.81, G.1.2.2).
///
/// One code says that up to 32,767 blocks are done, so a scan over a large image costs a decoder a
/// visit of every block and the file next to nothing.
struct ScanBomb {
    var side: Int
    /// Scans behind that of the mean values, 14 for each coefficient at the most.
    var scans: Int

    var bytes: [UInt8] {
        let zeros = [UInt8](repeating: 0, count: 15)
        let blocks = (side / 8) * (side / 8)
        var file: [UInt8] = [0xFF, 0xD8]
        file += JPEGFile.segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        file += JPEGFile.segment(
            0xC2,
            [8] + bigEndian(side, 2) + bigEndian(side, 2) + [1, 1, 0x11, 0]
        )
        // The only symbols: a mean that does not change; and 2¹⁴ blocks that end, and more.
        file += JPEGFile.segment(0xC4, [0x00, 1] + zeros + [0])
        file += JPEGFile.segment(0xC4, [0x10, 1] + zeros + [0xE0])
        file += JPEGFile.segment(0xDA, [1, 1, 0, 0, 0, 0])
        file += [UInt8](repeating: 0, count: (blocks + 7) / 8)
        let nothing = Self.ends(of: blocks)
        for number in 0..<scans {
            let coefficient = UInt8(1 + number / 14)
            let missing = 13 - number % 14
            let bits = UInt8((missing == 13 ? 0 : missing + 1) << 4 | missing)
            file += JPEGFile.segment(0xDA, [1, 1, 0, coefficient, coefficient, bits]) + nothing
        }
        return file + [0xFF, 0xD9]
    }

    /// Codes that end so many blocks, at least 2¹⁴ of them.
    private static func ends(of blocks: Int) -> [UInt8] {
        var bits: [Int] = []
        var left = blocks
        while left > 0 {
            let run = max(1 << 14, min(left, (1 << 15) - 1))
            bits.append(0)
            bits += (0..<14).map { (run - (1 << 14)) >> (13 - $0) & 1 }
            left -= run
        }
        while bits.count % 8 > 0 { bits.append(1) }
        return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | UInt8($1) }
            return byte == 0xFF ? [0xFF, 0] : [byte]
        }
    }
}
