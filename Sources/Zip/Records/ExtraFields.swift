// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The extra fields of a header that have a meaning here; others are skipped.
struct ExtraFields {
    /// The 64-bit sizes and offset (APPNOTE 4.5.3), as a range of the bytes parsed.
    private(set) var zip64: Range<Int>?
    /// The Info-ZIP Unicode path (APPNOTE 4.6.9), as a range of the bytes parsed.
    private(set) var unicodePath: Range<Int>?
    /// Whether AES (AE-x) or strong encryption is declared.
    private(set) var isEncrypted = false

    /// Walks the fields in `range` of `bytes`, which must fill it exactly.
    ///
    /// - Parameter name: the entry's name, for an error.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>, name: Span<UInt8>) throws(ZipError) {
        var position = range.lowerBound
        while position < range.upperBound {
            guard range.upperBound - position >= 4 else { throw Self.malformed(name) }
            let count = Int(bytes.uint16(at: position + 2))
            let payload = position + 4
            guard range.upperBound - payload >= count else { throw Self.malformed(name) }
            switch bytes.uint16(at: position) {
            case 0x0001:
                guard zip64 == nil else { throw Self.repeated(name) }
                zip64 = payload..<(payload + count)
            case 0x7075:
                guard unicodePath == nil else { throw Self.repeated(name) }
                unicodePath = payload..<(payload + count)
            case 0x9901, 0x0017:
                isEncrypted = true
            default:
                break
            }
            position = payload + count
        }
    }

    private static func malformed(_ name: Span<UInt8>) -> ZipError {
        ZipError(.badExtra, entry: name, "The entry's extra fields do not fill their space.")
    }

    private static func repeated(_ name: Span<UInt8>) -> ZipError {
        ZipError(
            .badExtra,
            entry: name,
            "The entry has an extra field twice; its size or name depends on the reader."
        )
    }
}

/// The values of a zip64 extra field, taken in the order of the fields that point to it.
struct Zip64Values {
    private var range: Range<Int>

    init(_ range: Range<Int>?) {
        self.range = range ?? 0..<0
    }

    /// The value of a 32-bit field: its own, or the next 64-bit one when it is all ones.
    ///
    /// - Returns: nil when the field points to a value that is not there.
    mutating func resolve(_ field: UInt32, in bytes: Span<UInt8>) -> UInt64? {
        guard field == .max else { return UInt64(field) }
        guard range.count >= 8 else { return nil }
        defer { range = (range.lowerBound + 8)..<range.upperBound }
        return bytes.uint64(at: range.lowerBound)
    }

    /// The value of a 16-bit disk number: its own, or the next 32-bit one when it is all ones.
    mutating func resolve(_ field: UInt16, in bytes: Span<UInt8>) -> UInt32? {
        guard field == .max else { return UInt32(field) }
        guard range.count >= 4 else { return nil }
        defer { range = (range.lowerBound + 4)..<range.upperBound }
        return bytes.uint32(at: range.lowerBound)
    }

    /// Whether every value was pointed to.
    var isUsedUp: Bool { range.isEmpty }
}
