// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Balancing {
    /// Draws what is done for every artificial image, in every class in the same proportions.
    ///
    /// Where a source has many copies, operations of few outcomes are used up and the others
    /// prevail; where it has one, all are as likely. So the class with the largest share of
    /// artificial images draws freely, and its mix is the measure for the others, whose copies
    /// beside originals are drawn anew too: they alone may be more than the mix allows.
    ///
    /// - Parameter reference: the class that draws freely; it has artificial images.
    func drawOperationsForParity(in shares: inout [ClassShare], reference: Int) {
        var mix = options.program.ranges.map { _ in 0 }
        shares[reference].operations = shares[reference].kept.indices.map { position in
            let source = shares[reference].kept[position]
            let key = SourceKey(catalogue.images[source], of: catalogue, options)
            var deck = deck(of: source)
            return (0..<shares[reference].artificial(at: position)).map { index in
                var generator = key.generator(copy: index + 1)
                let drawn = deck.drawRange(&generator)
                mix[drawn] += 1
                return deck.deal(drawn, &generator)
            }
        }
        for label in shares.indices where label != reference {
            shares[label].operations = operations(of: shares[label], mix: mix)
        }
    }

    /// What is done for the artificial images of each source of a class, by quotas of a mix.
    ///
    /// Sources take their turns by lot. Each draws from what is left of the quotas, as from an urn,
    /// but first takes what those after it have no room for.
    private func operations(of share: ClassShare, mix: [Int]) -> [[Operation]] {
        let counts = share.kept.indices.map(share.artificial(at:))
        let keys = share.kept.map { SourceKey(catalogue.images[$0], of: catalogue, options) }
        let altered = share.kept.indices.filter { counts[$0] > 0 }
        let turns = altered.map { (keys[$0].lot, $0) }.sorted(by: <).map(\.1)
        var urn = OperationUrn(
            mix: mix,
            quotas: proportionalShares(of: counts.reduce(0, +), weights: mix)
        )
        for position in turns {
            urn.add(deck(of: share.kept[position]).rooms(for: counts[position]))
        }
        var operations: [[Operation]] = counts.map { _ in [] }
        for position in turns {
            let count = counts[position]
            var deck = deck(of: share.kept[position])
            var urgent = urn.startTurn(rooms: deck.rooms(for: count), images: count)[...]
            for copy in 1...count {
                var generator = keys[position].generator(copy: copy)
                let range = urgent.popFirst() ?? urn.range(in: deck, &generator)
                urn.take(range)
                operations[position].append(deck.deal(range, &generator))
            }
        }
        return operations
    }

    private func deck(of source: Int) -> OutcomeDeck {
        OutcomeDeck(options.program, size: options.pixels(of: facts[source]))
    }
}

/// What is left of the quotas of a class's operations while its sources take their turns.
private struct OperationUrn {
    /// The proportions, for draws that the quotas leave nothing for.
    private let mix: [Int]
    /// How many of each range are still to be drawn.
    private var quotas: [Int]
    /// How many of each range the sources whose turn is to come may take.
    private var rooms: [Int]

    init(mix: [Int], quotas: [Int]) {
        self.mix = mix
        self.quotas = quotas
        rooms = quotas.map { _ in 0 }
    }

    /// Adds a source whose turn is to come.
    mutating func add(_ rooms: [Int]) {
        for range in rooms.indices { self.rooms[range] += rooms[range] }
    }

    /// Starts the turn of a source that was added with these rooms.
    ///
    /// - Returns: the ranges that it must take, no more than it has images: one for each image that
    ///   a quota asks for and no source after it can take.
    mutating func startTurn(rooms: [Int], images: Int) -> [Int] {
        var urgent: [Int] = []
        for range in rooms.indices {
            self.rooms[range] -= rooms[range]
            let missing = min(quotas[range] - self.rooms[range], rooms[range])
            let count = min(missing, images - urgent.count)
            if count > 0 { urgent += Array(repeating: range, count: count) }
        }
        return urgent
    }

    /// Draws one of the ranges of which the source's deck has an outcome left.
    ///
    /// In proportion to what is left of the quotas; where these have nothing for the deck, to the
    /// mix; and where that has nothing either, each is as likely.
    func range(in deck: OutcomeDeck, _ generator: inout KeyedGenerator) -> Int {
        for weights in [quotas, mix] {
            let open = weights.indices.filter { weights[$0] > 0 && deck.has($0) }
            let total = open.reduce(0) { $0 + weights[$1] }
            if total == 0 { continue }
            var ticket = generator.below(total)
            for range in open {
                if ticket < weights[range] { return range }
                ticket -= weights[range]
            }
        }
        return deck.drawRange(&generator)
    }

    mutating func take(_ range: Int) {
        if quotas[range] > 0 { quotas[range] -= 1 }
    }
}

/// Parts of a whole in proportion to weights, by the largest remainders, the first among equals.
///
/// - Parameter weights: not negative, not all 0; times `total` they are within `Int`.
/// - Returns: a part for each weight, together `total`, each less than 1 off its exact share.
func proportionalShares(of total: Int, weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    precondition(sum > 0, "no weight to share by")
    let exact = weights.map { (total * $0).quotientAndRemainder(dividingBy: sum) }
    var shares = exact.map(\.quotient)
    let rest = total - shares.reduce(0, +)
    let order = exact.indices.sorted {
        (exact[$1].remainder, $0) < (exact[$0].remainder, $1)
    }
    for index in order.prefix(rest) { shares[index] += 1 }
    return shares
}
