// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A split that keeps groups whole and, as far as they let it, the shares of every class.
///
/// Groups are shuffled by the seed, those whose images are the least evenly spread over the classes
/// come first, and each goes to the part where it brings the class counts nearest to what was asked
/// for: where Σₖ ((cₖ + gₖ − tₖ)² − (cₖ − tₖ)²) / Nₖ² is least, for a group of gₖ images of class
/// k, a part that holds cₖ of the tₖ it should, and Nₖ images in all. Dividing by Nₖ² lets a small
/// class count as much as a large one. Ties go to the first part: train, validation, test.
///
/// The greedy assignment of scikit-learn's `StratifiedGroupKFold` with shares of any size; then
/// ``improve()`` takes back what turned out not to be the best.
struct GroupHoldout {
    /// The parts, train first.
    let parts: [Split.Part]
    /// The groups in the order in which they are assigned.
    private(set) var groups: [Group]
    /// The index into ``parts`` of each of ``groups``.
    private(set) var places: [Int] = []
    /// How many images of each class each part holds so far.
    private(set) var held: [[Int]]
    /// How many images of each class each part should hold.
    private let wanted: [[Double]]
    /// The square of each class's size.
    private let squares: [Double]

    /// A group, and how many images it has of the classes it has any of, which ascend.
    struct Group {
        var images: [Int] = []
        var counts: [(label: Int, count: Int)] = []
    }

    /// Divides the images of a request.
    ///
    /// - Parameter numbers: the group of every image of the catalogue.
    /// - Throws: `tooFewImages` when there are fewer groups than parts, or when a part cannot have
    ///   one without leaving a class nothing to train on.
    init(
        _ request: SplitRequest,
        _ catalogue: Catalogue,
        numbers: [Int],
        seed: UInt32
    ) throws(DatasetError) {
        parts = request.parts
        groups = Self.inOrder(
            Self.groups(of: request.pool, catalogue, numbers),
            catalogue,
            seed: seed
        )
        var sizes = [Int](repeating: 0, count: catalogue.classes.count)
        for index in request.pool { sizes[catalogue.images[index].label] += 1 }
        wanted = parts.map { part in sizes.map { request.share(of: part) * Double($0) } }
        squares = sizes.map { Double($0) * Double($0) }
        held = parts.map { _ in sizes.map { _ in 0 } }
        if groups.count < parts.count {
            throw .tooFewImages(.groups(groups.count, parts: parts))
        }
        for group in groups {
            let costs = parts.indices.map { cost(of: group, in: $0) }
            let cheapest = parts.indices.reduce(0) { costs[$1] < costs[$0] ? $1 : $0 }
            places.append(cheapest)
            add(group, to: cheapest, 1)
        }
        improve()
        giveEveryClassTraining()
        for place in parts.indices where held[place].allSatisfy({ $0 == 0 }) {
            if !fill(place) { throw .tooFewImages(.groups(groups.count, parts: parts)) }
        }
    }

    /// What one more group would cost a part, less where it is what the part lacks.
    func cost(of group: Group, in place: Int) -> Double {
        group.counts.reduce(0) { sum, entry in
            let count = Double(entry.count)
            let short = Double(held[place][entry.label]) - wanted[place][entry.label]
            return sum + count * (2 * short + count) / squares[entry.label]
        }
    }

    /// What taking a group away would cost the part that it is in.
    func costOfRemoving(_ group: Group, from place: Int) -> Double {
        group.counts.reduce(0) { sum, entry in
            let count = Double(entry.count)
            let short = Double(held[place][entry.label]) - wanted[place][entry.label]
            return sum + count * (count - 2 * short) / squares[entry.label]
        }
    }

    /// What it would cost to have a group in another part than the one it is in.
    func costOfMoving(_ number: Int, to place: Int) -> Double {
        cost(of: groups[number], in: place) + costOfRemoving(groups[number], from: places[number])
    }

    /// Puts a group into another part than the one it is in.
    mutating func move(_ number: Int, to place: Int) {
        add(groups[number], to: places[number], -1)
        add(groups[number], to: place, 1)
        places[number] = place
    }

    private mutating func add(_ group: Group, to place: Int, _ sign: Int) {
        for (label, count) in group.counts { held[place][label] += sign * count }
    }
}

extension GroupHoldout {
    /// The groups of some images, which ascend, each with its counts.
    private static func groups(
        of pool: [Int],
        _ catalogue: Catalogue,
        _ numbers: [Int]
    ) -> [Group] {
        var places: [Int: Int] = [:]
        var groups: [Group] = []
        for index in pool {
            let label = catalogue.images[index].label
            let place = places[numbers[index]] ?? groups.count
            if place == groups.count {
                places[numbers[index]] = place
                groups.append(Group())
            }
            groups[place].images.append(index)
            if groups[place].counts.last?.label == label {
                groups[place].counts[groups[place].counts.count - 1].count += 1
            } else {
                groups[place].counts.append((label, 1))
            }
        }
        return groups
    }

    /// The groups in the order of their first names, shuffled, the most uneven first.
    ///
    /// Only names decide where the shuffle begins: how groups are counted, or in what order the
    /// archive has them, must not change the split.
    private static func inOrder(
        _ groups: [Group],
        _ catalogue: Catalogue,
        seed: UInt32
    ) -> [Group] {
        let names = groups.map { group in
            let names = group.images.lazy.map { catalogue.images[$0].name }
            return names.dropFirst().reduce(names[0]) { precedes($1, $0) ? $1 : $0 }
        }
        var order = groups.indices.sorted { precedes(names[$0], names[$1]) }
        var hash = SipHash(key: (UInt64(seed), 0))
        hash.append("groups")
        var generator = KeyedGenerator(hash: hash.finished())
        for last in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(last, generator.below(last + 1))
        }
        let spreads = groups.map { $0.spread(over: catalogue.classes.count) }
        let positions = order.indices.sorted { left, right in
            let (a, b) = (spreads[order[left]], spreads[order[right]])
            return a == b ? left < right : a > b
        }
        return positions.map { groups[order[$0]] }
    }
}

extension GroupHoldout.Group {
    /// K² times the variance of the counts over K classes: exact, and in the order of the standard
    /// deviation.
    fileprivate func spread(over classes: Int) -> Int {
        let sum = images.count
        return classes * counts.reduce(0) { $0 + $1.count * $1.count } - sum * sum
    }
}
