// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension GroupedSources {
    /// How many copies each source gets when `total` are wanted of all.
    ///
    /// They are spread over the groups first, then over the images of each group. What one cannot
    /// take goes to those that can; fewer than `total` are given only where nobody can take more.
    ///
    /// - Parameter capacities: the most copies of each source, by position.
    /// - Returns: the copies of each source, by position.
    func copies(_ total: Int, capacities: [Int]) -> [Int] {
        var copies = capacities.map { _ in 0 }
        let rooms = groups.map { group in
            // No group can be given more than the total, which keeps sums of capacities small.
            group.reduce(0) { min(total, $0 + min(total, capacities[$1])) }
        }
        for (group, share) in zip(groups, evenShares(of: total, capacities: rooms))
        where share > 0 {
            let shares = evenShares(of: share, capacities: group.map { capacities[$0] })
            for (position, share) in zip(group, shares) { copies[position] = share }
        }
        return copies
    }
}

/// Parts of a whole that differ by one at the most, but for who cannot take as much.
///
/// The water level is found from the smallest capacity up. What is left above it, less than one for
/// each who could take more, goes to the first of those.
///
/// - Returns: a part for each capacity, together `total` or, where that is less, all capacities.
func evenShares(of total: Int, capacities: [Int]) -> [Int] {
    var rest = total
    var open = capacities.count
    for capacity in capacities.sorted() {
        let level = rest / open
        if capacity > level {
            var extra = rest % open
            return capacities.map { capacity in
                if capacity <= level { return capacity }
                if extra == 0 { return level }
                extra -= 1
                return level + 1
            }
        }
        rest -= capacity
        open -= 1
    }
    return capacities
}
