// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Plans and orders are bounded, whatever way they come, and end with the service.
@Suite struct PlanLimitTests {
    private static let dryRun: [Parameter] = [("dry_run", "true")]

    private func expectBusy(
        _ answer: Response,
        _ name: String = "queue-full",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status.code == 503, sourceLocation: sourceLocation)
        let type = answer.json?["type"]?.asString
        #expect(type == "/problems/\(name)", sourceLocation: sourceLocation)
        let seconds = answer.fields[.retryAfter].flatMap { Int($0) }
        #expect((1...12).contains(seconds ?? 0), sourceLocation: sourceLocation)
    }

    private func postForm(_ parts: [FormPart], to service: TestService) throws -> Response {
        let upload = FormUpload(
            try service.reception(),
            parser: try MultipartParser(boundary: FormPart.boundary),
            query: []
        )
        return upload.take(FormPart.form(parts), step: 1000)
    }

    /// The head of a `POST /v1/jobs`.
    private func request(_ query: String, _ type: String) throws -> Request {
        let head = try RequestHead(
            "POST /v1/jobs\(query)",
            ["Content-Type: \(type)", "Content-Length: 5"]
        )
        return Request(head: head, id: try #require(RequestID("test")), client: .local)
    }

    @Test func makesNoMorePlansAtOnceThanItsLimit() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = try SampleZip.bytes([4, 10])
            let document = try service.post(zip, for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            let order = "{\"dataset\": \"\(id)\", \"dry_run\": true}"
            let parts = [
                FormPart("dataset", zip, filename: "x.zip"),
                FormPart("dry_run", Array("true".utf8)),
            ]

            var passes = (0..<2).map { _ in service.plans.gate.enter() }
            #expect(passes.allSatisfy { $0 != nil })
            expectBusy(service.order(order))
            expectBusy(try service.post(zip, parameters: Self.dryRun))
            expectBusy(try postForm(parts, to: service))
            #expect(service.order("{\"dataset\": \"\(id)\"}").status.code == 202, "is no plan")

            passes.removeLast()
            #expect(service.order(order).status.code == 200)
            #expect(try service.post(zip, parameters: Self.dryRun).status.code == 200)
            #expect(try postForm(parts, to: service).status.code == 200, "each gives way again")
        }
    }

    @Test(arguments: ["application/zip", "multipart/form-data; boundary=x", "application/json"])
    func saysFromTheHeadThatThereIsNoRoom(type: String) throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.plans = 1
            let service = try TestService(in: directory, limits: limits)
            let intake = service.intake(Gate(limit: 1))
            let planning = service.plans.gate.enter()
            #expect(planning != nil)
            #expect(throws: Problem.self) {
                try intake.intake(try request("?dry_run=true", type), from: .anyone)
            }
            guard case .receive = try intake.intake(try request("", type), from: .anyone) else {
                Issue.record("the body is wanted")
                return
            }
        }
    }

    @Test func boundsOrdersWithUploads() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let gate = Gate(limit: 1)
            let intake = service.intake(gate)
            do {
                let first = try intake.intake(try request("", "application/json"), from: .anyone)
                let error = #expect(throws: Problem.self) {
                    try intake.intake(try request("", "application/json"), from: .anyone)
                }
                #expect(
                    error?.kind == .queueFull
                        && (10...12).contains(error?.fields[.retryAfter].flatMap { Int($0) } ?? 0)
                )
                withExtendedLifetime(first) {}
            }
            #expect(gate.hasRoom, "an order that is over counts no more")
        }
    }

    @Test func givesUpAPlanWhenTheServiceStops() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = try SampleZip.bytes([4, 10])
            let document = try service.post(zip, for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            service.runner.stop()
            let order = service.order("{\"dataset\": \"\(id)\", \"dry_run\": true}")
            expectBusy(order, "shutting-down")
            expectBusy(try service.post(zip, parameters: Self.dryRun), "shutting-down")
            #expect(try service.uploads() == ["\(id).zip"])
        }
    }
}
