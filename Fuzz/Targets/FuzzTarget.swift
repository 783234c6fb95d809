// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One reader of bytes from strangers, and what must hold of it whatever they are.
package struct FuzzTarget: Sendable {
    /// The name of its folders of seeds and findings, and of the argument of `script/fuzz`.
    package let name: String
    /// Reads the bytes; throws ``BrokenProperty`` where the result is not what it must be.
    package let check: @Sendable ([UInt8]) throws -> Void

    /// Every target, by name.
    package static let all = [
        FuzzTarget(name: "archives", check: checkArchive),
        FuzzTarget(name: "chunks", check: checkChunks),
        FuzzTarget(name: "fields", check: checkFields),
        FuzzTarget(name: "forms", check: checkForm),
        FuzzTarget(name: "heads", check: checkHead),
        FuzzTarget(name: "images", check: checkImage),
        FuzzTarget(name: "queries", check: checkQuery),
    ]
}

/// A promise that a reader did not keep.
package struct BrokenProperty: Error, CustomStringConvertible {
    /// The promise, as a sentence.
    package let description: String
}

/// Throws ``BrokenProperty`` unless a promise was kept.
func hold(_ isKept: Bool, _ promise: String) throws(BrokenProperty) {
    if !isKept { throw BrokenProperty(description: promise) }
}

/// Two places to cut an input at, which depend on the input alone.
func cuts(of bytes: [UInt8]) -> [Int] {
    let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let count = UInt64(bytes.count + 1)
    return [Int(hash % count), Int((hash >> 32) % count)].sorted()
}

extension Array<UInt8> {
    /// The first place, from `start` on, where `pattern` stands.
    func firstIndex(of pattern: [UInt8], from start: Int = 0) -> Int? {
        guard start + pattern.count <= count else { return nil }
        return (start...(count - pattern.count)).first { self[$0...].starts(with: pattern) }
    }
}
