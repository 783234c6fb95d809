// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension GroupHoldout {
    /// The most kinds of groups that are tried against each other, and the most steps.
    ///
    /// They bound the time: with few kinds a step is cheap and finds what there is to find, and
    /// with many the greedy assignment has been exact enough.
    private static let (mostKinds, mostSteps) = (32, 300)

    /// Moves groups, and swaps two, as long as that brings the counts nearer to what was asked for.
    ///
    /// The greedy assignment takes nothing back, and so may miss shares that can be met: when all
    /// groups of one kind are placed before the first of another. Every step is the best there is;
    /// groups with the same counts are as good as each other, so one of each kind is tried.
    mutating func improve() {
        var kinds = Kinds(groups, places, parts: parts.count, most: Self.mostKinds)
        for _ in 0..<Self.mostSteps {
            guard let step = bestStep(kinds) else { return }
            move(kinds.take(step.kind, from: step.from, to: step.to), to: step.to)
            if let other = step.other {
                move(kinds.take(other, from: step.to, to: step.from), to: step.from)
            }
        }
    }

    /// One group goes from one part to another and, in a swap, one of another kind comes back.
    private struct Step {
        let kind: Int
        let other: Int?
        let from: Int
        let to: Int
    }

    /// The step that saves the most; nil when none saves anything.
    private func bestStep(_ kinds: Kinds) -> Step? {
        // A saving of less is rounding.
        var least = -1e-9
        var best: Step?
        for from in parts.indices {
            for to in parts.indices where to != from {
                for kind in kinds.indices where kinds.has(kind, in: from) {
                    for other in [nil] + kinds.indices.map(Optional.some)
                    where other != kind && (other.map { kinds.has($0, in: to) } ?? true) {
                        let change = kinds.difference(kind, other)
                        let cost =
                            cost(of: change, in: to) + costOfRemoving(change, from: from)
                        if cost < least {
                            least = cost
                            best = Step(kind: kind, other: other, from: from, to: to)
                        }
                    }
                }
            }
        }
        return best
    }
}

/// Groups by their counts, and which of each kind are in which part.
private struct Kinds {
    /// The counts of each kind, the commonest kind first.
    private var counts: [[(label: Int, count: Int)]] = []
    /// By part and kind, the numbers of its groups.
    private var members: [[[Int]]]

    init(_ groups: [GroupHoldout.Group], _ places: [Int], parts: Int, most: Int) {
        var known: [[Int]: Int] = [:]
        var byKind: [[Int]] = []
        for (number, group) in groups.enumerated() {
            let key = group.counts.flatMap { [$0.label, $0.count] }
            let kind = known[key] ?? byKind.count
            if kind == byKind.count {
                known[key] = kind
                byKind.append([])
            }
            byKind[kind].append(number)
        }
        let common = byKind.indices.sorted {
            (-byKind[$0].count, $0) < (-byKind[$1].count, $1)
        }
        let kept = common.prefix(most).map { byKind[$0] }
        counts = kept.map { groups[$0[0]].counts }
        members = (0..<parts).map { part in
            kept.map { numbers in numbers.filter { places[$0] == part } }
        }
    }

    var indices: Range<Int> { counts.indices }

    func has(_ kind: Int, in part: Int) -> Bool {
        !members[part][kind].isEmpty
    }

    /// What a part gains when one of a kind comes and one of another goes, as a group of its own.
    func difference(_ kind: Int, _ other: Int?) -> GroupHoldout.Group {
        guard let other else { return GroupHoldout.Group(counts: counts[kind]) }
        var merged = counts[kind]
        for (label, count) in counts[other] {
            if let place = merged.firstIndex(where: { $0.label == label }) {
                merged[place].count -= count
            } else {
                merged.append((label, -count))
            }
        }
        return GroupHoldout.Group(counts: merged)
    }

    /// Takes a group of a kind from one part to another; its number.
    mutating func take(_ kind: Int, from: Int, to: Int) -> Int {
        let number = members[from][kind].removeLast()
        members[to][kind].append(number)
        return number
    }
}
