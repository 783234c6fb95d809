// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("seed", "", 4), ("seed", "seed", 0), ("sead", "seed", 1), ("tset", "test", 1),
        ("colour", "color", 1), ("bad_image", "bad_images", 1), ("kitten", "sitting", 3),
        ("ca", "abc", 3),
    ])
    func countsEdits(left: String, right: String, distance: Int) {
        #expect(editDistance(Array(left.utf8), Array(right.utf8)) == distance)
        #expect(editDistance(Array(right.utf8), Array(left.utf8)) == distance)
    }

    @Test(arguments: [
        ("sed", "seed"), ("Seed", "seed"), ("colour", "color"), ("stratgey", "strategy"),
        ("bad-images", "bad_images"), ("tests", "test"), ("augmentation", nil), ("fitt", "fit"),
        ("mod", nil),
        ("fold", nil), ("", nil), (String(repeating: "seed", count: 10_000), nil),
    ])
    func suggestsOnlyWhatIsNear(word: String, suggestion: String?) {
        #expect(nearest(to: word, among: OptionTable.all.map(\.name)) == suggestion)
    }
}
