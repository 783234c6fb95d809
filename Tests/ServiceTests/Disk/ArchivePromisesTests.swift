// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// No two jobs count on the same bytes of the disk.
@Suite struct ArchivePromisesTests {
    /// A service whose disk has about so many bytes of room.
    private func withRoom(
        of bytes: UInt64,
        _ body: (TestService) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.freeDiskBytes = try directory.freeBytes() - bytes
            try body(TestService(in: directory, limits: limits))
        }
    }

    private func dataset(_ service: TestService) throws -> String {
        let response = try service.post(for: service.datasets)
        return try #require(response.json?["id"]?.asString)
    }

    @Test func refusesAJobWhoseArchiveWouldNotFitBesideTheOthers() throws {
        try withRoom(of: 1 << 30) { service throws in
            let dataset = try dataset(service)
            let order = #"{"dataset": "\#(dataset)", "size": 4096, "color": "rgb", "target": "#
            // The sources are tiny, so each image counts 9.4 MB: a quarter of its largest size.
            let first = service.order(order + "60}")
            #expect(first.status.code == 507)
            let detail = first.json?["detail"]?.asString ?? ""
            #expect(detail.hasPrefix("The archive may come to 1"), "\(detail)")
            #expect(first.json?["retriable"]?.asBool == true)
            #expect(first.fields[.retryAfter] == "60")
            #expect(try service.store.counts()[.queued] == 0)

            let second = service.order(order + "30}")
            #expect(second.status.code == 202, "\(String(describing: second.json))")
            let bytes = second.json?["estimated_bytes"]?.asInteger ?? 0
            #expect((500_000_000...700_000_000).contains(bytes))
            #expect(service.disk.promised == UInt64(bytes))
            #expect(service.order(order + "30}").status.code == 507)

            // What ends with the job is found before the next is refused.
            let id = try #require(second.json?["id"]?.asString)
            #expect(try service.delete(job: id) == 204)
            #expect(service.order(order + "30}").status.code == 202)
        }
    }

    @Test func findsThemAgainAtAStartAndCountsWhatIsWritten() throws {
        try withRoom(of: 1 << 30) { service throws in
            let dataset = try dataset(service)
            let job = service.order(#"{"dataset": "\#(dataset)", "size": 4096, "target": 20}"#)
            let id = try #require(job.json?["id"]?.asString)
            let bytes = UInt64(job.json?["estimated_bytes"]?.asInteger ?? 0)
            let disk = try DiskRoom(of: service.blobs.root, floor: 0)
            let promises = ArchivePromises(store: service.store, blobs: service.blobs, disk: disk)
            #expect(disk.promised == bytes && bytes > 100 << 20)
            let part = service.blobs.archives.path(of: Blobs.partName(id))
            try File(creating: part).descriptor.allocate(8 << 20)
            promises.refresh()
            #expect(disk.promised == bytes - 8 << 20)
            #expect(disk.workRoom > disk.free)
        }
    }

    @Test func promisesNothingWithoutARow() throws {
        try withRoom(of: 1 << 30) { service throws in
            let promises = service.admission.promises
            try promises.make(5 << 20, for: "a")
            promises.refresh()
            #expect(service.disk.promised == 5 << 20)
            promises.settle("a")
            #expect(service.disk.promised == 0)
        }
    }

    @Test func tellsAPlanWhatItsJobWouldBePromised() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = try SampleZip.bytes([4, 10])
            let plan = try service.post(zip, parameters: [("dry_run", "true")])
            let job = try service.post(zip)
            let bytes = try #require(job.json?["estimated_bytes"]?.asInteger)
            #expect(plan.json?["estimated_bytes"]?.asInteger == bytes && bytes > 0)
        }
    }
}
