// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct SplitReportTests {
    @Test func comparesWhatWasAskedForWithWhatIs() throws {
        let catalogue = try catalogue([10, 25])
        let options = try Options([("test", "0.2"), ("validation", "0.1")])
        let split = try Split.make(catalogue, options: options)
        let report = SplitReport.make(split, catalogue, options: options)
        #expect(report.classes.map(\.name) == ["a", "b"])
        let parts = report.classes[1].parts
        #expect(parts.map(\.part) == [.train, .validation, .test])
        #expect(parts.map(\.requested) == [0.7, 0.1, 0.2])
        #expect(parts.map(\.wanted) == [17.5, 2.5, 5])
        #expect(parts.map(\.total) == [25, 25, 25])
        #expect(parts.map(\.images).reduce(0, +) == 25)
        #expect(parts.map { $0.deviation ?? 9 }.allSatisfy { abs($0) <= 1 })
        #expect(report.warnings.isEmpty)
    }

    /// Two patients of fifty images each cannot be divided four to one.
    @Test func warnsOfSharesThatGroupsDoNotAllow() throws {
        let names =
            (0..<100).map { "a/\($0 / 50)_\($0).png" } + (0..<100).map { "b/\($0 + 10)_1.png" }
        let catalogue = try catalogue(names)
        let groups = Groups.make(catalogue, rule: try GroupRule(parsing: "{id}_*"))
        let split = try Split.make(catalogue, groups: groups, options: Options())
        let report = SplitReport.make(split, catalogue, options: Options())
        #expect(report.classes[0].parts.map(\.images) == [100, 0, 0])
        #expect(report.classes[0].parts[0].achieved == 1)
        #expect(report.maximalDeviation == 20)
        #expect(report.warnings.map(\.code) == ["share-missed"])
        let detail = report.warnings[0].detail
        #expect(detail.contains("class ‘a’ has 100 train images instead of 80;"))
        #expect(!detail.contains("‘b’"))
    }

    @Test func asksNothingOfPartsThatStay() throws {
        let catalogue = try catalogue(
            (1...9).map { "a/\($0).png" } + (1...9).map { "b/\($0).png" },
            part: { $0.hasSuffix("9.png") ? .test : .train }
        )
        let options = try Options([("validation", "0.25")])
        let split = try Split.make(catalogue, options: options)
        let report = SplitReport.make(split, catalogue, options: options)
        let parts = report.classes[0].parts
        #expect(parts.map(\.requested) == [0.75, 0.25, nil])
        #expect(parts.map(\.images) == [6, 2, 1])
        #expect(parts.map(\.total) == [8, 8, 9])
        #expect(report.maximalDeviation == 0)
    }

    @Test func asksNothingOfASplitThatStaysWhole() throws {
        let catalogue = try catalogue(
            ["a/1.png", "a/2.png", "b/1.png"],
            part: { $0 == "a/2.png" ? .test : .train }
        )
        let split = try Split.make(catalogue, options: Options())
        let report = SplitReport.make(split, catalogue, options: Options())
        #expect(report.maximalDeviation == nil)
        #expect(report.classes[1].parts.map(\.images) == [1, 0, 0])
    }
}
