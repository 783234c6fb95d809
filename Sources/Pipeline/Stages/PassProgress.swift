// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX

/// What a pass has made and seen so far, and how much of that no crash can undo.
///
/// One owner at a time. Bytes are synchronised before a record speaks of them, and after a failure
/// nothing is noted any more: what then is on the disk cannot be known.
final class PassProgress {
    /// Where a pass begins.
    enum Start {
        /// With a step of it, 0 where nothing is there yet.
        case step(Int)
        /// With an item, in the search for bad images, of which some are known.
        case search(item: Int, bad: [Int: Dropped])
    }

    let start: Start
    private let plan: Plan
    /// Nil in a search: the archive is void.
    private let writer: ArchiveWriter?
    private let journal: Journal?
    private var pace: CheckpointPace
    private var observations: Observations
    /// The first step that has not come.
    private var next: Int
    /// What the last checkpoint does not tell.
    private var news = News()
    /// The bad images that the journal knows of; nil while none was found.
    private var notedBad: Set<Int>?
    /// The item that the journal says a search has come to.
    private var notedItem = 0
    private var failure: (any Error)?

    private struct News {
        var firstStep = 0
        var firstEntry = 0
        var sightings: [Sighting] = []
    }

    /// - Parameters:
    ///   - archive: what was written up to `place`; nil to search.
    ///   - place: what the journal tells already.
    ///   - journal: nil where nobody asks for checkpoints.
    init(
        _ plan: Plan,
        from start: Start,
        writing writer: ArchiveWriter?,
        after place: JournalState.Place? = nil,
        journal: Journal?,
        limits: CheckpointLimits
    ) {
        self.plan = plan
        self.start = start
        self.writer = writer
        self.journal = journal
        pace = CheckpointPace(
            limits,
            now: Clock.monotonicNanoseconds(),
            bytes: writer?.byteCount ?? 0
        )
        observations = Observations(count: plan.catalogue.images.count)
        for sighting in place?.sightings ?? [] {
            observations.add(sighting.observation, of: sighting.source)
        }
        next = place?.next ?? 0
        news = News(firstStep: next, firstEntry: place?.entries.count ?? 0)
        if case .search(let item, let bad) = start {
            (notedItem, notedBad) = (item, Set(bad.keys))
        }
    }

    /// Takes the step that is next.
    func take(_ step: PassStep) throws {
        try keepingFailure {
            // The last that was on its way when a bad source was found.
            guard let writer, notedBad == nil else { return }
            if let image = step.image { try writer.append(image) }
            if let sighting = step.sighting {
                observations.add(sighting.observation, of: sighting.source)
                if journal != nil { news.sightings.append(sighting) }
            }
            next = step.number + 1
            let now = Clock.monotonicNanoseconds()
            if journal != nil, pace.isDue(now: now, bytes: writer.byteCount) { try checkpoint() }
        }
    }

    /// Takes note that a search has come to an item.
    ///
    /// - Parameter bad: all that were found, by position in the plan's catalogue.
    func searched(to item: Int, _ bad: [Int: Dropped]) throws {
        try keepingFailure {
            let isFirst = notedBad == nil
            let isDue = pace.isDue(now: Clock.monotonicNanoseconds(), bytes: 0)
            if isFirst || isDue { try noteSearch(to: item, bad) }
        }
    }

    /// Ends a pass that was cut short, and notes how far it is where that can be told.
    ///
    /// - Parameters:
    ///   - error: why.
    ///   - item: how far a search is, and `bad` what it has found; empty where there is none.
    /// - Returns: the error that counts: that of the disk before all others.
    func ended(by error: any Error, at item: Int, _ bad: [Int: Dropped]) -> any Error {
        if failure == nil, case PipelineError.stopped = error {
            try? keepingFailure {
                bad.isEmpty ? try checkpoint() : try noteSearch(to: item, bad)
            }
        }
        return failure ?? error
    }

    /// Ends a pass without bad images.
    ///
    /// - Returns: the archive, to which the tables are to be added, and what was seen.
    func finish() throws -> (ArchiveWriter, Observations) {
        guard let writer else { throw PipelineError.invariant("a search has an end of its own") }
        try keepingFailure { try checkpoint() }
        defer { observations = Observations(count: 0) }
        return (writer, observations)
    }

    private func checkpoint() throws {
        guard let journal, let writer, notedBad == nil, next > news.firstStep else { return }
        let mark = try writer.synchronize()
        let entries = writer.entries(from: news.firstEntry)
        try journal.append(
            .checkpoint(
                Checkpoint(next: next, mark: mark, entries: entries, sightings: news.sightings)
            )
        )
        news = News(firstStep: next, firstEntry: news.firstEntry + entries.count)
        pace.made(now: Clock.monotonicNanoseconds(), bytes: mark.archive.bytes)
    }

    private func noteSearch(to item: Int, _ bad: [Int: Dropped]) throws {
        // A worker that was held up after it had looked may say what is known already.
        if item < notedItem { return }
        let fresh = bad.filter { notedBad?.contains($0.key) != true }
        notedBad = (notedBad ?? []).union(fresh.keys)
        notedItem = item
        try journal?.append(
            .search(SearchStep(next: item, bad: plan.byEntry(fresh)))
        )
        pace.made(now: Clock.monotonicNanoseconds(), bytes: 0)
    }

    private func keepingFailure(_ body: () throws -> Void) throws {
        if let failure { throw failure }
        do {
            try body()
        } catch {
            failure = error
            throw error
        }
    }
}

extension Plan {
    /// Bad images by the positions of the zip's entries, given by those in ``catalogue``.
    func byEntry(_ bad: [Int: Dropped]) -> [Int: Refusal] {
        var refusals: [Int: Refusal] = [:]
        for (source, dropped) in bad {
            refusals[catalogue.images[source].entry] = Refusal(
                reason: dropped.reason,
                detail: dropped.detail
            )
        }
        return refusals
    }
}
