// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Numbers inside foreign bytes; nil when any byte of the number lies outside.
extension Span where Element == UInt8 {
    func byte(at offset: Int) -> Int? {
        guard offset >= 0, offset < count else { return nil }
        return Int(self[offset])
    }

    func bigEndian16(at offset: Int) -> Int? {
        guard offset >= 0, count >= 2, offset <= count - 2 else { return nil }
        return Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    func bigEndian32(at offset: Int) -> Int? {
        guard offset >= 0, count >= 4, offset <= count - 4 else { return nil }
        return Int(self[offset]) << 24 | Int(self[offset + 1]) << 16
            | Int(self[offset + 2]) << 8 | Int(self[offset + 3])
    }

    func littleEndian16(at offset: Int) -> Int? {
        guard let value = bigEndian16(at: offset) else { return nil }
        return value >> 8 | (value & 0xFF) << 8
    }

    func littleEndian32(at offset: Int) -> Int? {
        guard let value = bigEndian32(at: offset) else { return nil }
        return Int(UInt32(truncatingIfNeeded: value).byteSwapped)
    }

    /// Whether the bytes of `text` stand at `offset`.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset >= 0, length <= count, offset <= count - length else { return false }
        return text.withUTF8Buffer { expected in
            for index in 0..<length where unsafe self[offset + index] != expected[index] {
                return false
            }
            return true
        }
    }
}
