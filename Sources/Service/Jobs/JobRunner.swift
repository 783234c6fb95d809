// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import JSON
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// Takes jobs from the store, oldest first, and runs each on all workers; inspects datasets when
/// no job waits.
final class JobRunner: Sendable {
    private struct Control {
        var running: String?
        var isCancelled = false
        var isStopping = false
        /// Whether a job has come since the store was last asked for one.
        var hasNews = false
        /// Whether a job waits for room on the disk.
        var isHeldBack = false
        /// Why the store could not be used last.
        var trouble = ""
    }

    private let store: JobStore
    private let blobs: Blobs
    private let pipeline: Pipeline
    private let queue: QueueGauge
    private let inspections: Inspections
    private let promises: ArchivePromises
    private let notes: CrashNotes
    private let inquest: Inquest
    private let logger: Logger
    private let control = Locked(Control())
    private let bell = Bell()
    private let thread = Locked<Thread?>(nil)
    private let rendered = Locked<UInt64>(0)

    init(
        store: JobStore,
        blobs: Blobs,
        pipeline: Pipeline,
        queue: QueueGauge,
        inspections: Inspections,
        promises: ArchivePromises,
        inquest: Inquest,
        logger: Logger
    ) {
        self.store = store
        self.blobs = blobs
        self.pipeline = pipeline
        self.queue = queue
        self.inspections = inspections
        self.promises = promises
        notes = inquest.notes
        self.inquest = inquest
        self.logger = logger
    }

    /// Starts to take jobs, on a thread of its own.
    ///
    /// - Parameter prepare: is called until it throws nothing, before the first job is taken.
    func start(after prepare: @escaping @Sendable () throws -> Void = {}) throws(SystemError) {
        let thread = try Thread(named: "equipoise-jobs") { [self] in
            self.prepare(prepare)
            run()
        }
        self.thread.withLock { $0 = thread }
    }

    /// Says that there is a job to take, for which an inspection makes way.
    func wake() {
        control.withLock { $0.hasNews = true }
        bell.ring()
    }

    /// Says that there is a dataset to inspect, for which nothing makes way.
    func wakeForInspection() {
        bell.ring()
    }

    /// Stops the job if it is the one that runs, within one image; the store knows already.
    func cancel(_ id: String) {
        control.withLock { control in
            if control.running == id { control.isCancelled = true }
        }
    }

    /// Takes no more jobs, and has the running one parked for the next start; does not wait.
    func beginStop() {
        control.withLock { $0.isStopping = true }
        bell.ring()
    }

    /// The same, and returns when no job runs.
    func stop() {
        beginStop()
        thread.withLock { $0 }?.join()
    }

    /// Images that jobs have written into archives since the start.
    var renderedImages: UInt64 { rendered.withLock { $0 } }

    var isStopping: Bool { control.withLock { $0.isStopping } }

    /// Without its store a job could never be brought to an end.
    private var shouldStop: Bool {
        control.withLock { $0.isCancelled || $0.isStopping } || store.hasFailed
    }

    private var disk: DiskRoom { promises.disk }

    /// Whether a job may begin: there is a store to tell of it, and room for what it writes.
    private var mayBegin: Bool { !store.hasFailed && disk.level != .exhausted }

    /// Whether jobs wait because the disk has no room for what they write.
    var isHeldBack: Bool { control.withLock { $0.isHeldBack } }

    private func holdBack(_ isHeldBack: Bool) {
        let isNew = control.withLock { control in
            defer { control.isHeldBack = isHeldBack }
            return control.isHeldBack != isHeldBack
        }
        if isNew, isHeldBack {
            logger.warning("jobs wait for room", metadata: ["room": "\(disk.workRoom)"])
        }
    }

    private func prepare(_ prepare: () throws -> Void) {
        while !isStopping {
            do {
                return try prepare()
            } catch {
                pause(error)
            }
        }
    }

    /// Whether a job has come for which an inspection makes way.
    private var hasNews: Bool { control.withLock { $0.hasNews } }

