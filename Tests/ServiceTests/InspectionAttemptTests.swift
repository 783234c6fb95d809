// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import JSON
import JobStore
import Logging
import POSIX
import Pipeline
import TestSupport
import Testing

@testable import Service

/// No inspection is begun for ever: not one that the process dies of, nor one that makes way.
@Suite struct InspectionAttemptTests {
    /// Calls `body` with a service that holds one dataset, its id, and how many inspections of it
    /// have begun; each is stopped as soon as it is told so.
    private func withDataset(
        _ body: (TestService, String, _ begun: Locked<Int>) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let begun = Locked(0)
            let inspector = DatasetInspector { _, _, observer in
                begun.withLock { $0 += 1 }
                if observer.shouldStop() { throw PipelineError.stopped }
                return "{}"
            }
            let service = try TestService(in: directory, inspector: inspector)
            let document = try service.post(for: service.datasets).json
            try body(service, try #require(document?["id"]?.asString), begun)
        }
    }

    private func state(of id: String, in service: TestService) throws -> String? {
        try service.show(dataset: id)["inspection_state"]?.asString
    }

    @Test(arguments: [2, 3])
    func givesUpAfterThreeThatTheProcessDiedOf(deaths: Int) throws {
        try withDataset { service, id, begun throws in
            for _ in 0..<deaths { #expect(try service.store.beginInspection(id)) }
            #expect(try service.inspections.runNext { false })
            #expect(begun.withLock { $0 } == (deaths == 3 ? 0 : 1))
            let dataset = try service.show(dataset: id)
            #expect(dataset["inspection_state"]?.asString == (deaths == 3 ? "failed" : "done"))
            if deaths == 3 {
                #expect(dataset["error"]?["type"]?.asString == "/problems/poison")
                #expect(dataset["error"]?["status"]?.asInteger == 500)
            }
            #expect(try !service.inspections.runNext { false })
        }
    }

    @Test func countsAnInspectionBeforeItBegins() throws {
        try withTemporaryDirectory { directory in
            let store = Locked<JobStore?>(nil)
            let counts = Locked<[Int64]>([])
            let inspector = DatasetInspector { _, _, _ in
                let found = try store.withLock { $0 }?.listDatasets(limit: 9).datasets ?? []
                counts.withLock { $0 = found.map(\.inspectionAttempts) }
                return "{}"
            }
            let service = try TestService(in: directory, inspector: inspector)
            store.withLock { $0 = service.store }
            _ = try service.post(for: service.datasets)
            #expect(try service.inspections.runNext { false })
            #expect(counts.withLock { $0 } == [1])
        }
    }

    @Test func doesNotCountWhatWasStoppedOnPurpose() throws {
        try withDataset { service, id, begun throws in
            for _ in 0..<9 { #expect(try service.inspections.runNext { true }) }
            #expect(begun.withLock { $0 } == 9)
            #expect(try service.store.dataset(id)?.inspectionAttempts == 0)
            #expect(try state(of: id, in: service) == "waiting")
        }
    }

    @Test func runsToItsEndAfterItHasMadeWayFiveTimes() throws {
        try withDataset { service, id, begun throws in
            let inspections = service.inspections
            for _ in 0..<5 {
                #expect(try inspections.runNext(isStopping: { false }, hasNews: { true }))
                #expect(try state(of: id, in: service) == "waiting")
            }
            #expect(try inspections.runNext(isStopping: { true }, hasNews: { true }))
            #expect(try state(of: id, in: service) == "waiting", "the service is waited for")
            #expect(try inspections.runNext(isStopping: { false }, hasNews: { true }))
            #expect(try state(of: id, in: service) == "done")
            #expect(begun.withLock { $0 } == 7)

            let zip = try SampleZip.bytes([4, 10])
            let next = try #require(try service.post(zip, for: service.datasets).json)
            #expect(try inspections.runNext(isStopping: { false }, hasNews: { true }))
            let nextID = try #require(next["id"]?.asString)
            #expect(try state(of: nextID, in: service) == "waiting", "each has its own count")
        }
    }

    /// The file of a dataset that goes is gone when the inspection opens it.
    @Test(arguments: [true, false])
    func callsItNoErrorThatADatasetGoes(hasGone: Bool) throws {
        try withDataset { service, id, _ throws in
            let errors = Locked(0)
            let store = service.store
            let inspector = DatasetInspector { _, _, _ in
                if hasGone { _ = try store.deleteDataset(id) }
                throw PipelineError.invariant("no file")
            }
            let inspections = Inspections(
                store: store,
                blobs: service.blobs,
                inspector: inspector,
                notes: service.notes,
                logger: Logger(label: "test") { _ in ErrorCounter(errors: errors) }
            )
            #expect(try inspections.runNext { false })
            #expect(errors.withLock { $0 } == (hasGone ? 0 : 1))
            #expect(try store.nextUninspected() == nil)
        }
    }
}

/// Counts the errors that are logged.
private struct ErrorCounter: LogHandler {
    let errors: Locked<Int>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if event.level == .error { errors.withLock { $0 += 1 } }
    }
}
