// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import JSON
import POSIX
import TestSupport
import Testing

@testable import Pipeline

/// What names and tables decide, before and after it goes through the stages.
struct LabelTests {
    private static let table = Array(
        "file,label,group\n0.png,cat,1\n1.png,cat,1\n2.png,dog,2\n3.png,dog,3\n4.png,cat|dog,4\n"
            .utf8
    )

    /// Six pictures in a folder, and a table in it when asked for.
    private static func upload(hasTable: Bool) throws -> Upload {
        var upload = Upload()
        for index in 0..<6 { upload["images/\(index).png"] = try Picture(seed: index).png() }
        if hasTable { upload["images/list.csv"] = table }
        return upload
    }

    private static func source(
        _ upload: Upload,
        _ options: [(name: String, text: String)],
        labels: [UInt8]? = nil,
        limits: PipelineLimits = PipelineLimits()
    ) throws -> SourceArchive {
        let file = try labels.map { bytes in
            let file = try File(temporaryIn: "/tmp")
            try unsafe bytes.withUnsafeBytes { try unsafe file.descriptor.write(all: $0) }
            return file
        }
        return try SourceArchive(
            upload.file(),
            options: Options(options),
            labels: file,
            limits: limits
        )
    }

    @Test func readsTheTableFromTheArchiveOrFromBesideIt() throws {
        let inside = try Self.source(Self.upload(hasTable: true), [("label", "csv:list.csv")])
        let beside = try Self.source(Self.upload(hasTable: false), [], labels: Self.table)
        #expect(inside.catalogue.images == beside.catalogue.images)
        #expect(inside.catalogue.classes == ["cat", "dog"])
        #expect(inside.options.label == .csv(path: "list.csv"))
        #expect(beside.options.label == .csv(path: nil))
        #expect(beside.options.group == .csv)
        #expect(beside.options.test == .share(Decimal(units: 2, scale: 1)))
        #expect(inside.catalogue.dropped.map(\.file) == ["images/4.png", "images/5.png"])
        #expect(inside.catalogue.ignored.total == 0)
    }

    @Test func refusesTablesThatAreTooLongOrEmpty() throws {
        var limits = PipelineLimits()
        limits.dataset.tableBytes = 20
        for (hasTable, options) in [(true, [("label", "csv:list.csv")]), (false, [])] {
            let error = #expect(throws: PipelineError.self) {
                try Self.source(
                    Self.upload(hasTable: hasTable),
                    options.map { (name: $0.0, text: $0.1) },
                    labels: hasTable ? nil : Self.table,
                    limits: limits
                )
            }
            #expect(error?.description.contains("longer than 20 bytes") == true)
        }
        let error = #expect(throws: PipelineError.self) {
            try Self.source(Self.upload(hasTable: false), [], labels: [])
        }
        #expect(error?.description.contains("it is empty") == true)
    }

    /// Images without a class are no bad images, and yet are counted and listed with them.
    @Test func listsWhatHasNoClass() throws {
        var upload = try Upload(classes: [("set/a", 6), ("set/b", 4)])
        upload["set/set/a/0.png"] = upload["set/a/0.png"]
        upload["set/x.png"] = try Picture(seed: 50).png()
        let balanced = try Balanced(upload, [("bad_images", "fail"), ("test", "0")])
        #expect(balanced.dropped.map { $0["file"] } == ["set/set/a/0.png", "set/x.png"])
        #expect(balanced.dropped.map { $0["reason"] } == ["nested-copy", "unlabelled"])
        #expect(balanced.manifest.count == 12)
        #expect(balanced.outcome.summary.images == 12)
        let members = try JSONValue.parse(balanced.outcome.summary.members)
        #expect(members["dropped"]?["count"]?.asInteger == 2)
        #expect(members["totals"]?["images"]?.asInteger == 10)
        let codes = members["warnings"]?.asArray?.compactMap { $0["code"]?.asString } ?? []
        #expect(codes.prefix(2) == ["nested-copy", "unlabelled"])
    }

    @Test func namesTheBadImagesAloneWhenTheyFailTheJob() throws {
        var upload = try Upload(classes: [("a", 6), ("b", 4)])
        upload["x.png"] = try Picture(seed: 50).png()
        upload["a/0.png"] = []
        let error = #expect(throws: PipelineError.self) {
            try Balanced(upload, [("bad_images", "fail")])
        }
        guard case .badImages(let bad) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(bad.map(\.file) == ["a/0.png"])
    }

    /// A recipe says what was done, also where the upload decided it.
    @Test func writesResolvedOptionsIntoTheRecipe() throws {
        var upload = Upload()
        for part in ["train", "test"] {
            for name in ["a/0", "a/1", "b/0", "b/1"] {
                upload["\(part)/\(name).png"] = try Picture(seed: upload.entries.count).png()
            }
        }
        let source = try Self.source(upload, [])
        #expect(source.catalogue.layout.description.hasSuffix("‘test’, ‘train’ kept"))
        let written = try JSONValue.parse(source.options.json())
        #expect(written["test"] == .null)
        #expect(written["validation"]?.asInteger == 0)
        let again = try Recipe.options(source.options.json())
        #expect(try again.resolved(for: source.catalogue) == source.options)
    }
}
