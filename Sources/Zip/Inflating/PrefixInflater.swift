// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Inflates the first bytes of a DEFLATE stream (RFC 1951) and stops.
///
/// Small and exact rather than fast: it sees a few kilobytes of an entry, and what it gives is
/// only ever used to look at a file's kind and size. Entries are inflated by libdeflate.
struct PrefixInflater {
    /// Why no prefix of the wanted length can be given.
    enum Failure: Error {
        /// The bytes are no DEFLATE stream.
        case badData
        /// The bytes end before the stream gave enough.
        case outOfInput
        /// The stream itself ends before it gave enough.
        case endOfStream
    }

    private var bits = BitSource()
    private var output: [UInt8] = []
    private let count: Int

    /// The first `count` bytes of the stream that `input` begins with.
    static func inflate(_ input: Span<UInt8>, count: Int) throws(Failure) -> [UInt8] {
        var inflater = PrefixInflater(count: count)
        while inflater.output.count < count {
            let isLast = try inflater.bits.take(1, input) == 1
            try inflater.inflateBlock(input)
            if isLast, inflater.output.count < count { throw .endOfStream }
        }
        return inflater.output
    }

    private init(count: Int) {
        self.count = count
        output.reserveCapacity(count)
    }

    private mutating func inflateBlock(_ input: Span<UInt8>) throws(Failure) {
        switch try bits.take(2, input) {
        case 0:
            try copyStored(input)
        case 1:
            try inflateCodes(input, literals: .fixedLiterals, distances: .fixedDistances)
        case 2:
            let (literals, distances) = try readCodes(input)
            try inflateCodes(input, literals: literals, distances: distances)
        default:
            throw .badData
        }
    }

    /// RFC 1951, section 3.2.4.
    private mutating func copyStored(_ input: Span<UInt8>) throws(Failure) {
        bits.alignToByte()
        let length = try bits.take(16, input)
        guard try bits.take(16, input) == length ^ 0xFFFF else { throw .badData }
        for _ in 0..<min(length, count - output.count) {
            output.append(UInt8(try bits.take(8, input)))
        }
    }

    /// Reads the two codes of a dynamic block (RFC 1951, section 3.2.7).
    private mutating func readCodes(
        _ input: Span<UInt8>
    ) throws(Failure) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try bits.take(5, input) + 257
        let distanceCount = try bits.take(5, input) + 1
        let lengthCount = try bits.take(4, input) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw .badData }
        var codeLengths = [UInt8](repeating: 0, count: Self.lengthOrder.count)
        for symbol in Self.lengthOrder.prefix(lengthCount) {
            codeLengths[symbol] = UInt8(try bits.take(3, input))
        }
        guard let code = HuffmanCode(codeLengths[...]) else { throw .badData }
        let total = literalCount + distanceCount
        var lengths: [UInt8] = []
        lengths.reserveCapacity(total)
        while lengths.count < total {
            let symbol = try code.decode(&bits, input)
            switch symbol {
            case 0..<16:
                lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .badData }
                lengths.append(
                    contentsOf: repeatElement(last, count: 3 + (try bits.take(2, input)))
                )
            case 17:
                lengths.append(contentsOf: repeatElement(0, count: 3 + (try bits.take(3, input))))
            default:
                lengths.append(contentsOf: repeatElement(0, count: 11 + (try bits.take(7, input))))
            }
        }
        guard lengths.count == total, lengths[256] != 0,
            let literals = HuffmanCode(lengths[..<literalCount]),
            let distances = HuffmanCode(lengths[literalCount...])
        else { throw .badData }
        return (literals, distances)
    }

    /// RFC 1951, section 3.2.5.
    private mutating func inflateCodes(
        _ input: Span<UInt8>,
        literals: HuffmanCode,
        distances: HuffmanCode
    ) throws(Failure) {
        while output.count < count {
            let symbol = try literals.decode(&bits, input)
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Self.lengths.count else { throw .badData }
            let (lengthBase, lengthBits) = Self.lengths[symbol - 257]
            let length = lengthBase + (try bits.take(lengthBits, input))
            let distanceSymbol = try distances.decode(&bits, input)
            guard distanceSymbol < Self.distances.count else { throw .badData }
            let (distanceBase, distanceBits) = Self.distances[distanceSymbol]
            let distance = distanceBase + (try bits.take(distanceBits, input))
            guard distance <= output.count else { throw .badData }
            // The copied range may overlap what it makes: byte by byte it repeats itself.
            for _ in 0..<min(length, count - output.count) {
                output.append(output[output.count - distance])
            }
        }
    }

    private static let lengthOrder = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]
    /// The shortest length of each symbol from 257 on, and its count of further bits.
    private static let lengths: [(Int, Int)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0),
        (11, 1), (13, 1), (15, 1), (17, 1), (19, 2), (23, 2), (27, 2), (31, 2),
        (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4),
        (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
    ]
    /// The shortest distance of each symbol, and its count of further bits.
    private static let distances: [(Int, Int)] = [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2),
        (17, 3), (25, 3), (33, 4), (49, 4), (65, 5), (97, 5), (129, 6), (193, 6),
        (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10),
        (4097, 11), (6145, 11), (8193, 12), (12289, 12), (16385, 13), (24577, 13),
    ]
}

/// Bits of a stream, lowest first (RFC 1951, section 3.1.1).
struct BitSource {
    private var position = 0
    private var buffer: UInt64 = 0
    private var available = 0

    /// The next `count` bits, at most 16, as a number.
    mutating func take(
        _ count: Int,
        _ input: Span<UInt8>
    ) throws(PrefixInflater.Failure) -> Int {
        fill(input)
        guard available >= count else { throw .outOfInput }
        let value = Int(buffer & (1 << UInt64(count) - 1))
        skip(count)
        return value
    }

    /// The next 15 bits without taking them, zeros where the input ends.
    mutating func peek(_ input: Span<UInt8>) -> Int {
        fill(input)
        return Int(buffer & 0x7FFF)
    }

    /// Takes `count` bits that were peeked at.
    mutating func take(peeked count: Int) throws(PrefixInflater.Failure) {
        guard available >= count else { throw .outOfInput }
        skip(count)
    }

    /// Drops the bits up to the next byte of the stream.
    mutating func alignToByte() {
        skip(available % 8)
    }

    private mutating func fill(_ input: Span<UInt8>) {
        while available <= 48, position < input.count {
            buffer |= UInt64(input[position]) << UInt64(available)
            available += 8
            position += 1
        }
    }

    private mutating func skip(_ count: Int) {
        buffer >>= UInt64(count)
        available -= count
    }
}
