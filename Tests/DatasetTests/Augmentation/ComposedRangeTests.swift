// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ComposedRangeTests {
    private static let size = PixelSize(width: 256, height: 256)

    private func range(_ list: String) throws -> any OperationRange {
        try Augmentation(parsing: list).composed.ranges[0]
    }

    @Test func hasEveryCombinationOnce() throws {
        let range = try range("rotate:0.02,flip,blur:7,brightness:0.01")
        #expect(range.outcomes(in: Self.size) == 4 * 1 * 3 * 4)
        let all = (0..<48).map { range.operation($0, in: Self.size) }
        #expect(Set(all).count == 48)
        for operation in all {
            #expect(operation.name == "rotate+flip+blur+brightness")
            #expect(operation.steps.count == 4)
        }
        #expect(
            all[0].description
                == "rotate angle=-0.02, flip, blur kernel=3 sigma=0, brightness offset=-2"
        )
        #expect(
            all[47].description
                == "rotate angle=0.02, flip, blur kernel=7 sigma=0, brightness offset=2"
        )
    }

    @Test func keepsTheOrderThatIsGiven() throws {
        let operation = try range("vflip,rotate:5,flip").operation(0, in: Self.size)
        #expect(operation.name == "vflip+rotate+flip")
        #expect(operation.parameters.isEmpty)
    }

    /// A side of 9 pixels has no tenth of a pixel to be shifted by.
    @Test func hasNoOutcomeWhereAnOperationHasNone() throws {
        let small = PixelSize(width: 9, height: 9)
        #expect(try range("rotate:5,translate:0.1").outcomes(in: small) == 0)
        #expect(try range("noise:64,rotate:180,translate:0.1").outcomes(in: small) == 0)
    }

    /// Noise takes 2³² seeds times 6,351 deviations; with that the product is beyond an `Int`.
    @Test func drawsEvenlyWhatTheNumberHasNoPlaceFor() throws {
        let range = try range("translate:0.9,rotate:180,noise:64,gamma:0.5")
        let outcomes = range.outcomes(in: Self.size)
        #expect(outcomes == (461 * 461 - 1) * 35_999 * 990)
        var sigmas: [Int] = []
        var seeds: Set<UInt32> = []
        for outcome in stride(from: 0, to: outcomes, by: outcomes / 2_000) {
            let operation = range.operation(outcome, in: Self.size)
            #expect(operation == range.operation(outcome, in: Self.size))
            for case .noise(let sigma, let seed) in operation.steps {
                sigmas.append(sigma)
                seeds.insert(seed)
            }
        }
        #expect(sigmas.count >= 2_000 && seeds.count == sigmas.count)
        #expect(sigmas.allSatisfy { (50...6400).contains($0) })
        let mean = sigmas.reduce(0, +) / sigmas.count
        #expect(abs(mean - 3_225) < 200)
    }

    @Test func leavesASingleOperationAsItIs() throws {
        let program = try Options([("augment", "rotate:5"), ("compose", "all")]).program
        #expect(program.text == "rotate:5")
        #expect(program.ranges[0].operation(0, in: Self.size).name == "rotate")
        #expect(try Options([("augment", "rotate:5,flip")]).program.ranges.count == 2)
    }

    @Test func repeatsWhereTheTutorialDoes() throws {
        let program = try Options([("preset", "tutorial"), ("compose", "all")]).program
        #expect(program.outcomes(in: Self.size) == nil)
        let operation = program.ranges[0].operation(0, in: Self.size)
        #expect(operation.name == "rotate+flip+translate+blur")
    }

    @Test func readsBackWhatIsComposed() throws {
        let range = try range("rotate:25,vflip,scale:0.3,noise:64")
        let operation = range.operation(123_456_789, in: Self.size)
        #expect(Operation(steps: operation.steps) == operation)
        #expect(Operation(steps: []) == nil)
        #expect(Operation(steps: [.flip]) == nil)
        #expect(Operation(steps: [.flip, .flip]) == nil)
        #expect(Operation(steps: [.flip, .composed([.flip, .verticalFlip])]) == nil)
        #expect(Operation(name: "rotate+flip", parameters: []) == nil)
    }
}
