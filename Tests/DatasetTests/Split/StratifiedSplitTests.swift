// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct StratifiedSplitTests {
    private func labels(_ counts: [Int]) -> [Int] {
        counts.enumerated().flatMap { Array(repeating: $0, count: $1) }
    }

    private func split(
        _ counts: [Int],
        test: String,
        validation: String = "0",
        seed: UInt32 = 32
    ) throws -> StratifiedSplit {
        try StratifiedSplit(
            labels: labels(counts),
            classes: counts.indices.map { "class \($0)" },
            test: #require(Decimal(digits: test)),
            validation: #require(Decimal(digits: validation)),
            seed: seed
        )
    }

    private func sizes(of part: [Int], _ counts: [Int]) -> [Int] {
        let labels = labels(counts)
        return counts.indices.map { label in part.count { labels[$0] == label } }
    }

    @Test(arguments: TwoWayCase.all)
    func splitsInTwoAsScikitLearn(known: TwoWayCase) throws {
        let split = try split(known.counts, test: known.test, seed: known.seed)
        #expect(sizes(of: split.train, known.counts) == known.trainCounts)
        #expect(sizes(of: split.test, known.counts) == known.testCounts)
        #expect(Array(split.train.prefix(10)) == known.firstTrain)
        #expect(Array(split.test.prefix(10)) == known.firstTest)
        #expect(checksum(split.test.sorted()) == known.testChecksum)
        #expect(split.validation.isEmpty)
    }

    @Test(arguments: ThreeWayCase.all)
    func splitsInThreeAsScikitLearnCalledTwice(known: ThreeWayCase) throws {
        let split = try split(
            known.counts,
            test: known.test,
            validation: known.validation,
            seed: known.seed
        )
        #expect(sizes(of: split.train, known.counts) == known.trainCounts)
        #expect(sizes(of: split.validation, known.counts) == known.validationCounts)
        #expect(sizes(of: split.test, known.counts) == known.testCounts)
        let parts = [split.train, split.validation, split.test]
        #expect(parts.map { checksum($0.sorted()) } == known.checksums)
    }

    @Test(arguments: RandomCase.all)
    func splitsRandomClassesAsScikitLearn(known: RandomCase) throws {
        let split = try split(
            known.counts,
            test: known.test,
            validation: known.validation,
            seed: known.seed
        )
        let parts = [split.train, split.validation, split.test]
        #expect(parts.map { $0.isEmpty ? 0 : checksum($0) } == known.checksums)
    }

    @Test func leavesAllInOrderWhereNothingIsHeldOut() throws {
        let split = try split([3, 1], test: "0")
        #expect(split.train == [0, 1, 2, 3])
        #expect(split.test.isEmpty && split.validation.isEmpty)
    }

    @Test func saysWhichClassesHaveOneImage() {
        #expect(throws: DatasetError.tooFewImages(.classes(["class 0", "class 2"]))) {
            try split([1, 9, 1], test: "0.5")
        }
    }

    /// The test part takes one of the two images of the last class.
    @Test func saysWhichClassesTheTestPartLeavesTooSmall() throws {
        #expect(sizes(of: try split([8, 8, 2], test: "0.4").train, [8, 8, 2])[2] == 1)
        #expect(throws: DatasetError.tooFewImages(.classesAfterTest(["class 2"]))) {
            try split([8, 8, 2], test: "0.4", validation: "0.2")
        }
    }

    @Test(arguments: [
        ("0.1", "0", Shortage.part(.test, images: 2, classes: 3)),
        ("0.9", "0", .part(.train, images: 2, classes: 3)),
        ("0.2", "0.1", .part(.validation, images: 2, classes: 3)),
    ])
    func saysWhichPartIsSmallerThanTheClassesAreMany(
        test: String,
        validation: String,
        shortage: Shortage
    ) {
        #expect(throws: DatasetError.tooFewImages(shortage)) {
            try split([6, 7, 7], test: test, validation: validation)
        }
    }
}
