// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Sources of one class by group, in the order in which a seeded choice takes them.
///
/// A group's lot is that of its first image, so that a large group is not picked more often than a
/// small one; the images of a group draw other lots among themselves, so that the first is not
/// picked more often than the others. Lots hang on the images alone, not on who else is there.
struct GroupedSources {
    /// The positions of the sources, group by group.
    let groups: [[Int]]

    /// - Parameters:
    ///   - positions: the sources to choose among, ascending positions in what `keys`, `groups` and
    ///     `loads` are about.
    ///   - groups: the number of the group of each source.
    ///   - loads: what each source bears already; the least go first, in groups and among groups.
    init(_ positions: [Int], keys: [SourceKey], groups: [Int], loads: [Int]) {
        var members: [[Int]] = []
        var places: [Int: Int] = [:]
        for position in positions {
            if let place = places[groups[position]] {
                members[place].append(position)
            } else {
                places[groups[position]] = members.count
                members.append([position])
            }
        }
        let order = members.indices.map { place in
            let load = members[place].reduce(0) { $0 + loads[$1] }
            return (load: load, lot: keys[members[place][0]].lot, place: place)
        }
        self.groups = order.sorted(by: <).map { group in
            let members = members[group.place]
            if members.count == 1 { return members }
            return members.map { (loads[$0], keys[$0].lotInGroup, $0) }.sorted(by: <).map(\.2)
        }
    }

    /// So many sources from as many groups as possible: one of each, then a second of each, and on.
    func spread(_ count: Int) -> [Int] {
        var chosen: [Int] = []
        var open = groups[...]
        var rank = 0
        while chosen.count < count, !open.isEmpty {
            chosen += open.prefix(count - chosen.count).map { $0[rank] }
            rank += 1
            open = open.filter { $0.count > rank }[...]
        }
        return chosen
    }
}
