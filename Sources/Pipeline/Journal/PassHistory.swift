// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import POSIX
internal import Zip

/// The passes of a job: what those that are over have found, and how the next begins or goes on.
///
/// With a journal it begins where the attempt before was cut short. Whatever does not agree with
/// what the journal tells makes the pass start from nothing.
struct PassHistory {
    /// What each pass that is over has found to be bad, by the position of the zip's entry.
    private(set) var earlier: [[Int: Refusal]] = []
    private let journal: Journal?
    private let basis: Digest
    private let files: ArchiveFiles
    private let limits: CheckpointLimits
    private let observer: PipelineObserver

    /// - Parameters:
    ///   - basis: asked for where there is a journal.
    init(
        _ files: ArchiveFiles,
        basis: () throws -> Digest,
        limits: CheckpointLimits,
        observer: PipelineObserver
    ) throws {
        self.files = files
        self.limits = limits
        self.observer = observer
        guard let file = files.journal else {
            (journal, self.basis) = (nil, SHA256.digest(of: []))
            return
        }
        let journal = try Journal(file, noted: observer.checkpointed)
        self.journal = journal
        self.basis = try basis()
        if let pass = journal.state.pass, pass.basis == self.basis {
            earlier = pass.earlier
        } else if journal.wasUsed {
            let reason = journal.state.pass == nil ? "no whole record" : "another program or input"
            observer.resumed(.anew(reason: "the journal has \(reason)"))
            try journal.restart()
        }
    }

    /// Whether the pass at hand is the first.
    var isFirst: Bool { earlier.isEmpty }

    /// What passes that are over have found is left out, in their order.
    func removeBad(
        from examination: Examination,
        of source: SourceArchive
    ) throws(PipelineError) -> Examination {
        var examination = examination
        for bad in earlier {
            var dropped: [Int: Dropped] = [:]
            for (entry, refusal) in bad where source.reader.entries.indices.contains(entry) {
                dropped[entry] = refusal.dropped(source.reader.entries[entry].name)
            }
            examination = try examination.removing(entries: dropped)
        }
        return examination
    }

    /// A pass is over, and void.
    mutating func add(_ bad: [Int: Dropped], of plan: Plan) {
        earlier.append(plan.byEntry(bad))
    }

    /// Begins a pass, or goes on with it.
    ///
    /// - Throws: `SystemError`, or `PipelineError.stopped`.
    func begin(_ plan: Plan, of source: SourceArchive) throws -> PassProgress {
        guard let journal else { return try start(plan, source) }
        defer { journal.forget() }
        let head = PassHead(basis: basis, plan: plan.digest, earlier: earlier)
        if journal.state.pass == head, let progress = try resume(plan, source, journal) {
            return progress
        }
        // Before anything that an earlier record speaks of is overwritten.
        try journal.append(.pass(head))
        return try start(plan, source)
    }

    private func start(_ plan: Plan, _ source: SourceArchive) throws -> PassProgress {
        let writer = try ArchiveWriter(
            plan,
            of: source.file,
            archive: files.archive,
            manifest: files.manifest
        )
        return PassProgress(
            plan,
            from: .step(0),
            writing: writer,
            journal: journal,
            limits: limits
        )
    }

    /// Goes on with a pass; nil where what was noted of it does not hold, or nothing was.
    private func resume(
        _ plan: Plan,
        _ source: SourceArchive,
        _ journal: Journal
    ) throws -> PassProgress? {
        if let search = journal.state.search { return resume(search, plan, journal) }
        guard let place = journal.state.place else { return nil }
        guard place.fits(plan) else {
            observer.resumed(.anew(reason: "the journal does not fit the plan"))
            return nil
        }
        let writer = try ArchiveWriter(
            plan,
            of: source.file,
            archive: files.archive,
            manifest: files.manifest,
            from: place.mark,
            entries: place.entries,
            check: observer.checkStop
        )
        guard let writer else {
            observer.resumed(.anew(reason: "the archive is not what the journal has noted"))
            return nil
        }
        observer.resumed(
            .archive(
                images: place.entries.count,
                total: plan.balance.rows.count,
                bytes: place.mark.archive.bytes
            )
        )
        return PassProgress(
            plan,
            from: .step(place.next),
            writing: writer,
            after: place,
            journal: journal,
            limits: limits
        )
    }

    private func resume(
        _ search: SearchStep,
        _ plan: Plan,
        _ journal: Journal
    ) -> PassProgress? {
        var bad: [Int: Dropped] = [:]
        for (source, image) in plan.catalogue.images.enumerated() {
            bad[source] = search.bad[image.entry]?.dropped(image.name)
        }
        let total = plan.items.count
        guard bad.count == search.bad.count, search.next <= total else {
            observer.resumed(.anew(reason: "the journal does not fit the plan"))
            return nil
        }
        observer.resumed(.search(sources: search.next, total: total))
        return PassProgress(
            plan,
            from: .search(item: search.next, bad: bad),
            writing: nil,
            journal: journal,
            limits: limits
        )
    }
}

/// Where a run writes to.
struct ArchiveFiles {
    let archive: File
    let manifest: File
    /// Nil where an attempt that is cut short is simply lost.
    let journal: File?
}

extension JournalState.Place {
    /// Whether a pass over the plan can have come to this.
    fileprivate func fits(_ plan: Plan) -> Bool {
        let items = plan.items
        guard next <= items.stepCount, entries.count == min(next, plan.balance.rows.count) else {
            return false
        }
        let done = next == items.stepCount ? items.count : items.item(ofStep: next)
        return sightings.count == done
            && zip(items, sightings).allSatisfy { $0.source == $1.source }
    }
}
