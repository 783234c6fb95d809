// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import JSON
import JobStore
import Logging
import POSIX
import Pipeline
import TestSupport

@testable import Service

/// The parts of a service on a folder of their own, without sockets.
struct TestService {
    let blobs: Blobs
    let store: JobStore
    let runner: JobRunner
    let submission: Submission
    let limits: ServiceLimits

    init(in directory: Directory, limits: ServiceLimits = ServiceLimits()) throws {
        self.limits = limits
        blobs = try Blobs(in: directory.path)
        store = try JobStore(path: directory.path(of: "jobs.sqlite"))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pipeline = Pipeline(limits: limits.pipeline, pool: WorkerPool(width: 2))
        let queue = QueueGauge(store)
        runner = JobRunner(
            store: store,
            blobs: blobs,
            pipeline: pipeline,
            queue: queue,
            logger: logger
        )
        submission = Submission(
            store: store,
            blobs: blobs,
            runner: runner,
            pipeline: pipeline,
            limits: limits,
            queue: queue,
            logger: logger
        )
    }

    func reception(digests: [[UInt8]] = []) throws -> sending Reception {
        guard let pass = UploadGate(limit: 1).enter() else {
            throw Problem.busy("the gate is closed")
        }
        return Reception(
            submission: submission,
            limits: limits,
            requestID: "test",
            digests: digests,
            pass: pass
        )
    }

    /// A zip of two classes, whose files are named like images and hold a few bytes.
    static let zip: [UInt8] = ZipBuilder(
        ["a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png"].map { name in
            ZipBuilder.Entry(name, Array("not really \(name)".utf8))
        }
    ).bytes()

    /// The files of uploads.
    func uploads() throws -> [String] {
        try blobs.datasets.names()
    }
}

extension BodyReceiver {
    /// Gives bytes in pieces of some length, then ends; the answer that comes.
    func take(_ bytes: [UInt8], step: Int) -> Response {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(step))
            rest = rest.dropFirst(step)
            let early = unsafe piece.withUnsafeBytes { unsafe receive($0) }
            if let early { return early }
        }
        return finish()
    }
}

extension Response {
    /// The body as JSON.
    var json: JSONValue? {
        guard case .bytes(let bytes) = body else { return nil }
        return try? JSONValue.parse(bytes)
    }
}
