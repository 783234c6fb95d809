// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport
import Testing

@testable import Pipeline

/// The archive hangs on dataset, options and version; nothing else gets into it.
struct DeterminismTests {
    private static let options: [[(String, String)]] = [
        [("size", "16")], [("size", "original")], [("size", "original"), ("strategy", "none")],
        [("size", "16"), ("parity", "true"), ("validation", "0.2")],
    ]

    private static func upload() throws -> Upload {
        var upload = try Upload(classes: [("a", 40), ("b", 25), ("c", 5)])
        upload["a/3.png"].removeLast(7)
        return upload
    }

    @Test(arguments: options) func workersDoNotChangeOneByte(options: [(String, String)]) throws {
        let first = try Balanced(Self.upload(), options, workers: 1)
        for workers in [2, 4, 16] {
            let other = try Balanced(Self.upload(), options, workers: workers)
            #expect(other.bytes == first.bytes, "\(workers) workers")
            #expect(other.manifestBytes == first.manifestBytes)
        }
    }

    /// Who asks first to go on is kept until many others have been done.
    @Test(arguments: options, [2, 4]) func orderDoesNot(
        options: [(String, String)],
        workers: Int
    ) throws {
        let first = try Balanced(Self.upload(), options, workers: 1)
        let late = LateFirst(count: 12)
        let other = try Balanced(
            Self.upload(),
            options,
            workers: workers,
            observer: PipelineObserver(
                phase: { late.phase($0) },
                shouldStop: {
                    late.pass()
                    return false
                }
            )
        )
        #expect(late.wasLate)
        #expect(other.bytes == first.bytes)
    }

    /// Nothing of an archive that was begun is in the one that is made in its place.
    @Test(arguments: options, [1, 4]) func aStopInTheMiddleDoesNot(
        options: [(String, String)],
        workers: Int
    ) throws {
        let clean = try Balanced(Self.upload(), options)
        let file = try Self.upload().file()
        let archive = try File(temporaryIn: "/tmp")
        let manifest = try File(temporaryIn: "/tmp")
        // No worker gets so far ahead that none is left to be stopped.
        var limits = PipelineLimits()
        limits.waitingBytes = 1
        let pipeline = Pipeline(limits: limits, pool: WorkerPool(width: workers))
        func run(_ observer: PipelineObserver = PipelineObserver()) throws {
            _ = try pipeline.balance(
                file,
                DatasetIdentity(reading: file),
                Options(options.map { (name: $0.0, text: $0.1) }),
                archive: archive,
                manifest: manifest,
                observer: observer
            )
        }
        for limit in [1, 17, 40] {
            let done = Locked(0)
            let error = #expect(throws: PipelineError.self) { () throws in
                try run(
                    PipelineObserver(
                        rendered: { count, _ in done.withLock { $0 = max($0, count) } },
                        shouldStop: { done.withLock { $0 } >= limit }
                    )
                )
            }
            guard case .stopped = error else {
                Issue.record("another error: \(String(describing: error))")
                return
            }
        }
        try run()
        #expect(try archive.contents() == clean.bytes)
        #expect(try manifest.contents() == clean.manifestBytes)
    }

    /// One source at a time has room; the window keeps the others waiting besides.
    @Test(arguments: options, [(1, 1), (2_000, 1), (1, 300)])
    func neitherDoLimitsOfMemory(
        options: [(String, String)],
        bytes: (decoding: Int, waiting: Int)
    ) throws {
        let first = try Balanced(Self.upload(), options, workers: 1)
        var limits = PipelineLimits()
        (limits.besideBytes, limits.waitingBytes) = bytes
        let other = try Balanced(Self.upload(), options, workers: 8, limits: limits)
        #expect(other.bytes == first.bytes)
    }
}

/// Keeps the first caller of a pass over the pixels waiting until so many others have come.
private final class LateFirst: Sendable {
    private struct State {
        var isRendering = false
        var callers = 0
        var wasLate = false
    }

    private let count: Int
    private let state = Locked(State())
    private let bell = Bell()

    init(count: Int) {
        self.count = count
    }

    var wasLate: Bool { state.withLock { $0.wasLate } }

    func phase(_ phase: PipelineObserver.Phase) {
        state.withLock { state in
            state.isRendering = phase == .rendering
            state.callers = 0
        }
    }

    func pass() {
        let number = state.withLock { state in
            if state.isRendering { state.callers += 1 }
            return state.callers
        }
        if number == 1 {
            bell.wait()
            state.withLock { $0.wasLate = true }
        }
        if number == count { bell.ring() }
    }
}
