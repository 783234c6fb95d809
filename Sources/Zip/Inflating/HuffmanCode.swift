// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A canonical Huffman code (RFC 1951, section 3.2.2), decoded without a table of its codes.
struct HuffmanCode {
    /// How many symbols have a code of each length.
    private var counts = [Int](repeating: 0, count: 16)
    /// The symbols in the order of their codes.
    private var symbols: [Int]

    /// The code in which symbol i has `lengths[i]` bits, none with 0.
    ///
    /// Nil when the lengths need more codes than there are, or leave some unused: of that only
    /// a code of one symbol, or of none, is allowed, as a block without matches has it.
    init?(_ lengths: ArraySlice<UInt8>) {
        for length in lengths { counts[Int(length)] += 1 }
        let used = lengths.count - counts[0]
        counts[0] = 0
        var free = 1
        var starts = [Int](repeating: 0, count: 16)
        for length in 1..<16 {
            free = free * 2 - counts[length]
            if free < 0 { return nil }
            starts[length] = starts[length - 1] + counts[length - 1]
        }
        guard free == 0 || used == 0 || (used == 1 && counts[1] == 1) else { return nil }
        symbols = [Int](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[starts[Int(length)]] = symbol
            starts[Int(length)] += 1
        }
    }

    /// Takes the next symbol.
    func decode(
        _ bits: inout BitSource,
        _ input: Span<UInt8>
    ) throws(PrefixInflater.Failure) -> Int {
        var peeked = bits.peek(input)
        // Codes of one length are successive numbers: `first` is the lowest of them, `index` the
        // place of its symbol.
        var code = 0
        var first = 0
        var index = 0
        for length in 1..<16 {
            code |= peeked & 1
            peeked >>= 1
            let count = counts[length]
            if code - first < count {
                try bits.take(peeked: length)
                return symbols[index + code - first]
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw .badData
    }

    /// The literals and lengths of a block with fixed codes (RFC 1951, section 3.2.6).
    static let fixedLiterals = fixed(
        (144, 8),
        (112, 9),
        (24, 7),
        (8, 8)
    )
    /// The distances of a block with fixed codes.
    static let fixedDistances = fixed((32, 5))

    private static func fixed(_ runs: (count: Int, length: UInt8)...) -> HuffmanCode {
        let lengths = runs.flatMap { repeatElement($0.length, count: $0.count) }
        guard let code = HuffmanCode(lengths[...]) else {
            preconditionFailure("the fixed codes are complete")
        }
        return code
    }
}
