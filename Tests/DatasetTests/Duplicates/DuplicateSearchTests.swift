// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct DuplicateSearchTests {
    private let names = ["a/1.png", "a/2.png", "a/3.png", "b/4.png", "b/5.png", "b/6.png"]

    private func checksum(_ name: String) -> UInt32? {
        ["a/1.png": 7, "b/4.png": 7, "a/3.png": 9, "b/5.png": 9, "b/6.png": 9][name]
    }

    @Test func findsWhatSharesSizeAndChecksum() throws {
        let catalogue = try catalogue(names, crc32: checksum)
        #expect(DuplicateSearch.candidates(catalogue) == [[0, 3], [2, 4, 5]])
        #expect(DuplicateSearch.candidates(try DatasetTests.catalogue([3, 3])).isEmpty)
    }

    @Test func tellsTheSameFromTheLikeByDigests() {
        let sets = DuplicateSearch.identical(
            among: [[0, 3], [2, 4, 5, 6]],
            digests: [0: "x", 3: "x", 2: "p", 4: "q", 5: "p", 6: "q"]
        )
        #expect(sets == [[0, 3], [2, 5], [4, 6]])
    }

    @Test func leavesOutWhatCouldNotBeRead() {
        let sets = DuplicateSearch.identical(
            among: [[0, 3], [2, 4]],
            digests: [0: 1, 2: 2, 4: 2]
        )
        #expect(sets == [[2, 4]])
    }
}
