// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct SplitTests {
    /// The numbers of the tutorial.
    @Test func givesTheTutorialsParts() throws {
        let catalogue = try catalogue([1532, 2730, 1443])
        let split = try Split.make(catalogue, options: Options())
        let counts = catalogue.ranges.map { range in
            Split.Part.allCases.map { part in range.count { split.parts[$0] == part } }
        }
        #expect(counts == [[1226, 0, 306], [2184, 0, 546], [1154, 0, 289]])
    }

    @Test func placesEveryImageWhereScikitLearnDoes() throws {
        let split = try Split.make(
            catalogue([10, 10, 10]),
            options: Options([("test", "0.3"), ("seed", "1")])
        )
        let test = split.parts.indices.filter { split.parts[$0] == .test }
        #expect(test == [5, 7, 8, 11, 16, 17, 22, 24, 27])
    }

    /// scikit-learn lets a class go without a training image: a tenth of two is none.
    @Test func refusesAClassWithNothingToTrainOn() throws {
        let catalogue = try catalogue([20, 20, 2])
        let options = try Options([("test", "0.9")])
        #expect(throws: DatasetError.tooFewImages(.untrained("c"))) {
            try Split.make(catalogue, options: options)
        }
    }

    @Test(arguments: [
        Shortage.classes(["one"]), .classesAfterTest(["one"]), .untrained("one"),
        .vanished("one", images: 3),
    ])
    func namesTheClassThatIsTooSmall(shortage: Shortage) {
        let error = DatasetError.tooFewImages(shortage)
        #expect(error.problem == "too-few-images")
        #expect(error.detail.contains("‘one’"))
    }
}
