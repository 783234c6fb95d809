// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OutcomeDeckTests {
    private func deal(
        _ augmentation: Augmentation,
        _ count: Int,
        size: PixelSize = PixelSize(width: 64, height: 64)
    ) -> [Operation] {
        let key = SourceKey(seed: 1, label: "a", path: "1.png")
        var deck = OutcomeDeck(augmentation, size: size)
        return (1...count).compactMap { copy in
            var generator = key.generator(copy: copy)
            return deck.draw(&generator)
        }
    }

    @Test func dealsEveryOutcomeOnce() throws {
        let augmentation = try Augmentation(parsing: "rotate:0.2,flip,blur:9,translate:0.02")
        let all = deal(augmentation, 1000)
        #expect(all.count == 40 + 1 + 4 + 8)
        #expect(Set(all).count == all.count)
    }

    /// One flip, one blur and 10,608 shifts: where the first two are used up, shifts are left.
    @Test func leavesOutOperationsThatAreUsedUp() throws {
        let all = deal(try Augmentation(parsing: "flip,translate:0.8,blur:3"), 300)
        #expect(all.count == 300)
        #expect(all.count { $0 == .flip } == 1)
        #expect(Set(all).count == 300)
    }

    /// 4,000 first copies: 1,000 for each operation, with a standard deviation of 27.
    @Test func drawsEachOperationAsOften() {
        var counts: [String: Int] = [:]
        for number in 0..<4000 {
            var deck = OutcomeDeck(.standard, size: PixelSize(width: 256, height: 256))
            var generator = SourceKey(seed: 32, label: "a", path: "\(number)").generator(copy: 1)
            counts[deck.draw(&generator)?.name ?? "none", default: 0] += 1
        }
        #expect(counts.count == 4)
        #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
    }

    @Test func neverRunsOutWhereRepeatsAreAllowed() {
        let all = deal(.tutorial, 2000)
        #expect(all.count == 2000)
        #expect(all.count { $0 == .flip } > 300)
        #expect(all.contains(.rotate(centidegrees: 0, centre: .tutorial)))
    }

    /// What is drawn is part of what archives are: other draws make other archives.
    @Test func alwaysDrawsTheSame() {
        #expect(
            deal(.standard, 6).map(\.description) == [
                "rotate angle=7.17", "flip", "rotate angle=-8.05", "rotate angle=-23.34",
                "blur kernel=3 sigma=0", "rotate angle=8.21",
            ]
        )
        #expect(
            deal(.tutorial, 6).map(\.description) == [
                "rotate angle=7 centre=tutorial", "flip", "rotate angle=-8 centre=tutorial",
                "rotate angle=-24 centre=tutorial", "blur kernel=1 sigma=4",
                "rotate angle=8 centre=tutorial",
            ]
        )
        #expect(
            deal(.radiograph, 3).map(\.description) == [
                "rotate angle=2.87", "translate x=1 y=0", "rotate angle=-3.23",
            ]
        )
    }

    @Test func alwaysDrawsTheSameOfEverything() throws {
        let everything = try Augmentation(
            parsing: "rotate:25,flip,vflip,translate:0.2,blur:7,scale:0.3,brightness:0.2,"
                + "contrast:0.2,gamma:0.2,noise:20"
        )
        let one = deal(everything, 14).map(\.description)
        #expect(
            one == [
                "flip", "scale factor=1.003", "vflip", "rotate angle=-23.34", "gamma gamma=0.952",
                "rotate angle=8.22", "rotate angle=7.14", "blur kernel=3 sigma=0",
                "rotate angle=22.02", "brightness offset=-21", "contrast factor=0.882",
                "blur kernel=5 sigma=0", "rotate angle=13.65", "scale factor=0.898",
            ]
        )
        let all = deal(everything.composed, 2).map(\.description)
        #expect(
            all == [
                "rotate angle=10.69, flip, vflip, translate x=10 y=-3, blur kernel=5 sigma=0, "
                    + "scale factor=0.727, brightness offset=11, contrast factor=1.146, "
                    + "gamma gamma=1.061, noise sigma=3.21 seed=2949889786",
                "rotate angle=-10.88, flip, vflip, translate x=-2 y=-1, blur kernel=3 sigma=0, "
                    + "scale factor=0.906, brightness offset=40, contrast factor=1.091, "
                    + "gamma gamma=1.007, noise sigma=8.62 seed=2996190317",
            ]
        )
    }

    /// A copy's draw hangs on the copies before it and not on how many follow.
    @Test func keepsEarlierDrawsWhenMoreFollow() {
        #expect(deal(.standard, 5) == Array(deal(.standard, 50).prefix(5)))
    }

    @Test(arguments: ["rotate:0.2,flip,blur:9,translate:0.02", "flip", "translate:0.001"])
    func holdsAsManyAsItSays(program: String) throws {
        let augmentation = try Augmentation(parsing: program)
        let size = PixelSize(width: 64, height: 64)
        #expect(augmentation.outcomes(in: size) == deal(augmentation, 1000).count)
        #expect(Augmentation.tutorial.outcomes(in: size) == nil)
    }
}
