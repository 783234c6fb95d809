// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The positions 0 ..< count that share a key, where two or more do: ascending lists, in the order
/// of their first members.
///
/// Sorted, and not in a table of arrays, because nearly all positions are alone: 4 bytes of memory
/// a position.
///
/// - Parameter key: of a position; nil where it is in no list.
func positionsWithEqualKeys<Key: Comparable>(_ count: Int, by key: (Int) -> Key?) -> [[Int]] {
    var positions = (0..<Int32(count)).filter { key(Int($0)) != nil }
    positions.sort { left, right in
        guard let first = key(Int(left)), let second = key(Int(right)), first != second else {
            return left < right
        }
        return first < second
    }
    var lists: [[Int]] = []
    var rest = positions[...]
    while let first = rest.first {
        let same = rest.prefix { key(Int($0)) == key(Int(first)) }
        if same.count > 1 { lists.append(same.map { Int($0) }) }
        rest = rest.dropFirst(same.count)
    }
    return lists.sorted { $0[0] < $1[0] }
}
