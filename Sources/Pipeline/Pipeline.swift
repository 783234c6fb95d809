// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import Hashing
package import POSIX
internal import Zip

/// The way of a dataset from its zip to the balanced one: every stage in order, on one screen.
package struct Pipeline: Sendable {
    /// The bounds on archives, images and memory.
    package let limits: PipelineLimits
    /// Who examines and renders.
    package let pool: WorkerPool
    /// What files and pixels at work come out of; the copies of a pipeline share it.
    let memory: MemoryPool

    /// A pipeline with a memory of its own.
    package init(limits: PipelineLimits, pool: WorkerPool) {
        self.limits = limits
        self.pool = pool
        memory = MemoryPool(bytes: limits.decodingBytes)
    }

    /// The memory for one pass over sources.
    func newBudget() -> ByteBudget { limits.newBudget(from: memory) }

    /// Checks what the directory alone shows, without opening one image.
    ///
    /// - Parameter labels: a table of labels that came beside the archive.
    /// - Throws: `PipelineError`: no acceptable archive, or no dataset that can be split so.
    package func check(
        _ file: File,
        _ options: Options,
        labels: File? = nil
    ) throws(PipelineError) -> SourceArchive {
        let source = try open(file, options: options, labels: labels)
        do throws(DatasetError) {
            try source.options.check(source.catalogue)
            let groups = Groups.make(source.catalogue, rule: source.options.group)
            try groups.check()
            _ = try Split.make(source.catalogue, groups: groups, options: source.options)
        } catch {
            throw .dataset(error.telling(source.warnings))
        }
        return source
    }

    /// Reads an upload's directory once there is room for it.
    ///
    /// Several uploads may come at once, each with a directory of tens of megabytes. What is kept
    /// of one is less, and not counted.
    private func open(
        _ file: File,
        options: Options,
        labels: File? = nil,
        leastClasses: Int = 2
    ) throws(PipelineError) -> SourceArchive {
        let room: Int
        do throws(ZipError) {
            room = try min(ZipReader.directoryByteCount(of: file), Int(limits.zip.directoryBytes))
        } catch {
            throw .archive(error)
        }
        return try memory.withRoom(for: 3 * room) { () throws(PipelineError) in
            try SourceArchive(
                file,
                options: options,
                labels: labels,
                leastClasses: leastClasses,
                limits: limits
            )
        }
    }

    /// Looks at a dataset before anything is asked of it: decodes every image, makes nothing.
    ///
    /// - Parameter excluded: images that are not looked at, by the position of the zip's entry.
    /// - Throws: `PipelineError`.
    package func survey(
        _ file: File,
        leavingOut excluded: [Int: Dropped] = [:],
        observer: PipelineObserver = PipelineObserver()
    ) throws -> Survey {
        let source = try open(file, options: Survey.options(), leastClasses: 1)
        return try source.warning {
            try Survey.make(
                source,
                leavingOut: excluded,
                limits: limits,
                pool: pool,
                memory: memory,
                observer: observer
            )
        }
    }

    /// Plans without rendering anything.
    ///
    /// - Parameters:
    ///   - excluded: images that are not looked at, by the position of the zip's entry.
    ///   - observer: asked between images whether to stop; nothing is told to it.
    package func inspect(
        _ file: File,
        _ options: Options,
        labels: File? = nil,
        leavingOut excluded: [Int: Dropped] = [:],
        observer: PipelineObserver = PipelineObserver()
    ) throws -> PlanListing {
        let source = try open(file, options: options, labels: labels)
        return try source.warning {
            let examination = try examine(source, excluded, observer)
            let plan = try plan(examination, of: source, observer)
            try plan.check()
            return PlanListing(plan, of: source, limits: limits)
        }
    }

    /// Makes the balanced archive of a dataset.
    ///
    /// - Parameters:
    ///   - labels: a table of labels that came beside the archive.
    ///   - excluded: images that are left out before anything is planned, and of which no byte is
    ///     looked at, by the position of the zip's entry.
    ///   - archive: written, and complete when this returns, but not synchronised.
    ///   - manifest: written: `manifest.csv` once more, beside the archive.
    ///   - journal: notes on the disk how far the two are. Given once more with them, after an end
    ///     of whatever kind, it lets the archive become what it would have been; empty it begins.
    ///     Without one the two are emptied first.
    /// - Throws: `PipelineError`; the files are then void, but for `stopped` with a journal.
    package func balance(
        _ file: File,
        _ dataset: DatasetIdentity,
        _ options: Options,
        labels: File? = nil,
        leavingOut excluded: [Int: Dropped] = [:],
        archive: File,
        manifest: File,
        journal: File? = nil,
        observer: PipelineObserver = PipelineObserver()
    ) throws(PipelineError) -> Outcome {
        let order = Order(
            file: file,
            identity: { () throws(SystemError) in dataset },
            options: options,
            labels: labels,
            excluded: excluded,
            files: ArchiveFiles(archive: archive, manifest: manifest, journal: journal)
        )
        return try balance(order, observer)
    }

    /// Likewise, of a dataset whose identity is asked for when all images are in the archive.
    package func balance(
        _ file: File,
        identity: @escaping () throws(SystemError) -> DatasetIdentity,
        _ options: Options,
        labels: File? = nil,
        archive: File,
        manifest: File,
        observer: PipelineObserver = PipelineObserver()
    ) throws(PipelineError) -> Outcome {
        let order = Order(
            file: file,
            identity: identity,
            options: options,
            labels: labels,
            excluded: [:],
            files: ArchiveFiles(archive: archive, manifest: manifest, journal: nil)
        )
        return try balance(order, observer)
    }

    /// What is to be balanced, and how, and where to.
    private struct Order {
        let file: File
        let identity: () throws(SystemError) -> DatasetIdentity
        let options: Options
        let labels: File?
        let excluded: [Int: Dropped]
        let files: ArchiveFiles
    }

    private func balance(
        _ order: Order,
        _ observer: PipelineObserver
    ) throws(PipelineError) -> Outcome {
        do {
            observer.phase(.inspecting)
            let source = try open(order.file, options: order.options, labels: order.labels)
            ThisProcess.giveBackFreeMemory()
            try observer.checkStop()
            return try source.warning { try run(order, source, observer) }
        } catch let error as PipelineError {
            throw error
        } catch let error as SystemError {
            throw .storage(error)
        } catch {
            throw .invariant("\(error)")
        }
    }

    private func run(
        _ order: Order,
        _ source: SourceArchive,
        _ observer: PipelineObserver
    ) throws -> Outcome {
        let labels = try order.labels.map { try DatasetIdentity(reading: $0) }
        var passes = try PassHistory(
            order.files,
            basis: {
                try PassBasis.digest(
                    of: source,
                    order.identity(),
                    labels: labels,
                    leavingOut: order.excluded,
                    limits: limits
                )
            },
            limits: limits.checkpoints,
            observer: observer
        )
        var examination = try passes.removeBad(
            from: examine(source, order.excluded, observer),
            of: source
        )
        while true {
            try observer.checkStop()
            observer.phase(.planning)
            ThisProcess.giveBackFreeMemory()
            let plan = try plan(examination, of: source, observer)
            try observer.checkStop()
            observer.planned(PlanSummary(plan, of: source))
            try plan.check()

            observer.phase(.rendering)
            ThisProcess.giveBackFreeMemory()
            let progress = Locked(try passes.begin(plan, of: source))
            let pass = RenderPass(
                source: source,
                plan: plan,
                decodesAll: !passes.isFirst,
                limits: limits,
                pool: pool,
                memory: memory,
                observer: observer
            )
            let bad = try pass.run(into: progress)
            if !bad.isEmpty {
                // The pass has seen every source, so the next plan has no bad one left; unless
                // it alters one that was only to be copied, which the second pass finds out.
                passes.add(bad, of: plan)
                examination = try examination.removing(bad)
                continue
            }

            observer.phase(.packing)
            examination.forgetFacts()
            ThisProcess.giveBackFreeMemory()
            try observer.checkStop()
            let (writer, observations) = try progress.withLock { try $0.finish() }
            return try pack(plan, of: source, order, labels, writer, observations)
        }
    }

    private func pack(
        _ plan: Plan,
        of source: SourceArchive,
        _ order: Order,
        _ labels: DatasetIdentity?,
        _ writer: ArchiveWriter,
        _ observations: consuming Observations
    ) throws -> Outcome {
        let lookalikes = observations.lookalikes(
            identical: plan.identical.sets,
            parts: plan.split.parts
        )
        observations.forgetDigests()
        let summary = PlanSummary(plan, of: source, observations, lookalikes)
        observations = Observations(count: 0)
        let dataset = try order.identity()
        let written = try writer.finish(dataset, labels: labels, lookalikes, summary.warnings)
        return Outcome(
            summary: summary,
            bytes: written.bytes,
            entries: written.entries,
            sha256: written.sha256
        )
    }

    private func examine(
        _ source: SourceArchive,
        _ excluded: [Int: Dropped],
        _ observer: PipelineObserver
    ) throws -> Examination {
        try Examination.make(
            source,
            leavingOut: excluded,
            limits: limits,
            pool: pool,
            memory: memory,
            observer: observer
        )
    }

    private func plan(
        _ examination: Examination,
        of source: SourceArchive,
        _ observer: PipelineObserver
    ) throws(PipelineError) -> Plan {
        try Plan.make(
            examination,
            options: source.options,
            limits: limits.dataset,
            warnings: source.warnings,
            checkStop: observer.checkStop
        )
    }
}

extension SourceArchive {
    /// Does some work, and tells what there was to warn of with a refusal of the dataset.
    fileprivate func warning<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as PipelineError {
            throw error.telling(warnings)
        }
    }
}

/// A balanced archive, in the file that was given for it.
package struct Outcome: Sendable {
    /// The figures of the plan that was carried out.
    package let summary: PlanSummary
    /// The archive's length.
    package let bytes: UInt64
    /// Entries of the archive, the tables included.
    package let entries: Int
    /// The SHA-256 of the archive's bytes.
    package let sha256: Digest
}
