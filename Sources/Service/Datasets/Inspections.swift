// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// Inspects datasets one after the other, the oldest first, when there is nothing better to do.
final class Inspections: Sendable {
    private let store: JobStore
    private let blobs: Blobs
    private let inspector: DatasetInspector
    private let logger: Logger
    private let current = Locked<String?>(nil)

    init(store: JobStore, blobs: Blobs, inspector: DatasetInspector, logger: Logger) {
        self.store = store
        self.blobs = blobs
        self.inspector = inspector
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
    /// - Returns: whether there was one.
    /// - Throws: `JobStoreError`.
    func runNext(shouldStop: @escaping @Sendable () -> Bool) throws -> Bool {
        guard let dataset = try store.nextUninspected() else { return false }
        current.withLock { $0 = dataset.id }
        defer { current.withLock { $0 = nil } }
        guard let result = inspect(dataset, shouldStop) else { return true }
        _ = try store.saveInspection(dataset.id, result)
        return true
    }

    /// Nil when it was stopped.
    private func inspect(
        _ dataset: DatasetRecord,
        _ shouldStop: @escaping @Sendable () -> Bool
    ) -> InspectionResult? {
        do {
            let file = try File(reading: blobs.datasets.path(of: dataset.file))
            return .found(try inspector.inspect(file, shouldStop))
        } catch PipelineError.stopped {
            return nil
        } catch {
            let problem = Problem(error)
            if problem.kind == .internal {
                logger.error(
                    "inspection failed",
                    metadata: ["dataset": "\(dataset.id)", "error": "\(error)"]
                )
            }
            var writer = JSONWriter()
            problem.write(to: &writer)
            return .failed(String(decoding: writer.take(), as: UTF8.self))
        }
    }
}
