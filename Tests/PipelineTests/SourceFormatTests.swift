// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

@testable import Pipeline

/// What becomes of the parts of a source that are no pixels, and of those with more than 8 bits.
struct SourceFormatTests {
    /// Everything that cameras and editors put beside the pixels: EXIF, a profile, XMP, a comment.
    private static func dressed(_ jpeg: [UInt8], orientation: UInt8) -> [UInt8] {
        func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
            [0xFF, marker, 0, UInt8(data.count + 2)] + data
        }
        let directory: [UInt8] = [
            1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ]
        let exif = Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0] + directory
        return Array(jpeg[0..<2]) + segment(0xE1, exif)
            + segment(0xE2, Array("ICC_PROFILE\0\u{1}\u{1}".utf8) + [9, 9, 9])
            + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
            + segment(0xFE, Array("Doe, Jane".utf8)) + Array(jpeg[2...])
    }

    private static func upload(orientation: UInt8) throws -> Upload {
        var upload = Upload()
        for index in 0..<8 {
            let label = index < 5 ? "a" : "b"
            let plain = try Picture(seed: index, width: 24, height: 16).jpeg()
            upload["\(label)/\(index).jpg"] = Self.dressed(plain, orientation: orientation)
        }
        return upload
    }

    @Test(arguments: ["jpeg", "png"], ["16", "20x12", "original"])
    func writesNothingBesideThePixels(format: String, size: String) throws {
        let options = [("test", "0"), ("format", format), ("size", size)]
        let balanced = try Balanced(Self.upload(orientation: 6), options)
        // Where the size and the format stay, originals are copied with all that they have.
        let made = balanced.manifest.filter {
            $0["origin"] == "artificial" || $0["sha256"] != $0["source_sha256"]
        }
        #expect(made.count >= 2)
        for row in made {
            let bytes = try #require(balanced[row["file"] ?? ""])
            let text = String(decoding: bytes, as: UTF8.self)
            for word in ["Exif", "ICC", "iCCP", "eXIf", "adobe", "Jane", "tEXt"] {
                #expect(!text.contains(word), "\(row["file"] ?? "") holds \(word)")
            }
        }
    }

    /// The originals of the archive are the sources' pixels, turned once and not again.
    @Test(arguments: [1, 3, 6, 8] as [UInt8]) func turnsOnce(orientation: UInt8) throws {
        let upload = try Self.upload(orientation: orientation)
        let balanced = try Balanced(
            upload,
            [("test", "0"), ("size", "original"), ("format", "png"), ("strategy", "none")]
        )
        let isTurned = orientation >= 5
        for row in balanced.manifest {
            let file = try #require(balanced[row["file"] ?? ""])
            let header = try ImageHeader.probe(file.span)
            #expect(header.orientation == 1)
            #expect([header.width, header.height] == (isTurned ? [16, 24] : [24, 16]))
            #expect(row["width"] == "\(header.width)" && row["height"] == "\(header.height)")
            let written = try Self.samples(file)
            let upright = try Self.samples(upload[row["source"] ?? ""])
            #expect(written == upright)
            let untold = try Self.samples(Self.dressed(Self.plain(row), orientation: 1))
            #expect((written == untold) == (orientation == 1))
        }
    }

    /// A turned source gives the same artificial images as one that is stored as it stands.
    @Test func changesTheUprightImage() throws {
        let options = [
            ("test", "0"), ("size", "original"), ("format", "png"), ("augment", "flip"),
        ]
        let balanced = try Balanced(Self.upload(orientation: 6), options)
        let artificial = balanced.manifest.filter { $0["origin"] == "artificial" }
        #expect(artificial.count == 2)
        for row in artificial {
            let original = balanced.manifest.first {
                $0["origin"] == "original" && $0["source"] == row["source"]
            }
            let flipped = try Self.samples(#require(balanced[row["file"] ?? ""]))
            let upright = try Self.samples(#require(balanced[original?["file"] ?? ""]))
            let mirrored = stride(from: 0, to: upright.count, by: 16).flatMap {
                upright[$0..<($0 + 16)].reversed()
            }
            #expect(flipped == mirrored)
        }
    }

    /// Exact levels from a 16-bit PNG to a 16-bit PNG, resized by means of equal neighbours.
    @Test(arguments: ["original", "12x8"]) func keepsSixteenBits(size: String) throws {
        let isHalved = size != "original"
        var upload = Upload()
        for index in 0..<7 {
            let picture = try Self.fine(24, 16, seed: index, doubled: true)
            upload["\(index < 4 ? "a" : "b")/\(index).png"] = picture
        }
        let options = [("test", "0"), ("size", size), ("augment", "flip")]
        let balanced = try Balanced(upload, options)
        #expect(balanced.manifest.count == 8)
        for row in balanced.manifest {
            let seed = row["source"]?.split(separator: "/").last?.first?.wholeNumberValue ?? 0
            let (width, height) = isHalved ? (12, 8) : (24, 16)
            let source = try Self.samples(
                Self.fine(width, height, seed: seed, doubled: !isHalved)
            )
            let written = try Self.samples(#require(balanced[row["file"] ?? ""]))
            var mirrored: [UInt8] = []
            for start in stride(from: 0, to: source.count, by: 2 * width) {
                for x in (0..<width).reversed() {
                    mirrored += source[(start + 2 * x)..<(start + 2 * x + 2)]
                }
            }
            #expect(row["bit_depth"] == "16")
            #expect(written == (row["origin"] == "artificial" ? mirrored : source))
        }
    }

    /// A JPEG that ends between its frame header and its scan, and sound ones behind it.
    @Test(arguments: [1, 2, 4]) func dropsNoSoundImageBehindADamagedOne(workers: Int) throws {
        var upload = try Upload(classes: [("a", 9), ("b", 6)], ending: "jpg")
        let whole = upload["a/3.jpg"]
        let scan = try #require(whole.indices.dropLast().first { whole[$0 + 1] == 0xDA })
        upload["a/3.jpg"] = Array(whole[..<(scan - 9)])
        let balanced = try Balanced(upload, [("test", "0"), ("size", "8")], workers: workers)
        #expect(balanced.dropped.map { $0["file"] } == ["a/3.jpg"])
    }

    private static func plain(_ row: [String: String]) throws -> [UInt8] {
        let seed = row["source"]?.split(separator: "/").last?.first?.wholeNumberValue ?? 0
        return try Picture(seed: seed, width: 24, height: 16).jpeg()
    }

    private static func samples(_ file: [UInt8]) throws -> [UInt8] {
        try Codec().decode(file.span, header: ImageHeader.probe(file.span)).samples()
    }

    /// Levels that differ in their low bytes alone; `doubled` has each twice across and down.
    private static func fine(
        _ width: Int,
        _ height: Int,
        seed: Int,
        doubled: Bool
    ) throws -> [UInt8] {
        let step = doubled ? 2 : 1
        var samples: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let low = x / step * 13 + y / step * 7 + seed * 31
                samples += [UInt8(truncatingIfNeeded: low), 0x42]
            }
        }
        let image = try Image(
            width: width,
            height: height,
            channels: 1,
            bitDepth: 16,
            samples: samples.span
        )
        return try Codec().encode(image, as: .png)
    }
}
