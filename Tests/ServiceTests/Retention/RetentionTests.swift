// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import Logging
import POSIX
import TestSupport
import Testing

@testable import Service

/// What is kept long enough is removed, rows first, and nothing else is.
@Suite struct RetentionTests {
    private static let hour: Int64 = 3_600_000

    /// A finished job of a dataset, and what ends it, an hour after it has finished.
    private func withFinishedJob(
        configure: (inout ServiceLimits) -> Void = { _ in },
        _ body: (TestService, Retention, _ job: String, _ finishedAt: Int64) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.retention.archives = Self.hour
            limits.retention.jobs = 3 * Self.hour
            limits.retention.datasets = 2 * Self.hour
            configure(&limits)
            let service = try TestService(in: directory, limits: limits)
            let answer = try service.post(
                try SampleZip.bytes([3, 6]),
                parameters: [("size", "16")]
            )
            let id = try #require(answer.json?["id"]?.asString, "\(answer)")
            try service.runner.start()
            let everyones = service.store.view(of: .everyone)
            while try everyones.job(id)?.state.isFinal == false { Bell().wait(milliseconds: 5) }
            service.runner.stop()
            let job = try #require(try everyones.job(id))
            #expect(job.state == .succeeded)
            let finished = try #require(job.finishedAt)
            let retention = try Retention(
                store: service.store,
                removal: service.removal,
                queue: service.queue,
                logger: service.failed.logger,
                wall: finished,
                boot: 0
            )
            try body(service, retention, id, finished)
        }
    }

    @Test func anArchiveGoesWithItsFilesAndItsRowStays() throws {
        try withFinishedJob { service, retention, id, finished throws in
            let everyones = service.store.view(of: .everyone)
            #expect(try everyones.job(id)?.expiresAt == finished + Self.hour)
            retention.look(wall: finished + Self.hour - 1, boot: Self.hour - 1)
            #expect(try service.blobs.archives.names().count == 3)
            retention.look(wall: finished + Self.hour, boot: Self.hour)
            #expect(try service.blobs.archives.names() == [])
            #expect(try service.blobs.datasets.names().count == 1)
            let job = try #require(try everyones.job(id))
            #expect(job.state == .expired && job.expiresAt == finished + 3 * Self.hour)
            let name = try #require(RandomID(id))
            let head = try RequestHead("GET /")
            for get in [JobResource.archive, JobResource.manifest, JobResource.weights] {
                let problem = #expect(throws: Problem.self) { () throws in
                    _ = try get(service.jobResource)(name, head)
                }
                #expect(problem?.kind == .expired && problem?.status == 410)
            }
            let document = try #require(try service.jobResource.show(name, head).json)
            #expect(document["state"]?.asString == "expired")
            #expect(document["archive"]?.isNull == true)
        }
    }

    @Test func theRowAndTheDatasetGoWhenTheirTimeIsOver() throws {
        try withFinishedJob { service, retention, id, finished throws in
            let everyones = service.store.view(of: .everyone)
            retention.look(wall: finished + 2 * Self.hour, boot: 2 * Self.hour)
            #expect(try service.blobs.datasets.names() == [])
            #expect(try everyones.job(id)?.datasetID == nil)
            retention.look(wall: finished + 3 * Self.hour, boot: 3 * Self.hour)
            #expect(try everyones.job(id) == nil)
            #expect(try service.uploads() == [])
        }
    }

    @Test func aClockThatJumpsAYearRemovesNothing() throws {
        try withFinishedJob { service, retention, id, finished throws in
            let year = 365 * 24 * Self.hour
            retention.look(wall: finished + year, boot: 60_000)
            retention.look(wall: finished + year + Self.hour / 2, boot: 60_000 + Self.hour / 2)
            #expect(try service.store.view(of: .everyone).job(id)?.state == .succeeded)
            #expect(try service.blobs.archives.names().count == 3)
        }
    }

    @Test func nothingGoesThatIsKeptForEver() throws {
        try withFinishedJob(configure: { limits in
            limits.retention = RetentionLimits()
        }) { service, retention, id, finished throws in
            let century = 36_500 * 24 * Self.hour
            retention.look(wall: finished + century, boot: century)
            let job = try service.store.view(of: .everyone).job(id)
            #expect(job?.state == .succeeded && job?.expiresAt == nil)
        }
    }

    /// A download holds the file, not its name: it ends well, and then the bytes are free.
    @Test func aDownloadUnderWayEndsWell() throws {
        try withFinishedJob { service, retention, id, finished throws in
            let name = try #require(RandomID(id))
            let answer = try service.jobResource.archive(name, RequestHead("GET /"))
            retention.look(wall: finished + Self.hour, boot: Self.hour)
            #expect(try service.blobs.archives.usedBytes() == 0)
            guard case .file(let file, let range) = answer.body else {
                Issue.record("no file")
                return
            }
            let bytes = try file.contents()
            #expect(UInt64(bytes.count) == range.upperBound)
            let tag = answer.fields[.eTag] ?? ""
            #expect(tag.contains(SHA256.digest(of: bytes).description))
        }
    }

    @Test(
        arguments: [
            ("7d", 7 * 86_400_000), ("24h", 86_400_000), ("90m", 5_400_000), ("never", nil),
            ("0", nil),
        ] as [(String, Int64?)]
    )
    func readsLifetimes(text: String, milliseconds: Int64?) throws {
        let lifetime = try #require(Lifetime(parsing: text))
        #expect(lifetime.milliseconds == milliseconds)
        let again = Lifetime.text(lifetime.milliseconds)
        #expect(Lifetime(parsing: again) == lifetime, "\(again)")
    }

    @Test(arguments: ["", "d", "7", "-1d", "1.5h", "7 d", "0d", "7w", "36526d", "99999999999999d"])
    func refusesOtherLifetimes(text: String) {
        #expect(Lifetime(parsing: text) == nil)
    }
}
