// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct NearDuplicatesTests {
    private typealias Set = LookalikeSets.Lookalikes

    /// Sets of images given as their pixels, hashes, byte-identical sets and parts, in letters: a
    /// hyphen stands for nil.
    private func sets(
        pixels: String,
        perceptual: String,
        identical: String? = nil,
        parts: String
    ) -> LookalikeSets {
        func codes(_ text: String) -> [Int32?] {
            text.utf8.map { $0 == UInt8(ascii: "-") ? nil : Int32($0) }
        }
        return LookalikeSets.make(
            pixels: codes(pixels).map { $0.map { PixelDigest(high: 7, low: UInt64($0)) } },
            perceptual: codes(perceptual).map { $0.map { UInt64($0) } },
            identical: codes(identical ?? String(repeating: "-", count: parts.utf8.count)),
            parts: parts.map { $0 == "t" ? .train : $0 == "v" ? .validation : .test }
        )
    }

    @Test func findsNothingWhereAllDiffer() {
        let found = sets(pixels: "abcd", perceptual: "efgh", parts: "tvxt")
        #expect(found.samePixels.isEmpty && found.similar.isEmpty)
    }

    @Test func findsTheSamePixelsInAndAcrossParts() {
        let found = sets(pixels: "xabaxbb", perceptual: "-------", parts: "tttttxt")
        #expect(
            found.samePixels == [
                Set(images: [0, 4], spansParts: false), Set(images: [1, 3], spansParts: false),
                Set(images: [2, 5, 6], spansParts: true),
            ]
        )
        #expect(found.similar.isEmpty)
    }

    @Test func leavesOutWhatIsByteIdenticalThroughout() {
        let found = sets(
            pixels: "aaabbcc",
            perceptual: "-------",
            identical: "iiijj-k",
            parts: "txttxtx"
        )
        #expect(found.samePixels == [Set(images: [5, 6], spansParts: true)])
    }

    @Test func keepsASetThatIsByteIdenticalInPart() {
        let found = sets(pixels: "aaa", perceptual: "---", identical: "ii-", parts: "ttt")
        #expect(found.samePixels == [Set(images: [0, 1, 2], spansParts: false)])
    }

    @Test func findsSimilarImagesAcrossPartsAlone() {
        let found = sets(pixels: "abcdef", perceptual: "ppqqrr", parts: "ttttvx")
        #expect(found.similar == [Set(images: [4, 5], spansParts: true)])
    }

    /// Reported already, as the same pixels or as the same bytes.
    @Test func leavesOutSimilarImagesThatAreTheSame() {
        let found = sets(
            pixels: "aab--cc",
            perceptual: "pppqqrr",
            identical: "---ii--",
            parts: "txttxvx"
        )
        #expect(found.similar == [Set(images: [0, 1, 2], spansParts: true)])
        #expect(found.samePixels.map(\.images) == [[0, 1], [5, 6]])
    }

    @Test func takesNoHashForNoLikeness() {
        let found = sets(pixels: "----", perceptual: "----", parts: "txtx")
        #expect(found.samePixels.isEmpty && found.similar.isEmpty)
    }

    @Test func takesUnknownPixelsForDifferentOnes() {
        let found = sets(pixels: "a-a", perceptual: "ppp", parts: "ttx")
        #expect(found.similar == [Set(images: [0, 1, 2], spansParts: true)])
    }

    @Test func ordersSetsByTheirFirstImages() {
        let found = sets(pixels: "zyxxyz", perceptual: "cbaabc", identical: nil, parts: "tttxxx")
        #expect(found.samePixels.map(\.images) == [[0, 5], [1, 4], [2, 3]])
        #expect(found.similar.isEmpty)
    }

    @Test func findsNothingInNothing() {
        let found = sets(pixels: "", perceptual: "", parts: "")
        #expect(found.samePixels.isEmpty && found.similar.isEmpty)
    }
}
