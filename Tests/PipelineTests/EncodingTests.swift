// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

@testable import Pipeline

struct EncodingTests {
    /// Two classes with grey and colour images of two formats and several sizes.
    private static let mixed = Result {
        Upload([
            ("a/0.png", try Picture(seed: 0, width: 14, height: 9).png()),
            ("a/1.JPG", try Picture(seed: 1, width: 20, height: 10, channels: 3).jpeg()),
            ("a/2.png", try Picture(seed: 2, channels: 3).png()),
            ("a/3.jpe", try Picture(seed: 3).jpeg()),
            ("a/4.png", try Picture(seed: 4, bitDepth: 16).png()),
            ("b/0.png", try Picture(seed: 5, width: 9, height: 17).png()),
            ("b/1.jpeg", try Picture(seed: 6, width: 11, height: 9).jpeg()),
        ])
    }

    @Test func copiesOriginalsByteForByteAtTheirOwnSize() throws {
        let upload = try Self.mixed.get()
        let balanced = try Balanced(upload, [("test", "0"), ("size", "original")])
        let originals = balanced.manifest.filter { $0["origin"] == "original" }
        #expect(originals.count == 7)
        for row in originals {
            let source = try #require(row["source"])
            let file = try #require(row["file"])
            #expect(file == "train/" + source)
            #expect(balanced[file] == upload[source])
            #expect(row["sha256"] == row["source_sha256"])
        }
        for row in balanced.manifest where row["origin"] == "artificial" {
            let source = try ImageHeader.probe(upload[row["source"] ?? ""].span)
            #expect(row["width"] == "\(source.width)" && row["height"] == "\(source.height)")
            #expect(row["sha256"] != row["source_sha256"])
        }
    }

    @Test(arguments: [("gray", "1"), ("rgb", "3")])
    func givesEveryImageTheChannelsAskedFor(color: String, channels: String) throws {
        let balanced = try Balanced(
            Self.mixed.get(),
            [("test", "0"), ("size", "original"), ("color", color)]
        )
        try Self.checkHeaders(of: balanced)
        #expect(balanced.manifest.allSatisfy { $0["channels"] == channels })
    }

    @Test(arguments: [("png", ImageKind.png), ("jpeg", .jpeg)])
    func givesEveryImageTheFormatAskedFor(format: String, kind: ImageKind) throws {
        let balanced = try Balanced(Self.mixed.get(), [("test", "0"), ("format", format)])
        try Self.checkHeaders(of: balanced)
        for row in balanced.manifest {
            let file = try #require(row["file"])
            let bytes = try #require(balanced[file])
            #expect(try ImageHeader.probe(bytes.span).kind == kind)
            let endings = kind == .png ? [".png"] : [".jpg", ".jpeg", ".JPG"]
            #expect(endings.contains { file.hasSuffix($0) })
        }
    }

    @Test func keepsSixteenBitsWhereTheFormatDoes() throws {
        let kept = try Balanced(Self.mixed.get(), [("test", "0"), ("strategy", "none")])
        #expect(kept.manifest.first { $0["source"] == "a/4.png" }?["bit_depth"] == "16")
        try Self.checkHeaders(of: kept)
    }

    @Test func encodesSmallerAtALowerQuality() throws {
        let options = [("test", "0"), ("format", "jpeg"), ("size", "64")]
        let fine = try Balanced(Self.mixed.get(), options + [("quality", "100")])
        let coarse = try Balanced(Self.mixed.get(), options + [("quality", "10")])
        #expect(fine.names == coarse.names)
        #expect(coarse.bytes.count < fine.bytes.count)
    }

    @Test func givesClashingStemsNumbers() throws {
        var upload = try Upload(classes: [("a", 2), ("b", 2)])
        upload["a/deep/0.png"] = try Picture(seed: 50).png()
        upload["a/0.jpg"] = try Picture(seed: 51).jpeg()
        let balanced = try Balanced(upload, [("test", "0"), ("strategy", "none")])
        let names = balanced.images
        #expect(names.count == 6 && Set(names.map { $0.prefix { $0 != "." } }).count == 6)
        for row in balanced.manifest {
            let bytes = try #require(balanced[row["file"] ?? ""])
            #expect(try ImageHeader.probe(bytes.span).width == 256)
        }
    }

    /// Every image of the archive is what its row says.
    private static func checkHeaders(of balanced: Balanced) throws {
        for row in balanced.manifest {
            let bytes = try #require(balanced[row["file"] ?? ""])
            let header = try ImageHeader.probe(bytes.span)
            #expect(row["width"] == "\(header.orientedWidth)")
            #expect(row["height"] == "\(header.orientedHeight)")
            #expect(row["channels"] == "\(header.channels)", "\(row)")
            #expect(row["bit_depth"] == "\(header.bitDepth)", "\(row)")
        }
    }
}
