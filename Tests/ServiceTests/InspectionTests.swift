// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import Hashing
import JSON
import JobStore
import POSIX
import Pipeline
import TestSupport
import Testing

@testable import Service

/// Datasets are inspected one by one, and an inspection makes way.
@Suite struct InspectionTests {
    @Test func tellsWhatIsInADataset() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let document = try service.post(try SampleZip.bytes([4, 10]), for: service.datasets)
            let id = try #require(document.json?["id"]?.asString)
            #expect(try service.inspections.runNext { false })
            let found = try service.show(dataset: id)
            #expect(found["inspection_state"]?.asString == "done" && found["error"]?.isNull == true)
            let inspection = try #require(found["inspection"])
            #expect(inspection["images"]?.asInteger == 14)
            #expect(inspection["ignored"]?.asInteger == 0)
            #expect(inspection["layout"]?.asString?.hasPrefix("ROOT/CLASS/…") == true)
            let classes = try #require(inspection["classes"]?.asArray)
            #expect(classes.map { $0["images"]?.asInteger } == [4, 10])
            #expect(inspection["duplicates"]?["sets"]?.asInteger == 0)
            #expect(inspection["confounds"]?.asArray?.count == 2)
            #expect(try !service.inspections.runNext { false })
        }
    }

    @Test func tellsWhyADatasetIsNone() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = ZipBuilder([ZipBuilder.Entry("a/1.png", [1])]).bytes()
            let document = try service.post(zip, for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            #expect(try service.inspections.runNext { false })
            let failed = try service.show(dataset: id)
            #expect(failed["inspection_state"]?.asString == "failed")
            #expect(failed["inspection"]?.isNull == true)
            #expect(failed["error"]?["type"]?.asString == "/problems/too-few-images")
            #expect(failed["error"]?["request_id"] == nil)
            #expect(try !service.inspections.runNext { false }, "it is not tried again")
        }
    }

    @Test func takesUpAgainWhatWasStopped() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let document = try service.post(for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            #expect(try service.inspections.runNext { true })
            #expect(try service.show(dataset: id)["inspection_state"]?.asString == "waiting")
            #expect(try service.store.nextUninspected()?.id == id)
        }
    }

    @Test func survivesADatasetThatGoesMeanwhile() throws {
        try withTemporaryDirectory { directory in
            let store = Locked<JobStore?>(nil)
            let inspector = DatasetInspector { _, _, _ in
                let store = store.withLock { $0 }
                for dataset in try store?.listDatasets(limit: 9).datasets ?? [] {
                    _ = try store?.deleteDataset(dataset.id)
                }
                return "{}"
            }
            let service = try TestService(in: directory, inspector: inspector)
            store.withLock { $0 = service.store }
            _ = try service.post(for: service.datasets)
            #expect(try service.inspections.runNext { false })
            #expect(try service.store.nextUninspected() == nil)
        }
    }

    /// The inspection of the first dataset goes on until it is told to stop, which a job does.
    @Test func makesWayForAJobAndComesBack() throws {
        try withTemporaryDirectory { directory in
            let rounds = Locked(0)
            let began = Bell()
            let inspector = DatasetInspector { _, _, observer in
                let round = rounds.withLock { rounds in
                    rounds += 1
                    return rounds
                }
                began.ring()
                while round == 1 {
                    if observer.shouldStop() { throw PipelineError.stopped }
                    began.wait(milliseconds: 1)
                }
                return "{\"round\":\(round)}"
            }
            let service = try TestService(in: directory, inspector: inspector)
            let document = try service.post(for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            try service.runner.start()
            began.wait(seconds: 30)
            let running = try service.show(dataset: id)
            #expect(running["inspection_state"]?.asString == "running")
            let runningTag = try service.tag(dataset: id)
            let job = try #require(try service.post().json?["id"]?.asString)
            while try service.store.job(job)?.state.isFinal != true {
                began.wait(milliseconds: 1)
            }
            while try service.show(dataset: id)["inspection_state"]?.asString != "done" {
                began.wait(milliseconds: 1)
            }
            #expect(try service.show(dataset: id)["inspection"]?["round"]?.asInteger == 2)
            #expect(try service.tag(dataset: id) != runningTag)
            service.runner.stop()
        }
    }

    @Test func stopsWithTheService() throws {
        try withTemporaryDirectory { directory in
            let began = Bell()
            let inspector = DatasetInspector { _, _, observer in
                began.ring()
                while !observer.shouldStop() { Bell().wait(milliseconds: 1) }
                throw PipelineError.stopped
            }
            let service = try TestService(in: directory, inspector: inspector)
            _ = try service.post(for: service.datasets)
            try service.runner.start()
            began.wait(seconds: 30)
            service.runner.stop()
            #expect(try service.store.nextUninspected() != nil)
        }
    }
}