    private func run() {
        var isClear = false
        while !isStopping {
            do {
                // What a former process died of must not be taken up again as it is.
                if !isClear {
                    isClear = try inquest.hold { [self] in isStopping }
                    continue
                }
                control.withLock { $0.hasNews = false }
                // A job that has failed on a full disk has given room back, and taken it before.
                promises.look()
                guard mayBegin else {
                    // The bell is rung when there is room again.
                    holdBack(!store.hasFailed)
                    bell.wait()
                    continue
                }
                let job = try store.claim(
                    now: Clock.wallMilliseconds(),
                    room: Int64(clamping: disk.workRoom)
                )
                queue.refresh()
                holdBack(job == nil && queue.depth > 0)
                control.withLock { $0.trouble = "" }
                guard let job else {
                    let hadOne = try inspections.runNext(
                        isStopping: { [self] in isStopping },
                        hasNews: { [self] in hasNews }
                    )
                    if !hadOne { bell.wait() }
                    continue
                }
                control.withLock { control in
                    control.running = job.id
                    control.isCancelled = false
                }
                let start = Clock.monotonicNanoseconds()
                if carryOut(job) {
                    queue.succeeded(after: Clock.monotonicNanoseconds() - start)
                }
                control.withLock { $0.running = nil }
            } catch {
                pause(error)
            }
        }
    }

    /// Waits because the store cannot be used; told once for each reason, as this may go on.
    private func pause(_ error: any Error) {
        let reason = "\(error)"
        let isNew = control.withLock { control in
            defer { control.trouble = reason }
            return control.trouble != reason
        }
        if isNew { logger.error("job store", metadata: ["error": "\(reason)"]) }
        bell.wait(seconds: 5)
    }

    /// Runs a claimed job to its end, and records what became of it as soon as that can be written.
    ///
    /// When the service stops before it can, the next start runs the job again.
    ///
    /// - Returns: whether the job has succeeded.
    private func carryOut(_ job: JobRecord) -> Bool {
        let log = JobLog(logger, job)
        log.started()
        let run = JobRun(
            job: job,
            store: store,
            blobs: blobs,
            pipeline: pipeline,
            notes: notes,
            countImage: { [rendered] in rendered.withLock { $0 += 1 } },
            resumed: { log.resumed($0) },
            shouldStop: { [self] in shouldStop }
        )
        notes.begin(.job(job.id, fence: job.fence))
        let result = Result { try run.balance() }
        notes.end()
        while true {
            do {
                return try record(result, of: job, log)
            } catch {
                // The next start runs it again.
                if isStopping || store.hasFailed { return false }
                pause(error)
            }
        }
    }

    private func record(
        _ result: Result<Outcome, any Error>,
        of job: JobRecord,
        _ log: JobLog
    ) throws -> Bool {
        let now = Clock.wallMilliseconds()
        switch result {
        case .success(let outcome):
            let isDone = try store.succeed(
                job.id,
                fence: job.fence,
                archiveBytes: Int64(outcome.bytes),
                archiveEntries: Int64(outcome.entries),
                archiveSHA256: outcome.sha256.description,
                summary: outcome.summary.members,
                now: now
            )
            if isDone {
                log.ended("succeeded")
                // What is left of it goes at the next start.
                try? blobs.removeJournal(of: job.id)
            } else {
                try settle(job, log)
            }
            return isDone
        case .failure(PipelineError.stopped):
            try settle(job, log)
            return false
        case .failure(let error):
            // Before the row, which may need the room on a full disk.
            try blobs.removeProducts(of: job.id)
            var writer = JSONWriter()
            Problem(error, of: job).write(to: &writer)
            let text = String(decoding: writer.take(), as: UTF8.self)
            let isDone = try store.fail(job.id, fence: job.fence, error: text, now: now)
            isDone ? log.ended("failed", error: error) : try settle(job, log)
            return false
        }
    }

    /// Ends a job that was told to stop: parked when the service stops, else cancelled.
    ///
    /// One that is parked keeps what it has made, and goes on with it later.
    private func settle(_ job: JobRecord, _ log: JobLog) throws {
        if try store.requeue(job.id, fence: job.fence) {
            log.ended("parked")
            return
        }
        // Its files are another attempt's where the job has been claimed again.
        let current = try store.view(of: .everyone).job(job.id)
        guard current.map({ $0.fence == job.fence }) ?? true else { return }
        try blobs.removeProducts(of: job.id)
        if try store.cancelled(job.id, fence: job.fence, now: Clock.wallMilliseconds()) {
            log.ended("cancelled")
        }
    }
}

extension Problem {
    /// Why a job has failed, with what can be done about it.
    fileprivate init(_ error: any Error, of job: JobRecord) {
        let problem = Problem(error)
        guard problem.kind == .insufficientStorage, let dataset = job.datasetID else {
            self = problem
            return
        }
        self.init(
            .insufficientStorage,
            "The disk filled up before the archive was whole. Free space, then post the job again "
                + "with \"dataset\": \"\(dataset)\", which stays as long as this job does."
        )
    }
}
