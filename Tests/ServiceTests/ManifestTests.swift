// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// A manifest as JSON is a file that counts as long as it is being sent.
@Suite struct ManifestTests {
    /// Runs a job to its end, and gives its id.
    private func finish(_ service: TestService) throws -> RandomID {
        let zip = try SampleZip.bytes([4, 4])
        let id = try #require(try service.post(zip).json?["id"]?.asString)
        try service.runner.start()
        let view = service.store.view(of: .everyone)
        while try view.job(id)?.state.isFinal == false { Bell().wait(milliseconds: 5) }
        service.runner.stop()
        #expect(try view.job(id)?.state == .succeeded)
        return try #require(RandomID(id))
    }

    private func manifest(
        of job: RandomID,
        as type: String,
        _ service: TestService
    ) throws -> Response {
        let head = try RequestHead("GET /", ["Accept: \(type)"])
        return try service.jobResource.manifest(job, head)
    }

    @Test func isNotSentMoreOftenAtOnceThanTheLimit() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.manifests = 1
            let service = try TestService(in: directory, limits: limits)
            let job = try finish(service)
            var first: Response? = try manifest(of: job, as: "application/json", service)
            let problem = #expect(throws: Problem.self) { () throws in
                _ = try manifest(of: job, as: "application/json", service)
            }
            #expect(problem?.kind == .queueFull && problem?.status == 503)
            #expect(problem?.fields[.retryAfter] != nil)
            #expect(try manifest(of: job, as: "text/csv", service).status == .ok)
            withExtendedLifetime(first) {}
            first = nil
            #expect(try manifest(of: job, as: "application/json", service).status == .ok)
        }
    }

    @Test func isNotWrittenToAFullDisk() throws {
        try withTemporaryDirectory { directory in
            var service = try TestService(in: directory)
            let job = try finish(service)
            service.disk = try DiskRoom(of: directory, floor: .max)
            let full = service
            let problem = #expect(throws: Problem.self) { () throws in
                _ = try manifest(of: job, as: "application/json", full)
            }
            #expect(problem?.kind == .insufficientStorage)
            #expect(try manifest(of: job, as: "text/csv", full).status == .ok)
        }
    }
}
