// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Files that are not whole or not sound: never a crash, never pixels from foreign memory.
struct DamageTests {
    @Test func takesTheSoundFiles() throws {
        for (name, file) in try SoundFiles.all { #expect(refusal(of: file) == nil, "\(name)") }
    }

    @Test func refusesEveryCutOfEveryFormat() throws {
        for (name, file) in try SoundFiles.all {
            for count in 0..<file.count {
                let code = refusal(of: Array(file[..<count]))
                #expect(code != nil, "\(name) cut to \(count) of \(file.count) bytes")
            }
        }
    }

    @Test func saysThatACutFileIsTruncated() throws {
        for (name, file) in try SoundFiles.all {
            #expect(refusal(of: Array(file.dropLast(3))) == .truncated, "\(name)")
        }
    }

    @Test func refusesEveryChangedBytesInPNG() throws {
        for (name, file) in try SoundFiles.png {
            for offset in file.indices {
                var changed = file
                changed[offset] ^= 0x10
                #expect(refusal(of: changed) != nil, "\(name) changed at \(offset)")
            }
        }
    }

    /// Checksums are right, but the stream ends early, is damaged, or lacks its own checksum.
    @Test func refusesPNGWhoseStreamIsNotWhole() {
        var file = PNGFile(TestPixels(9, 7), colourType: 0)
        let whole = PNGFile.zlib((0..<7).flatMap { [0] + file.rows[$0] })
        for count in 0..<whole.count {
            file.imageData = Array(whole[..<count])
            #expect(refusal(of: file.bytes) != nil, "cut to \(count) of \(whole.count)")
        }
        file.imageData = PNGFile.zlib((0..<6).flatMap { [0] + file.rows[$0] })
        #expect(refusal(of: file.bytes) == .corrupt)
        file.imageData = PNGFile.zlib((0..<7).flatMap { [9] + file.rows[$0] })
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    /// OpenCV reads 8-bit TIFFs with errors ignored and gives black rows.
    @Test(arguments: TIFFFile.Compression.allCases, [8, 16])
    func refusesTIFFWhoseStripsEndEarly(compression: TIFFFile.Compression, depth: Int) {
        var file = TIFFFile(TestPixels(9, 7, bitDepth: depth), rowsPerStrip: 3)
        file.compression = compression
        // LZW's last code only says that it ends.
        for count in (compression == .lzw ? 3 : 1)...9 {
            file.missingBytes = count
            #expect(refusal(of: file.bytes) != nil, "\(count) bytes less")
        }
    }

    /// What a decoder leaves unwritten would show what the memory held before.
    ///
    /// Two decodings with fresh memory filled differently must agree, and so must what they refuse.
    @Test func showsNothingOfTheMemory() throws {
        let files = try SoundFiles.all
        for (index, (name, file)) in files.enumerated() {
            var generator = TestGenerator(state: UInt64(index))
            for round in 0..<300 {
                let changed = Self.mutated(file, &generator)
                let results = [0x5A, 0xC3].map { filling -> [UInt8]? in
                    Self.fillFreeMemory(with: UInt8(filling))
                    let size = round.isMultiple(of: 2) ? nil : PixelSize(width: 3, height: 2)
                    return try? decoded(changed, limits: Self.small, size: size).samples()
                }
                #expect(results[0] == results[1], "\(name), round \(round)")
            }
        }
    }

    @Test func survivesThousandsOfMutations() throws {
        let codec = try Codec()
        var counts: [ImagingError.Code: Int] = [:]
        for (index, (_, file)) in try SoundFiles.all.enumerated() {
            var generator = TestGenerator(state: UInt64(1_000 + index))
            for _ in 0..<1_000 {
                let changed = Self.mutated(file, &generator)
                do throws(ImagingError) {
                    let header = try ImageHeader.probe(changed.span, limits: Self.small)
                    let target = PixelSize(width: 4, height: 4)
                    let image = try codec.decode(
                        changed.span,
                        header: header,
                        color: .gray,
                        size: target
                    )
                    #expect(image.channels == 1)
                } catch {
                    counts[error.code, default: 0] += 1
                }
            }
        }
        #expect(counts[.failed] == nil)
        #expect(counts[.outOfMemory] == nil)
        #expect(counts[.corrupt] ?? 0 > 100)
    }

    /// A header that belongs to other bytes is a caller's mistake, but must not read beyond them.
    @Test func survivesAHeaderOfAnotherFile() throws {
        let codec = try Codec()
        for (_, file) in try SoundFiles.all {
            let header = try probed(file)
            for (_, other) in try SoundFiles.all where other != file {
                _ = try? codec.decode(other.span, header: header).width
            }
        }
    }

    /// Leaves blocks of the sizes that small images take behind in the allocator, all of one value.
    private static func fillFreeMemory(with value: UInt8) {
        let sizes = Array(stride(from: 16, through: 1_040, by: 16)) + [2_000, 4_000, 9_000, 40_000]
        for size in sizes {
            let blocks = (0..<8).map { _ in [UInt8](repeating: value, count: size) }
            withExtendedLifetime(blocks) {}
        }
    }

    private static let small: ImageLimits = {
        var limits = ImageLimits()
        limits.pixels = 200_000
        return limits
    }()

    /// One to four changes: a bit, a byte, a run set to one value, a part removed or doubled.
    ///
    /// PNG checksums are made right again now and then, so that damage gets beyond them.
    private static func mutated(_ file: [UInt8], _ generator: inout TestGenerator) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard file.count > 20 else { break }
            let offset = Int.random(in: 0..<file.count, using: &generator)
            let end = min(offset + Int.random(in: 1...9, using: &generator), file.count)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1: file[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: file[offset] = UInt8.random(in: 0...255, using: &generator)
            case 3:
                let value: UInt8 = Bool.random(using: &generator) ? 0xFF : 0
                for index in offset..<end { file[index] = value }
            case 4: file.removeSubrange(offset..<end)
            default: file.insert(contentsOf: file[offset..<end], at: offset)
            }
        }
        return Int.random(in: 0..<20, using: &generator) == 0 ? PNGFile.withChecksums(file) : file
    }
}
