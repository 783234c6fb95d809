// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension GroupHoldout {
    /// Moves a group to the training part for every class that has no image there.
    ///
    /// Of the groups of such a class it is the one that costs the shares the least.
    mutating func giveEveryClassTraining() {
        let missing = held[0].indices.filter { label in
            held[0][label] == 0 && held.contains { $0[label] > 0 }
        }
        if missing.isEmpty { return }
        var members: [Int: [Int]] = Dictionary(uniqueKeysWithValues: missing.map { ($0, []) })
        for (number, group) in groups.enumerated() {
            for (label, _) in group.counts { members[label]?.append(number) }
        }
        for label in missing where held[0][label] == 0 {
            moveOne(of: members[label] ?? [], to: 0)
        }
    }

    /// Moves a group to an empty part; false where each is needed where it is.
    ///
    /// None is taken that holds all the training images of a class, or all images of a part.
    mutating func fill(_ place: Int) -> Bool {
        let totals = held.map { $0.reduce(0, +) }
        let free = groups.indices.filter { number in
            let group = groups[number]
            if places[number] == 0 {
                return group.counts.allSatisfy { held[0][$0.label] > $0.count }
            }
            return totals[places[number]] > group.images.count
        }
        return moveOne(of: free, to: place)
    }

    /// Moves the one of some groups that costs the least, the first where several do.
    @discardableResult
    private mutating func moveOne(of numbers: [Int], to place: Int) -> Bool {
        var best: (number: Int, cost: Double)?
        for number in numbers {
            let cost = costOfMoving(number, to: place)
            if best.map({ cost < $0.cost }) ?? true { best = (number, cost) }
        }
        guard let best else { return false }
        move(best.number, to: place)
        return true
    }
}
