// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// Puts a record's parts one after the other.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    mutating func number(_ value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// A byte that says whether there is a number, and the number.
    mutating func optional(_ value: UInt64?) {
        number(UInt8(value == nil ? 0 : 1))
        if let value { number(value) }
    }

    mutating func text(_ text: String) {
        number(UInt32(text.utf8.count))
        bytes += text.utf8
    }

    mutating func digest(_ digest: Digest) {
        bytes += digest.bytes
    }

    mutating func list<Element>(
        _ elements: [Element],
        _ write: (inout RecordWriter, Element) -> Void
    ) {
        number(UInt32(elements.count))
        for element in elements { write(&self, element) }
    }
}

/// Takes a record's parts off its bytes; nil where they are not what they must be.
struct RecordReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type) -> Value? {
        let count = Value.bitWidth / 8
        guard bytes.count - position >= count else { return nil }
        var value: Value = 0
        for index in 0..<count { value |= Value(bytes[position + index]) << (8 * index) }
        position += count
        return value
    }

    /// A number that may be missing; nil where not even that can be read.
    mutating func optional() -> UInt64?? {
        switch number(UInt8.self) {
        case 0: .some(nil)
        case 1: number(UInt64.self).map { .some($0) }
        default: nil
        }
    }

    mutating func text() -> String? {
        guard let count = number(UInt32.self), let bytes = take(Int(count)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    mutating func digest() -> Digest? {
        take(Digest.byteCount).flatMap { Digest(Array($0)) }
    }

    mutating func list<Element>(
        _ read: (inout RecordReader) -> Element?
    ) -> [Element]? {
        guard let count = number(UInt32.self) else { return nil }
        // No element has fewer bytes than one, so no length makes this take more than there is.
        guard Int(count) <= bytes.count - position else { return nil }
        var elements: [Element] = []
        for _ in 0..<count {
            guard let element = read(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard bytes.count - position >= count else { return nil }
        defer { position += count }
        return bytes[position..<(position + count)]
    }
}
