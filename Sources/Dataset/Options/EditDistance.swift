// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The candidate that a misspelled word most likely stands for, the first of equally near ones.
///
/// Nil unless one is within a third of its length in edits, one at least.
func nearest(to word: String, among candidates: [String]) -> String? {
    let word = Array(word.lowercased().utf8.prefix(64))
    let near = candidates.map { ($0, editDistance(word, Array($0.utf8))) }
        .filter { $0.1 <= max(1, $0.0.utf8.count / 3) }
    return near.min { $0.1 < $1.1 }?.0
}

/// How many insertions, deletions, replacements and swaps of neighbours part two words.
///
/// The restricted Damerau–Levenshtein distance, row by row.
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var above = Array(0...right.count)
    for (row, byte) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(above[column + 1], current[column]) + 1
            cost = min(cost, above[column] + (byte == other ? 0 : 1))
            if row > 0, column > 0, byte == right[column - 1], other == left[row - 1] {
                cost = min(cost, before[column - 1] + 1)
            }
            current.append(cost)
        }
        (before, above) = (above, current)
    }
    return above[right.count]
}
