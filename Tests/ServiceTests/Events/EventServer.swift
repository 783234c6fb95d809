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

/// A server of job events alone; the test is the worker, so each change comes when it says so.
struct EventServer {
    let service: TestService
    /// The job, which waits.
    let job: RandomID
    private let server: HTTPServer

    private struct Handler: RequestHandler {
        let jobs: JobResource
        let principal: Principal
        let failed: FailedRequests

        func intake(_ request: Request) -> Intake {
            .work {
                do {
                    guard case .events(let id)? = Route(request.head.target) else {
                        throw Problem(.notFound, "no events")
                    }
                    return try jobs.events(id, request.head, for: principal)
                } catch {
                    return failed.answer(to: error, requestID: "test")
                }
            }
        }

        func isControl(_ request: Request) -> Bool { false }

        func refusal(_ violation: HTTPViolation, requestID: RequestID) -> Response {
            Problem(violation).response(requestID: requestID.value)
        }
    }

    /// Calls `body` with a server, which is stopped then.
    ///
    /// - Parameter principal: whose view of the jobs is served.
    static func run(
        _ limits: ServiceLimits = ServiceLimits(),
        for principal: Principal = .anyone,
        _ body: (EventServer) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory, limits: limits)
            let id = try #require(try service.post().json?["id"]?.asString)
            let handler = Handler(
                jobs: service.jobResource.acting(for: principal.tenancy),
                principal: principal,
                failed: service.failed
            )
            let server = try HTTPServer(
                listeners: [Listener(host: "127.0.0.1", port: 0)],
                limits: limits.server,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                handler: handler
            )
            defer { server.stop() }
            try body(
                EventServer(
                    service: service,
                    job: try #require(RandomID(id)),
                    server: server
                )
            )
        }
    }

    var store: JobStore { service.store }
    var name: String { job.description }

    /// Follows the job.
    func follow(
        _ fields: [String] = [],
        method: String = "GET",
        receiveBuffer: Int32? = nil
    ) throws -> EventClient {
        try EventClient(
            "/v1/jobs/\(job)/events",
            port: server.port,
            method: method,
            fields: fields,
            receiveBuffer: receiveBuffer
        )
    }

    /// Begins the job.
    ///
    /// - Returns: what further writes have to name.
    func claim() throws -> Int64 {
        try #require(try store.claim(now: 5)).fence
    }

    /// Reports progress.
    func report(_ done: Int64, fence: Int64, phase: JobPhase = .rendering) throws {
        let isOurs = try store.report(name, fence: fence, phase: phase, done: done, total: 99)
        #expect(isOurs)
    }

    /// Waits until so many seats are taken.
    func waitForStreams(_ count: Int) {
        for _ in 0..<400 where service.events.streamCount != count {
            Bell().wait(milliseconds: 25)
        }
        #expect(service.events.streamCount == count)
    }
}
