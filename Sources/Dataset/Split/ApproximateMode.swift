// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How many to draw from every class when `draws` are drawn from all, in whole numbers.
///
/// The approximate mode of the multivariate hypergeometric distribution as scikit-learn's
/// `_approximate_mode` computes it: whole parts first, then one more for the largest remainders,
/// ties broken by chance. Doubles are used just as numpy uses them: whether two remainders are
/// equal hangs on how they were rounded, and with them the split.
func approximateMode(
    _ counts: [Int],
    draws: Int,
    _ generator: inout MersenneTwister
) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let exact = counts.map { Double($0) / total * Double(draws) }
    var whole = exact.map { $0.rounded(.down) }
    var missing = draws - Int(whole.reduce(0, +))
    let remainders = zip(exact, whole).map { $0 - $1 }
    for value in Set(remainders).sorted(by: >) where missing > 0 {
        let tied = remainders.indices.filter { remainders[$0] == value }
        let chosen = generator.choice(tied, min(tied.count, missing))
        for index in chosen { whole[index] += 1 }
        missing -= chosen.count
    }
    return whole.map { Int($0) }
}
