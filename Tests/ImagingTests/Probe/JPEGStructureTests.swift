// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct JPEGStructureTests {
    /// What a check of the structure finds; nil for a file that it takes.
    private static func fault(in file: [UInt8]) -> ImagingError? {
        do throws(ImagingError) {
            _ = try ImageHeader.checkStructure(file.span)
            return nil
        } catch {
            return error
        }
    }

    private static func isTaken(_ file: [UInt8]) -> Bool { fault(in: file) == nil }

    @Test func takesSoundFilesOfEveryFormat() throws {
        for (name, file) in try SoundFiles.all {
            #expect(Self.fault(in: file) == nil, "\(name)")
            #expect(try ImageHeader.checkStructure(file.span) == probed(file), "\(name)")
        }
        #expect(Self.fault(in: EncodedFiles.jpegRestarts) == nil)
    }

    @Test func refusesEveryCut() throws {
        for (name, file) in try SoundFiles.jpeg + [("restarts", EncodedFiles.jpegRestarts)] {
            for count in 0..<file.count {
                let cut = Array(file[..<count])
                #expect(!Self.isTaken(cut), "\(name) cut to \(count) of \(file.count) bytes")
            }
            #expect(Self.fault(in: Array(file.dropLast(3)))?.code == .truncated, "\(name)")
        }
    }

    @Test func refusesEveryChangedByteInPNG() throws {
        for (name, file) in try SoundFiles.png {
            for offset in file.indices {
                var changed = file
                changed[offset] ^= 0x10
                #expect(!Self.isTaken(changed), "\(name) changed at \(offset)")
            }
        }
    }

    /// What each of 490 scans costs, a file of 130 KB kept a decoder busy for ten seconds.
    @Test(arguments: [(14, true), (40, true), (60, false), (600, false)])
    func boundsWhatScansMayCost(scans: Int, isTaken: Bool) throws {
        let file = ScanBomb(side: 4_096, scans: scans).bytes
        #expect(Self.fault(in: file)?.code == (isTaken ? nil : .corrupt))
        #expect(refusalOfDecoding(file) == (isTaken ? nil : .corrupt))
    }

    /// A small image may have any scans that there are: they cost nothing to speak of.
    @Test func letsSmallImagesHaveManyScans() throws {
        let file = ScanBomb(side: 1_024, scans: 200).bytes
        #expect(Self.isTaken(file))
        #expect(refusalOfDecoding(file) == nil)
    }

    /// What decoding to 16 × 16 pixels gives; nil for an image.
    private func refusalOfDecoding(_ file: [UInt8]) -> ImagingError.Code? {
        do throws(ImagingError) {
            let header = try ImageHeader.probe(file.span)
            let size = PixelSize(width: 16, height: 16)
            _ = try Codec().decode(file.span, header: header, size: size)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func refusesPNGWithTooLittleData() {
        var file = PNGFile(TestPixels(2_000, 7), colourType: 0)
        file.imageData = PNGFile.zlib([])
        #expect(Self.fault(in: file.bytes)?.code == .truncated)
    }

    /// The scan's data is what stands between its header and the end marker.
    @Test func refusesAScanWithTooLittleData() throws {
        let file = try #require(SoundFiles.jpeg.first).bytes
        let start = try #require(Parts(file).data)
        // Nine blocks take 18 bits.
        for (kept, isTaken) in [(0, false), (2, false), (3, true)] {
            let data = [UInt8](repeating: 0x55, count: kept)
            let short = Array(file[..<start.lowerBound]) + data + [0xFF, 0xD9]
            #expect(Self.isTaken(short) == isTaken, "\(kept) bytes")
        }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: ImagingError.Code?
        let change: @Sendable (inout [UInt8]) throws -> Void

        init(
            _ name: String,
            _ code: ImagingError.Code?,
            _ change: @escaping @Sendable (inout [UInt8]) throws -> Void
        ) {
            testDescription = name
            self.code = code
            self.change = change
        }
    }

    private static let changes: [Change] = [
        Change("bytes behind the end", nil) { $0 += [1, 2, 3] },
        Change("fill bytes before the end", nil) { $0.insert(0xFF, at: $0.count - 2) },
        Change("a comment before the end", nil) {
            $0.insert(contentsOf: [0xFF, 0xFE, 0, 3, 7], at: $0.count - 2)
        },
        Change("bytes between segments", .corrupt) { $0.insert(7, at: 20) },
        Change("a second start", .corrupt) {
            $0.insert(contentsOf: [0xFF, 0xD8], at: $0.count - 2)
        },
        Change("a restart marker that is not announced", .corrupt) {
            $0.insert(contentsOf: [0xFF, 0xD0], at: $0.count - 8)
        },
        Change("a second frame header", .corrupt) {
            $0.insert(contentsOf: $0[try Parts($0).segment(0xC0)], at: $0.count - 2)
        },
        Change("a frame header of another length", .corrupt) {
            let frame = try Parts($0).segment(0xC0)
            $0[frame.lowerBound + 3] += 1
            $0.insert(0, at: frame.upperBound)
        },
        Change("a sampling factor of five", .corrupt) {
            $0[try Parts($0).segment(0xC0).lowerBound + 11] = 0x51
        },
        Change("a scan of another component", .corrupt) {
            $0[try Parts($0).segment(0xDA).lowerBound + 5] = 9
        },
        Change("a scan of some coefficients only", .corrupt) {
            $0[try Parts($0).segment(0xDA).upperBound - 2] = 5
        },
        Change("no quantisation table", .corrupt) {
            $0.removeSubrange(try Parts($0).segment(0xDB))
        },
        Change("a quantisation table that is cut", .corrupt) {
            let table = try Parts($0).segment(0xDB)
            $0[table.lowerBound + 3] -= 1
            $0.remove(at: table.upperBound - 1)
        },
        Change("a height behind the scan", .unsupported) {
            $0.insert(contentsOf: [0xFF, 0xDC, 0, 4, 0, 17], at: $0.count - 2)
        },
        Change("a segment that goes beyond the file", .truncated) {
            $0.insert(contentsOf: [0xFF, 0xFE, 0, 9], at: $0.count - 2)
        },
    ]

    @Test(arguments: changes) func tellsWhatIsWrong(change: Change) throws {
        var file = try #require(SoundFiles.jpeg.first).bytes
        try change.change(&file)
        #expect(Self.fault(in: file)?.code == change.code)
    }

    /// Nine units, a marker after every two.
    @Test func countsRestartMarkers() throws {
        let file = EncodedFiles.jpegRestarts
        let data = try #require(Parts(file).data)
        let marks = data.filter { file[$0] == 0xFF && (0xD0...0xD7).contains(file[$0 + 1]) }
        #expect(marks.map { file[$0 + 1] } == [0xD0, 0xD1, 0xD2, 0xD3])
        var missing = file
        missing.removeSubrange(marks[3]..<marks[3] + 2)
        #expect(Self.fault(in: missing)?.code == .truncated)
        var swapped = file
        swapped[marks[1] + 1] = 0xD2
        #expect(Self.fault(in: swapped)?.code == .corrupt)
        var oneMore = file
        oneMore.insert(contentsOf: [0xFF, 0xD4], at: data.upperBound)
        #expect(Self.isTaken(oneMore))
        oneMore.insert(contentsOf: [0xFF, 0xD5], at: data.upperBound + 2)
        #expect(Self.fault(in: oneMore)?.code == .corrupt)
    }

    @Test func followsTheScansOfAProgressiveImage() throws {
        let file = EncodedFiles.jpegProgressive
        let scans = try Parts(file).scans
        #expect(scans.count > 3)
        // Without the first there is nothing for the others to refine.
        var headless = file
        headless.removeSubrange(scans[0])
        #expect(Self.fault(in: headless)?.code == .corrupt)
        var cut = file
        cut.removeSubrange(scans[0].upperBound..<file.count - 2)
        #expect(Self.isTaken(cut))
        var twice = file
        twice.insert(contentsOf: file[try #require(scans.last)], at: file.count - 2)
        #expect(Self.fault(in: twice)?.code == .corrupt)
    }

    /// The check may take what no decoder does, but nothing of what a decoder takes may it refuse.
    @Test func refusesNothingThatDecodes() throws {
        let codec = try Codec()
        var refused = 0
        for (index, (name, file)) in try
            (SoundFiles.jpeg
            + [("restarts", EncodedFiles.jpegRestarts)]).enumerated()
        {
            var generator = TestGenerator(state: UInt64(index))
            for round in 0..<2_000 {
                var changed = file
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let offset = Int.random(in: 2..<changed.count, using: &generator)
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: changed[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                    case 1: changed[offset] = 0xFF
                    case 2: changed.remove(at: offset)
                    default: changed.insert(changed[offset], at: offset)
                    }
                }
                if Self.isTaken(changed) { continue }
                refused += 1
                guard let header = try? ImageHeader.probe(changed.span) else { continue }
                let isDecoded = (try? codec.decode(changed.span, header: header).width) != nil
                #expect(!isDecoded, "\(name), round \(round): \(Self.fault(in: changed)!)")
            }
        }
        #expect(refused > 1_000)
    }
}

/// Where the segments of a sound JPEG stand.
private struct Parts {
    /// Each with its marker.
    private(set) var segments: [(marker: UInt8, range: Range<Int>)] = []
    /// The data of the first scan.
    private(set) var data: Range<Int>?
    /// Each scan with its data.
    private(set) var scans: [Range<Int>] = []

    init(_ file: [UInt8]) throws {
        var offset = 2
        while file[offset + 1] != 0xD9 {
            try #require(file[offset] == 0xFF)
            let length = Int(file[offset + 2]) << 8 | Int(file[offset + 3])
            let segment = offset..<(offset + 2 + length)
            segments.append((file[offset + 1], segment))
            offset = segment.upperBound
            guard segments.last?.marker == 0xDA else { continue }
            while file[offset] != 0xFF || file[offset + 1] == 0
                || (0xD0...0xD7).contains(file[offset + 1])
            {
                offset += 1
            }
            data = data ?? segment.upperBound..<offset
            scans.append(segment.lowerBound..<offset)
        }
    }

    func segment(_ marker: UInt8) throws -> Range<Int> {
        try #require(segments.first { $0.marker == marker }).range
    }
}
