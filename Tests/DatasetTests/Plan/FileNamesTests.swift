// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct FileNamesTests {
    @Test func letsTheFirstKeepItsStem() {
        var names = FileNames()
        #expect(names.originals(["a", "b", "a", "a"], in: "x") == ["a", "b", "a-2", "a-3"])
    }

    /// Who has a name of their own keeps it, also when it comes after a clash.
    @Test func numbersAroundNamesThatAreTaken() {
        var names = FileNames()
        #expect(names.originals(["a", "a", "a-2", "a-3"], in: "x") == ["a", "a-4", "a-2", "a-3"])
    }

    @Test func takesCaseForNoDifference() {
        var names = FileNames()
        #expect(
            names.originals(["A", "a", "É", "e\u{301}"], in: "x") == [
                "A", "a-2", "É", "e\u{301}-2",
            ]
        )
        #expect(names.originals(["a"], in: "X") == ["a-3"])
        #expect(names.originals(["a"], in: "y") == ["a"])
    }

    @Test func numbersCopiesWithTwoDigitsOrMore() {
        var names = FileNames()
        _ = names.originals(["a"], in: "x")
        #expect(
            [1, 10, 99, 100].map { names.artificial("a", copy: $0, in: "x") }
                == ["a-aug01", "a-aug10", "a-aug99", "a-aug100"]
        )
    }

    @Test func doesNotNameACopyLikeAnOriginal() {
        var names = FileNames()
        #expect(names.originals(["x", "x-AUG01"], in: "c") == ["x", "x-AUG01"])
        #expect(names.artificial("x", copy: 1, in: "c") == "x-aug01-2")
        #expect(names.artificial("x", copy: 2, in: "c") == "x-aug02")
    }

    @Test(arguments: [
        ("a.png", "a", "png"), ("p/q/person1.bacteria.JPEG", "person1.bacteria", "JPEG"),
        ("p.q/a.png", "a", "png"), ("p.q/a", "a", ""),
    ])
    func cutsStemsFromPaths(path: String, stem: String, ending: String) {
        let (first, second) = stemAndExtension(of: path[...])
        #expect(first == stem)
        #expect(second == ending)
    }

    @Test func numbersAlteredAndUnalteredCopiesAlike() {
        var names = FileNames()
        #expect(names.originals(["a", "a-copy01"], in: "x") == ["a", "a-copy01"])
        #expect(names.artificial("a", copy: 1, in: "x", mark: "copy") == "a-copy01-2")
        #expect(names.artificial("a", copy: 12, in: "x", mark: "copy") == "a-copy12")
    }
}
