// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import Testing

@testable import Pipeline

/// A refusal says what there was to warn of, for that is often its cause.
struct RefusalWarningTests {
    /// One class of patients, each of whom is taken for a class.
    private static let patients = Result {
        try Upload(classes: (0..<6).map { ("NORMAL/p000\($0)", 4) })
    }
    private static let pipeline = Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 1))

    private func expectIDs(_ error: PipelineError?) {
        guard case .dataset(.warned(.tooFewImages, let warnings)) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(warnings.map(\.code) == ["classes-look-like-ids"])
    }

    @Test func warnsWhereTheDirectoryIsEnoughToRefuse() throws {
        let file = try Self.patients.get().file()
        expectIDs(
            #expect(throws: PipelineError.self) { () throws in
                _ = try Self.pipeline.check(file, Options())
            }
        )
    }

    @Test func warnsWhereAPlanIsRefused() throws {
        let upload = try Self.patients.get()
        let file = try upload.file()
        expectIDs(
            #expect(throws: PipelineError.self) { () throws in
                _ = try Self.pipeline.inspect(file, Options())
            }
        )
        expectIDs(#expect(throws: PipelineError.self) { try Balanced(upload) })
    }

    @Test func warnsBesideTheBadImages() throws {
        var upload = try Self.patients.get()
        for index in 0..<4 { upload["NORMAL/p0000/\(index).png"] = Array("text".utf8) }
        let error = #expect(throws: PipelineError.self) {
            try Balanced(upload, [("test", "0")])
        }
        guard case .tooLittleLeft(.warned(.tooFewImages, let warnings), let dropped) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(warnings.map(\.code) == ["classes-look-like-ids"])
        #expect(dropped.count == 4)
    }

    @Test func saysNothingBesideARefusalWithoutAWarning() throws {
        let file = try Upload(classes: [("a", 1), ("b", 4)]).file()
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try Self.pipeline.check(file, Options())
        }
        guard case .dataset(.tooFewImages) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
    }
}
