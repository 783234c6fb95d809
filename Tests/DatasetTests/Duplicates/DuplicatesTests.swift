// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct DuplicatesTests {
    private let names = ["r/a/1.png", "r/a/2.png", "r/a/3.png", "r/b/4.png", "r/b/5.png"]

    private func codes(_ result: Duplicates) -> [String] { result.warnings.map(\.code) }

    @Test func keepsTheFirstOfEachSet() throws {
        let result = Duplicates.resolve(
            [[0, 1, 2]],
            try catalogue(names),
            policy: .drop,
            keepsSplits: false
        )
        #expect(result.dropped.keys.sorted() == [1, 2])
        #expect(result.dropped[1]?.file == "r/a/2.png")
        #expect(result.dropped[1]?.reason == "duplicate")
        #expect(result.dropped[2]?.detail.contains("‘r/a/1.png’") == true)
        #expect(codes(result) == ["duplicates-dropped"])
        #expect(result.warnings[0].detail.hasPrefix("2 images"))
    }

    @Test func dropsAllWhereLabelsDisagree() throws {
        let result = Duplicates.resolve(
            [[0, 1, 4]],
            try catalogue(names),
            policy: .drop,
            keepsSplits: false
        )
        #expect(result.dropped.keys.sorted() == [0, 1, 4])
        #expect(result.dropped.values.allSatisfy { $0.reason == "label-conflict" })
        #expect(result.dropped[0]?.detail.contains("‘r/b/5.png’ of class ‘b’") == true)
        #expect(result.dropped[4]?.detail.contains("‘r/a/1.png’ of class ‘a’") == true)
        #expect(codes(result) == ["label-conflicts"])
        #expect(result.warnings[0].detail.hasPrefix("3 images"))
    }

    @Test func dropsNothingWhenAllAreToBeKept() throws {
        let result = Duplicates.resolve(
            [[0, 1], [2, 3]],
            try catalogue(names),
            policy: .keep,
            keepsSplits: false
        )
        #expect(result.dropped.isEmpty)
        #expect(codes(result) == ["duplicates-kept", "label-conflicts"])
    }

    @Test func saysNothingWithoutDuplicates() throws {
        let result = Duplicates.resolve(
            [],
            try catalogue(names),
            policy: .drop,
            keepsSplits: false
        )
        #expect(result == Duplicates())
    }

    /// Images that are the same in two parts are leakage, which is not mended in silence.
    @Test func looksIntoEachOfTheUploadsPartsByItself() throws {
        let parts: [String: Split.Part] = [
            "r/a/1.png": .train, "r/a/2.png": .test, "r/a/3.png": .test, "r/b/4.png": .test,
        ]
        let catalogue = try catalogue(names, part: { parts[$0] })
        func dropped(_ sets: [[Int]], keepsSplits: Bool = true) -> [Int: String] {
            Duplicates.resolve(sets, catalogue, policy: .drop, keepsSplits: keepsSplits)
                .dropped.mapValues(\.reason)
        }
        #expect(dropped([[0, 1]]).isEmpty)
        #expect(dropped([[0, 1]], keepsSplits: false) == [1: "duplicate"])
        #expect(dropped([[0, 1, 2]]) == [2: "duplicate"])
        #expect(dropped([[0, 3]]).isEmpty, "a conflict across parts is leakage as well")
        #expect(dropped([[1, 3]]) == [1: "label-conflict", 3: "label-conflict"])
        #expect(
            dropped([[0, 4]]) == [0: "label-conflict", 4: "label-conflict"],
            "what the table puts nowhere belongs to the training part"
        )
    }
}
