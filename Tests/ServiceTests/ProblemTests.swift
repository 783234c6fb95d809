// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import HTTPWire
import JSON
import POSIX
import Pipeline
import Testing

@testable import Service
@testable import Zip

/// Errors of the layers below as clients read them.
@Suite struct ProblemTests {
    @Test func mapsEveryCause() {
        let zip = ZipError(.encrypted, entry: "a/b.png", "It is encrypted.")
        let full = SystemError(number: 28, call: "write")
        let causes: [(any Error, ProblemKind, Int)] = [
            (Problem(.notFound, "x"), .notFound, 404),
            (zip, .invalidArchive, 422),
            (PipelineError.archive(zip), .invalidArchive, 422),
            (PipelineError.dataset(.noImages(otherFiles: 2)), .noImages, 422),
            (PipelineError.badImages([]), .badImages, 422),
            (
                PipelineError.tooLittleLeft(.noImages(otherFiles: 0), dropped: []), .noImages, 422
            ),
            (PipelineError.storage(full), .insufficientStorage, 507),
            (PipelineError.invariant("x"), .internal, 500),
            (full, .insufficientStorage, 507),
            (SystemError(number: 5, call: "read"), .internal, 500),
            (HTTPViolation(status: 417, code: "bad-request", detail: "x"), .badRequest, 417),
            (CancellationError(), .internal, 500),
        ]
        for (cause, kind, status) in causes {
            let problem = Problem(cause)
            #expect(problem.kind == kind, "\(cause)")
            #expect(problem.status == status, "\(cause)")
        }
    }

    @Test func anInternalErrorTellsNothingOfTheInside() {
        let problem = Problem(SystemError(number: 5, call: "read", subject: "/secret/path"))
        #expect(!problem.detail.contains("secret"))
    }

    @Test func namesTheEntryAndTheReason() throws {
        let problem = Problem(ZipError(.unsafeName, entry: "../x", "It climbs."))
        var writer = JSONWriter()
        problem.write(to: &writer, requestID: "r1")
        let json = try JSONValue.parse(writer.take())
        #expect(json["type"]?.asString == "/problems/invalid-archive")
        #expect(json["status"]?.asInteger == 422)
        #expect(json["request_id"]?.asString == "r1")
        let error = json["errors"]?.asArray?.first
        #expect(error?["entry"]?.asString == "../x")
        #expect(error?["code"]?.asString == "unsafe-name")
    }

    @Test func namesTheDropsThatLeaveTooLittle() {
        let lost = Dropped(file: "a/1.png", reason: "truncated", detail: "It ends early.")
        let shortage = DatasetError.tooFewImages(.vanished("a", images: 1))
        let problem = Problem(PipelineError.tooLittleLeft(shortage, dropped: [lost]))
        #expect(problem.kind == .tooFewImages)
        #expect(problem.detail == shortage.detail)
        #expect(problem.errors.map { $0.map(\.value) } == [[lost.file, lost.reason, lost.detail]])
    }

    @Test func tellsWarningsBehindTheErrors() throws {
        let lost = Dropped(file: "a/1.png", reason: "truncated", detail: "It ends early.")
        let warning = DatasetWarning(code: "classes-look-like-ids", detail: "They look like ids.")
        let shortage = DatasetError.tooFewImages(.vanished("a", images: 1))
        let problem = Problem(
            PipelineError.tooLittleLeft(shortage.telling([warning]), dropped: [lost])
        )
        #expect(problem.kind == .tooFewImages && problem.detail == shortage.detail)
        var writer = JSONWriter()
        problem.write(to: &writer)
        let errors = try JSONValue.parse(writer.take())["errors"]?.asArray
        #expect(errors?.count == 2)
        #expect(errors?.first?["file"]?.asString == lost.file)
        #expect(errors?.last?["code"]?.asString == warning.code)
        #expect(errors?.last?["detail"]?.asString == warning.detail)
    }

    @Test func tellsWarningsWithoutFurtherErrors() throws {
        let warning = DatasetWarning(code: "nested-copy", detail: "A copy.")
        let error = DatasetError.oneClass(name: "a", images: 3).telling([warning])
        var writer = JSONWriter()
        Problem(PipelineError.dataset(error)).write(to: &writer)
        let json = try JSONValue.parse(writer.take())
        #expect(json["type"]?.asString == "/problems/one-class")
        #expect(json["errors"]?.asArray?.map { $0["code"]?.asString } == ["nested-copy"])
    }

    @Test func namesWhatASplitParts() throws {
        let names = ["a/1_x.png", "a/1_y.png", "b/2_x.png"]
        let catalogue = try Catalogue.make(
            entries: names.enumerated().map { index, name in
                SourceEntry(name: name, index: index, size: 1, crc32: 0, isDirectory: false)
            }
        )
        let options = try Options([("group", "{id}_*")])
        let leakage = Leakage.make(
            catalogue,
            groups: Groups.make(catalogue, rule: options.group),
            identical: [[0, 2]],
            split: Split(parts: [.train, .test, .test])
        )
        let problem = Problem(PipelineError.dataset(.leakage(leakage)))
        #expect(problem.kind == .leakage && problem.status == 422)
        #expect(
            problem.errors.map { $0.map(\.name) } == [
                ["kind", "name", "files"], ["kind", "name", "files"],
            ]
        )
        #expect(
            problem.errors.map { $0.map(\.value) } == [
                ["group", "1", "train: a/1_x.png; test: a/1_y.png"],
                ["duplicate", "a/1_x.png", "train: a/1_x.png; test: b/2_x.png"],
            ]
        )
    }

    @Test func namesEveryOptionThatIsWrong() {
        let error = #expect(throws: DatasetError.self) { () throws in
            _ = try Options([("sede", "1"), ("quality", "0"), ("test", "2")])
        }
        guard let error else { return }
        let problem = Problem(error)
        #expect(problem.kind == .invalidOptions)
        let options = problem.errors.compactMap { $0.first { $0.name == "option" }?.value }
        #expect(options == ["sede", "quality", "test"])
        #expect(problem.errors[0].contains { $0 == ("suggestion", "seed") })
    }

    @Test(arguments: ProblemKind.allCases)
    func hasAStatusOfAnError(kind: ProblemKind) {
        #expect((400...599).contains(kind.description.status))
        #expect(!kind.description.title.isEmpty)
    }
}
