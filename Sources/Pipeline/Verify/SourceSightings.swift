// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import POSIX
internal import Zip

/// What is seen of the plan's sources while they are decoded, for the tables that hang on pixels.
final class SourceSightings: Sendable {
    let expected: ExpectedArchive
    /// Every source of the plan, those that it leaves out among them.
    private let items: Plan.Items
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
        if numbers[entry] < 0 { return }
        let item = items[Int(numbers[entry])]
        let seen =
            try isCopied(item, by: maker)
            ? maker.observe(decoded.header)
            : maker.observe(decoded, isCopied: item.rows == nil)
        observations.withLock { $0.add(seen, of: item.source) }
    }

    /// Takes note of an entry of the dataset that need not be decoded, if the plan copies it.
    ///
    /// - Parameter header: that of the entry, which the maker read last.
    /// - Throws: `Refusal` for one that is no image.
    func see(_ entry: Int, _ header: ImageHeader, by maker: ImageMaker) throws {
        if numbers[entry] < 0 { return }
        let item = items[Int(numbers[entry])]
        guard try isCopied(item, by: maker) else { return }
        observations.withLock { $0.add(maker.observe(header), of: item.source) }
    }

    /// Whether the run that is checked did not look at the pixels of the source read last.
    private func isCopied(_ item: Plan.Item, by maker: ImageMaker) throws -> Bool {
        try item.rows.map(expected.plan.isCopied) ?? maker.isCopiedAsOriginal()
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
        let budget = pipeline.newBudget()
        try pipeline.pool.forEach(
            unseen.count,
            context: { try ImageMaker(plan.options, limits: pipeline.limits.image) }
        ) { maker, number in
            let item = unseen[number]
            let image = plan.catalogue.images[item.source]
            do {
                try budget.withShare(of: number) { share in
                    try observer.checkStop()
                    let entry = source.entry(of: image)
                    _ = try maker.read(entry, from: source.reader, charging: &share)
                    if try self.isCopied(item, by: maker) {
                        try self.see(image.entry, maker.checkStructure(), by: maker)
                    } else {
                        try self.see(image.entry, maker.decode(charging: &share), by: maker)
                    }
                }
            } catch let refusal as Refusal {
                isWhole.withLock { $0 = false }
                let detail = "‘\(image.name)’ is not listed as \(refusal.reason): \(refusal.detail)"
                findings.add(Finding("dropped.csv", .tableDiffers, detail), at: 0)
            }
        }
        return isWhole.withLock { $0 } ? observations.withLock { $0 } : nil
    }
}
