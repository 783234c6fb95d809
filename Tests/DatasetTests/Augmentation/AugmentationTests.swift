// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct AugmentationTests {
    @Test(arguments: [
        ("rotate:25,flip,translate:0.2,blur:3", "rotate:25,flip,translate:0.2,blur:3"),
        ("blur:31", "blur:31"),
        ("translate:0.250,rotate:12.50", "translate:0.25,rotate:12.5"),
        ("rotate:180", "rotate:180"), ("rotate:0.01", "rotate:0.01"),
        ("vflip,scale:0.250", "vflip,scale:0.25"), ("scale:0.999,flip", "scale:0.999,flip"),
        ("brightness:0.10,contrast:0.1,gamma:0.250", "brightness:0.1,contrast:0.1,gamma:0.25"),
        ("brightness:1", "brightness:1"), ("brightness:0.00393", "brightness:0.00393"),
        ("contrast:0.004,gamma:0.006", "contrast:0.004,gamma:0.006"),
        ("noise:0.50", "noise:0.5"), ("noise:0.01", "noise:0.01"), ("noise:64", "noise:64"),
    ])
    func readsAndSpellsLists(list: String, spelled: String) throws {
        #expect(try Augmentation(parsing: list).text == spelled)
    }

    @Test(arguments: [
        "", ",", "flip,", "flip,,blur:3", "rotate", "rotate:", "rotate:0", "rotate:180.01",
        "rotate:1.005", "rotate:-5", "rotate:+5", "rotate:1e1", "rotate:5:6", "flip:1", "flip:",
        "translate:0", "translate:1", "translate:1.5", "blur:1", "blur:4", "blur:33", "blur:3.0",
        "Flip", " flip", "flip, blur:3", "flop", "flip,flip", "vflip:1", "scale", "scale:0",
        "scale:1", "scale:0.0001", "scale:-0.1",
        "brightness", "brightness:0.0039", "brightness:1.001", "contrast", "contrast:0.003",
        "contrast:1", "contrast:0.1001", "gamma", "gamma:0.005", "gamma:1", "noise", "noise:0.001",
        "noise:64.01", "noise:1.001", "noise:0",
        "rotate:5,flip,rotate:6",
    ])
    func refusesOtherLists(list: String) {
        #expect(throws: OptionRefusal.self) { try Augmentation(parsing: list) }
    }

    @Test(arguments: [
        ("brightness:0.001", "‘brightness:0.001’ is not brightness:F (of full scale, from 0.004"),
        ("contrast:0.003", "‘contrast:0.003’ is not contrast:F (from 0.004"),
        ("gamma:0.005", "‘gamma:0.005’ is not gamma:F (from 0.006"),
        ("noise:0", "‘noise:0’ is not noise:SIGMA (above 0"),
    ])
    func saysWhereAMagnitudeBegins(list: String, phrase: String) {
        let refusal = #expect(throws: OptionRefusal.self) { try Augmentation(parsing: list) }
        #expect(refusal?.detail?.hasPrefix(phrase) == true)
    }

    @Test func isSpelledNoWayWhenItIsTheTutorials() {
        #expect(Augmentation.tutorial.text == nil)
        #expect(Augmentation.tutorial != .standard)
        #expect(Augmentation.tutorial == .tutorial)
    }
}
