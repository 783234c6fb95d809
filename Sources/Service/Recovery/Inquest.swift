// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline
internal import Zip

/// Finds out what a former process died of, before its work is taken up again.
///
/// The images that its workers had in hand are suspects and no more: each is tried alone. Notes
/// stay until what was found is durable, so a trial during which this process dies is held again.
struct Inquest: Sendable {
    let store: JobStore
    let blobs: Blobs
    let notes: CrashNotes
    let trial: SuspectTrial
    let limits: ZipLimits
    let logger: Logger

    /// What is to be found out about.
    private struct Body {
        let notes: FormerNotes
        let dataset: DatasetRecord
        /// Nil for an inspection.
        let job: JobRecord?
    }

    /// Looks into the last end, if there is one to look into.
    ///
    /// - Returns: false when the service stops before it is done.
    /// - Throws: `JobStoreError`; to be called again then.
    func hold(shouldStop: () -> Bool) throws -> Bool {
        guard let body = try body() else {
            notes.end()
            return true
        }
        let known = try store.culprits(of: body.dataset.id)
        guard let found = try culprits(of: body, besides: known, shouldStop) else { return false }
        let isImage =
            !found.isEmpty || known.contains { body.notes.suspects.contains($0.entry) }
        let cause =
            isImage
            ? .image
            : body.notes.cause(
                startID: ThisMachine.startID,
                memoryKills: ThisMachine.memoryKills
            )
        for culprit in found {
            logger.error(
                "an image ends the process",
                metadata: ["dataset": "\(body.dataset.id)", "entry": "\(culprit.entry)"]
            )
        }
        if let job = body.job {
            try conclude(job, body, found, cause)
        } else {
            try store.concludeInspection(
                body.dataset.id,
                culprits: found,
                doesCount: cause == .work
            )
        }
        notes.end()
        return true
    }

    /// What died, where that is still to be taken up again.
    private func body() throws -> Body? {
        guard let notes = notes.former else { return nil }
        let everything = store.view(of: .everyone)
        switch notes.work {
        case .job(let id, let fence):
            guard let job = try everything.job(id), job.state == .queued, job.fence == fence,
                job.diedFence < fence,
                let dataset = try job.datasetID.flatMap(everything.dataset)
            else { return nil }
            return Body(notes: notes, dataset: dataset, job: job)
        case .inspection(let id):
            guard let dataset = try everything.dataset(id), dataset.inspection == nil,
                dataset.inspectionError == nil, dataset.inspectionAttempts > 0
            else { return nil }
            return Body(notes: notes, dataset: dataset, job: nil)
        }
    }

    /// Tries all suspects, and where one is to blame those that have the same bytes.
    ///
    /// - Returns: nil when the service stops.
    private func culprits(
        of body: Body,
        besides known: [Culprit],
        _ shouldStop: () -> Bool
    ) throws -> [Culprit]? {
        let known = Set(known.map(\.entry))
        var waiting = body.notes.suspects.filter { !known.contains($0) }
        if waiting.isEmpty { return [] }
        let path = blobs.datasets.path(of: body.dataset.file)
        guard let reader = try? ZipReader(File(reading: path), limits: limits) else { return [] }
        var seen = known.union(waiting)
        var found: [Culprit] = []
        while let entry = waiting.popLast() {
            guard reader.entries.indices.contains(entry) else { continue }
            let tried = SuspectTrial.Case(
                dataset: path,
                labels: body.job?.labels.map { blobs.labels.path(of: $0.file) },
                options: body.job?.options,
                entry: entry,
                excluded: seen.subtracting([entry]).sorted()
            )
            switch verdict(tried, shouldStop) {
            case .stopped: return nil
            case .innocent: continue
            case .culprit(let detail):
                let name = reader.entries[entry].name
                found.append(Culprit(entry: entry, file: name, detail: detail))
                let twins = reader.entries.indices.filter {
                    !seen.contains($0) && reader.entries[$0].hasSameBytes(as: reader.entries[entry])
                }
                waiting += twins
                seen.formUnion(twins)
            }
        }
        return found
    }

    /// A trial that cannot be held blames nobody.
    private func verdict(
        _ tried: SuspectTrial.Case,
        _ shouldStop: () -> Bool
    ) -> SuspectTrial.Verdict {
        logger.notice("a suspect is tried", metadata: ["entry": "\(tried.entry)"])
        do {
            return try trial.run(tried, shouldStop)
        } catch {
            logger.error("no trial", metadata: ["error": "\(error)"])
            return .innocent
        }
    }

    private func conclude(
        _ job: JobRecord,
        _ body: Body,
        _ culprits: [Culprit],
        _ cause: DeathCount.Cause
    ) throws {
        var deaths = job.deaths
        let action = deaths.on(cause, at: body.notes.checkpoint)
        if action == .giveUp { try blobs.removeProducts(of: job.id) }
        let isTaken = try store.conclude(
            job.id,
            fence: job.fence,
            dataset: body.dataset.id,
            Conclusion(
                culprits: culprits,
                deaths: deaths,
                error: action == .giveUp ? Self.poison(deaths, body.notes) : nil
            ),
            now: Clock.wallMilliseconds()
        )
        if isTaken, cause != .other {
            logger.error(
                "the process died of a job",
                metadata: [
                    "job": "\(job.id)", "cause": "\(cause)", "deaths": "\(deaths.count)",
                    "outcome": action == .giveUp ? "failed" : "queued",
                ]
            )
        }
    }

    /// Why a job is not tried any more.
    private static func poison(_ deaths: DeathCount, _ notes: FormerNotes) -> String {
        let end =
            notes.fault.map { "of signal \($0.signal)" }
            ?? "killed by the kernel for want of memory"
        var writer = JSONWriter()
        Problem(
            .poison,
            "The process died \(deaths.count) times of this job at the same place, after "
                + "\(deaths.checkpoint) images that were safe, the last time \(end); "
                + "no image alone is to blame."
        ).write(to: &writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }
}

extension ZipEntry {
    /// Whether two entries have, as far as the directory tells, the same bytes.
    fileprivate func hasSameBytes(as other: ZipEntry) -> Bool {
        crc32 == other.crc32 && uncompressedSize == other.uncompressedSize && !isDirectory
    }
}
