// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How many copies each source of a class gets when `difference` are wanted of all.
///
/// Each gets ⌊difference/n⌋, and as many as are missing then get one more: those with the lowest
/// lots, so that which these are hangs on the sources and not on their order.
func copiesPerSource(_ keys: [SourceKey], difference: Int) -> [Int] {
    guard difference > 0, !keys.isEmpty else { return keys.map { _ in 0 } }
    let (each, missing) = difference.quotientAndRemainder(dividingBy: keys.count)
    var copies = keys.map { _ in each }
    if missing > 0 {
        let lots = keys.map(\.lot)
        let drawn = keys.indices.sorted { (lots[$0], $0) < (lots[$1], $1) }
        for index in drawn.prefix(missing) { copies[index] += 1 }
    }
    return copies
}
