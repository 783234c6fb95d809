// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct TIFFLayoutTests {
    private let grey = TIFFFile(TestPixels(9, 7))

    @Test func refusesMoreThanOnePage() {
        var file = grey
        file.next = 8
        #expect {
            try probed(file.bytes)
        } throws: { error in
            (error as? ImagingError)?.code == .unsupported
                && (error as? ImagingError)?.detail.contains("one page") == true
        }
    }

    @Test(arguments: [
        [259: [7]], [259: [6]], [259: [4]], [258: [1]], [258: [32]], [339: [3]], [339: [2]],
        [262: [5]], [262: [6]], [262: [8]], [266: [2]], [262: [2]],
    ])
    func refusesWhatItsDecoderReadsWrong(tags: [Int: [Int]]) {
        var file = grey
        file.more = tags
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesPlanesAndUnevenDepths() {
        var file = TIFFFile(TestPixels(9, 7, channels: 3))
        file.more = [284: [2]]
        #expect(refusal(of: file.bytes) == .unsupported)
        file.more = [258: [8, 8, 16]]
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    /// Sixteen thousand strips of one megabyte kept a decoder busy for eighteen seconds.
    @Test func refusesStripsThatShareBytes() throws {
        let file = grey.bytes
        // Strips of five rows and of two, one after the other at the end of the file.
        let first = littleEndian(file.count - 63, 4)
        let second = littleEndian(file.count - 18, 4)
        let table = try #require(file.firstRange(of: first + second)).lowerBound
        var shared = file
        shared.replaceSubrange(table + 4..<table + 8, with: first)
        #expect(refusal(of: file) == nil)
        #expect(refusal(of: shared) == .corrupt)
        shared.replaceSubrange(table + 4..<table + 8, with: littleEndian(file.count - 19, 4))
        #expect(refusal(of: shared) == .corrupt)
    }

    @Test func refusesTilesOfOddSizes() {
        var file = grey
        file.isTiled = true
        file.more = [322: [17]]
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesAnotherNumberOfStripsThanTheHeightNeeds() {
        var file = grey
        file.more = [278: [3]]
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesAHugeSizeWithoutAllocatingForIt() {
        var file = grey
        file.more = [256: [65_535], 257: [65_535], 278: [1]]
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func doesNotMindRowsPerStripBeyondTheHeight() throws {
        var file = grey
        file.rowsPerStrip = 0xFFFF_FFFF
        #expect(try TestPixels(decoded(file.bytes)) == TestPixels(9, 7))
    }

    /// A resolution, a private tag and a colour map that a grey image has no use for.
    @Test func leavesOutTagsThatAreNoImage() throws {
        var file = grey
        file.more = [296: [2], 320: [1, 2, 3], 33_550: [1, 2, 3, 4], 34_675: [9]]
        #expect(try TestPixels(decoded(file.bytes)) == TestPixels(9, 7))
    }

    /// An orientation of many values far behind the directory was one thing in the whole file, and
    /// another where the file was cut before them.
    @Test(arguments: [
        [274: [6, 6, 6]], [274: []], [259: [1, 1]], [278: [5, 5]], [339: [1, 1, 1, 1, 1]],
    ])
    func refusesTagsThatReadersDifferAbout(tags: [Int: [Int]]) {
        var file = grey
        file.more = tags
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesATagThatIsThereTwice() {
        var bytes = grey.bytes
        // The predictor, the last entry of the directory, becomes a second compression.
        let last = 8 + 2 + 12 * (Int(bytes[8]) - 1)
        #expect(Int(bytes[last]) | Int(bytes[last + 1]) << 8 == 317)
        (bytes[last], bytes[last + 1]) = (3, 1)
        #expect(refusal(of: bytes) == .corrupt)
    }
}
