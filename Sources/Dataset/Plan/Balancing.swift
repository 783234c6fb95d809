// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The choices that bring training images to their targets.
struct Balancing {
    let catalogue: Catalogue
    let options: Options
    let facts: [ImageFacts]
    /// The group of each image of the catalogue; nil where each is its own.
    let groups: [Int]?

    /// Brings a class to its target by leaving images out, or by copies.
    ///
    /// - Parameter sources: the training images of the class, ascending.
    func share(of sources: [Int], target: Int) -> ClassShare {
        var share = ClassShare(kept: sources)
        if target < sources.count {
            let grouped = grouped(sources, Array(sources.indices))
            let kept = Set(grouped.spread(target))
            share.kept = sources.indices.filter { kept.contains($0) }.map { sources[$0] }
            share.removed = sources.indices.filter { !kept.contains($0) }.map { sources[$0] }
        } else if target > sources.count {
            let wanted = target - sources.count
            let grouped = grouped(sources, Array(sources.indices))
            share.copies = grouped.copies(wanted, capacities: sources.map(capacity))
            if share.added < wanted { share.limitation = limitation(of: sources) }
        }
        return share
    }

    /// Replaces originals by artificial images of themselves where a class has too few of these.
    ///
    /// The measure is the largest share of artificial images that a class has after balancing.
    /// Every class comes to round(share × size), a half rounded up, by originals from as many
    /// groups as possible, those with the fewest artificial images first. What is done for them is
    /// in the same proportions as in the class that is the measure.
    ///
    /// - Returns: for each class, how many could not be replaced because nobody could take more.
    func replaceForParity(in shares: inout [ClassShare]) -> [Int] {
        let figures = shares.map { share in
            (artificial: Int128(share.added), all: Int128(share.kept.count + share.added))
        }
        let reference = figures.indices.max {
            figures[$0].artificial * figures[$1].all < figures[$1].artificial * figures[$0].all
        }
        guard let reference, figures[reference].artificial > 0 else { return shares.map { _ in 0 } }
        let most = figures[reference]
        let unreplaced = shares.indices.map { label in
            let all = figures[label].all
            let even = Int((2 * most.artificial * all + most.all) / (2 * most.all))
            return replace(even - shares[label].added, in: &shares[label])
        }
        drawOperationsForParity(in: &shares, reference: reference)
        return unreplaced
    }

    private func replace(_ count: Int, in share: inout ClassShare) -> Int {
        if count <= 0 { return 0 }
        let loads = share.copies.isEmpty ? share.kept.map { _ in 0 } : share.copies
        let able = share.kept.indices.filter { loads[$0] < capacity(of: share.kept[$0]) }
        share.replaced = Set(grouped(share.kept, able, loads: loads).spread(count))
        return count - share.replaced.count
    }
}

extension Balancing {
    private func grouped(
        _ sources: [Int],
        _ positions: [Int],
        loads: [Int]? = nil
    ) -> GroupedSources {
        GroupedSources(
            positions,
            keys: sources.map { SourceKey(catalogue.images[$0], of: catalogue, options) },
            groups: sources.map { groups?[$0] ?? $0 },
            loads: loads ?? sources.map { _ in 0 }
        )
    }

    /// The most artificial images that may be made of a source.
    private func capacity(of source: Int) -> Int {
        min(options.maxCopies ?? .max, outcomes(of: source))
    }

    private func outcomes(of source: Int) -> Int {
        switch options.fill {
        case .copy: .max
        case .augment:
            options.program.outcomes(in: options.pixels(of: facts[source])) ?? .max
        }
    }

    private func limitation(of sources: [Int]) -> PlannedClass.Limitation {
        guard let most = options.maxCopies else { return .outcomes }
        let outcomes = sources.map(outcomes)
        if outcomes.allSatisfy({ $0 >= most }) { return .maxCopies }
        return outcomes.contains { $0 >= most } ? .maxCopiesAndOutcomes : .outcomes
    }
}

extension SourceKey {
    /// The key of an image of a catalogue.
    init(_ image: CatalogueImage, of catalogue: Catalogue, _ options: Options) {
        self.init(
            seed: options.seed,
            label: catalogue.classes[image.label],
            path: image.path
        )
    }
}

extension Options {
    /// The size of the pixels that operations on an image act on.
    func pixels(of facts: ImageFacts) -> PixelSize {
        switch size {
        case .original: facts.size
        case .fixed(let size): size
        }
    }
}
