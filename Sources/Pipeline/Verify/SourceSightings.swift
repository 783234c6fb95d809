// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Zip

/// What is seen of the plan's sources while they are decoded, for the tables that hang on pixels.
final class SourceSightings: Sendable {
    let expected: ExpectedArchive
    /// Every source of the plan, those that it leaves out among them.
    private let items: [Plan.Item]
    /// For each entry of the dataset the number of the source that it is, or -1.
    private let numbers: [Int32]
    private let observations: Locked<Observations>

    init(_ expected: ExpectedArchive) {
        self.expected = expected
        let plan = expected.plan
        items = plan.items
        var numbers = [Int32](repeating: -1, count: expected.source.reader.entries.count)
        for (number, item) in items.enumerated() {
            numbers[plan.catalogue.images[item.source].entry] = Int32(number)
        }
        self.numbers = numbers
        observations = Locked(Observations(count: plan.catalogue.images.count))
    }

    /// Takes a look at an entry of the dataset, if the plan has it as a source.
    ///
    /// - Parameter decoded: the entry, which the maker read last.
    /// - Throws: `Refusal` where it cannot be measured.
    func see(
        _ entry: Int,
        _ decoded: borrowing ImageMaker.Decoded,
        by maker: ImageMaker
    ) throws {
        if numbers[entry] >= 0 { try see(items[Int(numbers[entry])], decoded, by: maker) }
    }

    private func see(
        _ item: Plan.Item,
        _ decoded: borrowing ImageMaker.Decoded,
        by maker: ImageMaker
    ) throws {
        let planned = expected.plan.balance.rows
        let isCopied = item.rows?.allSatisfy { planned[$0].encoding == .unchanged } ?? true
        let seen = try maker.observe(decoded, isCopied: isCopied)
        observations.withLock { $0.add(seen, of: item.source) }
    }

    /// Decodes the sources that no row led to.
    ///
    /// - Returns: what was seen; nil where a source of the plan cannot be used, a finding.
    /// - Throws: `PipelineError`.
    func finish(
        _ pipeline: Pipeline,
        _ findings: Findings,
        _ observer: PipelineObserver
    ) throws -> Observations? {
        let (plan, source) = (expected.plan, expected.source)
        let traits = observations.withLock { $0.traits }
        let unseen = items.filter { traits[$0.source] == nil }
        let isWhole = Locked(true)
        try pipeline.pool.forEach(
            unseen.count,
            context: { try ImageMaker(plan.options, limits: pipeline.limits.image) }
        ) { maker, number in
            try observer.checkStop()
            let item = unseen[number]
            let image = plan.catalogue.images[item.source]
            do {
                _ = try maker.read(source.entry(of: image), from: source.reader)
                try self.see(item, maker.decode(), by: maker)
            } catch let refusal as Refusal {
                isWhole.withLock { $0 = false }
                let detail = "‘\(image.name)’ is not listed as \(refusal.reason): \(refusal.detail)"
                findings.add(Finding("dropped.csv", .tableDiffers, detail), at: 0)
            }
        }
        return isWhole.withLock { $0 } ? observations.withLock { $0 } : nil
    }
}
