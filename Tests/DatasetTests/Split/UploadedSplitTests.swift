// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// Uploads that come with parts of their own.
struct UploadedSplitTests {
    /// Ten images of each of two classes; images 8 and 9 are in one part, 0 in another.
    private func upload(eight: Split.Part?, zero: Split.Part? = .train) throws -> Catalogue {
        try catalogue(
            (0...9).map { "a/\($0)_x.png" } + (0...9).map { "b/\($0)_y.png" },
            part: { name in
                switch name.dropFirst(2).first {
                case "8", "9": eight
                case "0": zero
                default: .train
                }
            }
        )
    }

    private func split(_ catalogue: Catalogue, _ given: [(String, String)] = []) throws -> Split {
        try Split.make(catalogue, options: Options(given.map { (name: $0.0, text: $0.1) }))
    }

    @Test func keepsThePartsThatItHas() throws {
        let catalogue = try upload(eight: .test, zero: .validation)
        let split = try split(catalogue)
        #expect(split.parts == catalogue.images.map(\.part))
    }

    /// A share of the ten training images, not of all images.
    @Test func takesAPartThatItLacksFromTheTrainingPart() throws {
        let catalogue = try upload(eight: .test)
        let split = try split(catalogue, [("validation", "0.25")])
        for range in catalogue.ranges {
            #expect(
                range.filter { split.parts[$0] == .test }.map { $0 - range.lowerBound } == [8, 9]
            )
            #expect(range.count { split.parts[$0] == .validation } == 2)
        }
        let alone = try StratifiedSplit(
            labels: Array(repeating: 0, count: 8) + Array(repeating: 1, count: 8),
            classes: ["a", "b"],
            test: 0,
            validation: Decimal(units: 25, scale: 2),
            seed: 32
        )
        let pool = catalogue.images.indices.filter { catalogue.images[$0].part == .train }
        let taken = split.parts.indices.filter { split.parts[$0] == .validation }
        #expect(taken == alone.validation.map { pool[$0] }.sorted())
    }

    @Test func takesTheStandardTestPartWhereThereIsNone() throws {
        let catalogue = try upload(eight: .validation)
        let split = try split(catalogue)
        #expect(split.parts.count { $0 == .validation } == 4)
        #expect(split.parts.count { $0 == .test } == 4, "a fifth of sixteen, rounded up")
    }

    @Test func takesImagesWithoutAPartForTrainingOnes() throws {
        let catalogue = try upload(eight: .test, zero: nil)
        #expect(try split(catalogue).parts.count { $0 == .train } == 16)
        let held = try split(catalogue, [("validation", "0.75")])
        #expect([0, 10].contains { held.parts[$0] == .validation })
    }

    @Test func mergesWhenAsked() throws {
        let catalogue = try upload(eight: .test)
        let merged = try split(catalogue, [("splits", "merge")])
        let plain = try split(try DatasetTests.catalogue(catalogue.images.map(\.name)))
        #expect(merged == plain)
        #expect(try split(upload(eight: .train)) == plain, "a training part alone is no split")
    }

    @Test func keepsGroupsTogetherInAPartThatItLacks() throws {
        let catalogue = try upload(eight: .test)
        let groups = Groups.make(catalogue, rule: try GroupRule(parsing: "{id}_*"))
        let options = try Options([("validation", "0.25")])
        let split = try Split.make(catalogue, groups: groups, options: options)
        let held = split.parts.indices.filter { split.parts[$0] == .validation }
        #expect(held.count == 4 && Set(held.map { $0 % 10 }).count == 2)
        #expect(split.parts.indices.filter { split.parts[$0] == .test } == [8, 9, 18, 19])
    }

    /// Resolving the options refuses them.
    @Test func passesOverSharesOfPartsThatStay() throws {
        let catalogue = try upload(eight: .test, zero: .validation)
        let split = try split(catalogue, [("test", "0.5"), ("validation", "0.4")])
        #expect(split.parts == catalogue.images.map(\.part))
    }

    @Test func takesResolvedOptions() throws {
        let catalogue = try upload(eight: .test)
        let options = try Options([("validation", "0.25")]).resolved(for: catalogue)
        #expect(options.test == .kept)
        let split = try Split.make(catalogue, options: options)
        #expect(try self.split(catalogue, [("validation", "0.25")]) == split)
    }

    @Test func refusesAClassThatTheUploadDoesNotTrainOn() throws {
        let catalogue = try catalogue(
            ["a/1.png", "a/2.png", "b/1.png"],
            part: { $0.hasPrefix("b") ? .test : .train }
        )
        let error = DatasetError.tooFewImages(.heldOutByUpload("b"))
        #expect(throws: error) { try split(catalogue) }
        #expect(error.detail.contains("‘b’") && error.detail.contains("splits=merge"))
    }
}
