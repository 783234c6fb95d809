// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@testable import Pipeline

struct AlphaTests {
    @Test(arguments: [255, 128, 0] as [UInt8])
    func warnsOfTranslucentPixelsThatAreLost(alpha: UInt8) throws {
        let balanced = try Balanced(Self.upload(alpha: alpha), [("test", "0")])
        #expect(try Self.warnings(balanced).map(\.code) == (alpha == 255 ? [] : ["alpha-dropped"]))
        #expect(balanced.manifest.first { $0["source"] == "a/alpha.png" }?["channels"] == "3")
    }

    @Test func countsTheImagesThatLostThem() throws {
        var upload = try Self.upload(alpha: 9)
        upload["b/alpha.png"] = translucentPNG(width: 9, height: 9, alpha: 99)
        let warnings = try Self.warnings(Balanced(upload, [("test", "0")]))
        #expect(warnings.contains { $0.detail.hasPrefix("2 source images ") })
    }

    /// The bytes of originals are in the archive as they were, alpha and all.
    @Test func warnsOfNoneWhereOriginalsAreCopied() throws {
        let upload = try Self.upload(alpha: 128)
        let options = [("size", "original"), ("strategy", "none"), ("test", "0")]
        let balanced = try Balanced(upload, options)
        #expect(balanced["train/a/alpha.png"] == upload["a/alpha.png"])
        #expect(try Self.warnings(balanced).map(\.code) == ["pixels-not-seen"])
        let row = balanced.manifest.first { $0["source"] == "a/alpha.png" }
        #expect(row?["channels"] == "4")
    }

    @Test func warnsWhereOnlyACopyLostThem() throws {
        var upload = try Upload(classes: [("a", 4)])
        upload["b/alpha.png"] = translucentPNG(width: 12, height: 8, alpha: 128)
        let balanced = try Balanced(upload, [("size", "original"), ("test", "0")])
        #expect(try Self.warnings(balanced).map(\.code).contains("alpha-dropped"))
        let channels = balanced.manifest.filter { $0["label"] == "b" }.map { $0["channels"] }
        #expect(channels == ["4", "3", "3", "3"])
    }

    private static func upload(alpha: UInt8) throws -> Upload {
        var upload = try Upload(classes: [("a", 3), ("b", 4)])
        upload["a/alpha.png"] = translucentPNG(width: 12, height: 8, alpha: alpha)
        return upload
    }

    private static func warnings(
        _ balanced: Balanced
    ) throws -> [(code: String, detail: String)] {
        var writer = JSONWriter()
        writer.object { balanced.outcome.summary.writeMembers(to: &$0) }
        let warnings = try JSONValue.parse(writer.take())["warnings"]?.asArray ?? []
        return warnings.map { ($0["code"]?.asString ?? "", $0["detail"]?.asString ?? "") }
    }
}
