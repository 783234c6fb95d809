// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import JSON
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// Inspects datasets one after the other, the oldest first, when there is nothing better to do.
///
/// An inspection makes way for a job and begins anew afterwards, but not for ever: one that has
/// made way so often that it would never end runs to its end while jobs wait. What the process
/// dies of is not begun for ever either: each inspection is counted before it begins.
final class Inspections: Sendable {
    /// How often in a row an inspection makes way for a job.
    static let waysMade = 5
    /// How many inspections of a dataset may begin and never end.
    static let attempts = 3

    private let store: JobStore
    private let blobs: Blobs
    private let inspector: DatasetInspector
    private let notes: CrashNotes
    private let logger: Logger
    private let current = Locked<String?>(nil)
    /// The dataset whose inspection made way last, and how often in a row; a new start forgets it.
    private let yielded = Locked<(id: String, count: Int)?>(nil)

    init(
        store: JobStore,
        blobs: Blobs,
        inspector: DatasetInspector,
        notes: CrashNotes,
        logger: Logger
    ) {
        self.store = store
        self.blobs = blobs
        self.inspector = inspector
        self.notes = notes
        self.logger = logger
    }

    /// Whether the dataset of that id is being looked at.
    func isInspecting(_ id: String) -> Bool {
        current.withLock { $0 == id }
    }

    /// Inspects the oldest dataset that has not been, and keeps what comes of it.
    ///
    /// One that is stopped leaves no trace and comes again.
    ///
    /// - Parameters:
    ///   - isStopping: whether the service stops.
    ///   - hasNews: whether a job waits, for which an inspection makes way.
    /// - Returns: whether there was one.
    /// - Throws: `JobStoreError`.
    func runNext(
        isStopping: @escaping @Sendable () -> Bool,
        hasNews: @escaping @Sendable () -> Bool = { false }
    ) throws -> Bool {
        guard let dataset = try store.nextUninspected() else { return false }
        if dataset.inspectionAttempts >= Self.attempts {
            _ = try store.saveInspection(dataset.id, giveUp(dataset))
            return true
        }
        guard try store.beginInspection(dataset.id) else { return true }
        current.withLock { $0 = dataset.id }
        defer { current.withLock { $0 = nil } }
        let isPatient = yielded.withLock { $0?.id == dataset.id && $0?.count == Self.waysMade }
        if let result = try inspect(dataset, { isStopping() || !isPatient && hasNews() }) {
            yielded.withLock { $0 = nil }
            do {
                _ = try store.saveInspection(dataset.id, result)
            } catch {
                // Nobody died of it: it comes again, and is not to be given up for that.
                try? store.withdrawInspection(dataset.id)
                throw error
            }
        } else {
            countWay(of: dataset)
            try store.withdrawInspection(dataset.id)
        }
        return true
    }

    private func countWay(of dataset: DatasetRecord) {
        yielded.withLock { last in
            let before = last?.id == dataset.id ? last?.count ?? 0 : 0
            last = (dataset.id, min(before + 1, Self.waysMade))
        }
    }

    /// Nil when it was stopped, or the dataset has been removed meanwhile.
    private func inspect(
        _ dataset: DatasetRecord,
        _ shouldStop: @escaping @Sendable () -> Bool
    ) throws -> InspectionResult? {
        do {
            let file = try blobs.read(dataset)
            let culprits = try store.culprits(of: dataset.id)
            let observer = PipelineObserver(
                shouldStop: shouldStop,
                place: { [notes] in notes.place() }
            )
            notes.begin(.inspection(ofDataset: dataset.id))
            defer { notes.end() }
            return .found(try inspector.inspect(file, Dropped.crashed(culprits), observer))
        } catch PipelineError.stopped {
            return nil
        } catch {
            // A file goes after its row.
            if try store.view(of: .everyone).dataset(dataset.id) == nil { return nil }
            let problem = Problem(error)
            if problem.kind == .internal {
                logger.error(
                    "inspection failed",
                    metadata: ["dataset": "\(dataset.id)", "error": "\(error)"]
                )
            }
            return .failed(problem)
        }
    }

    /// Says that a dataset is not to be begun again.
    private func giveUp(_ dataset: DatasetRecord) -> InspectionResult {
        logger.error(
            "inspection given up",
            metadata: [
                "dataset": "\(dataset.id)", "attempts": "\(dataset.inspectionAttempts)",
            ]
        )
        return .failed(
            Problem(.poison, "The dataset could not be inspected: the process died each time.")
        )
    }
}

extension InspectionResult {
    fileprivate static func failed(_ problem: Problem) -> InspectionResult {
        var writer = JSONWriter()
        problem.write(to: &writer)
        return .failed(String(decoding: writer.take(), as: UTF8.self))
    }
}
