// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import Imaging
import JSON
import Testing

@testable import Pipeline

struct BalanceTests {
    private static let small = Result { try Upload(classes: [("a", 3), ("b", 1)]) }

    @Test func laysOutTheArchiveInPlanOrder() throws {
        let balanced = try Balanced(Self.small.get(), [("test", "0")])
        #expect(
            balanced.names == [
                "train/a/0.png", "train/a/1.png", "train/a/2.png",
                "train/b/0.png", "train/b/0-aug01.png", "train/b/0-aug02.png",
            ] + Balanced.tables
        )
        #expect(balanced.outcome.entries == 11)
        #expect(balanced.outcome.bytes == UInt64(balanced.bytes.count))
        #expect(balanced.outcome.sha256 == SHA256.digest(of: balanced.bytes))
        #expect(balanced["dropped.csv"] == Array("file,reason,detail\n".utf8))
    }

    @Test func describesEveryImageInTheManifest() throws {
        let upload = try Self.small.get()
        let balanced = try Balanced(upload, [("test", "0"), ("size", "16x10")])
        #expect(balanced["manifest.csv"] == balanced.manifestBytes)
        #expect(balanced.manifest.compactMap { $0["file"] } == balanced.images)
        for row in balanced.manifest {
            let file = try #require(row["file"])
            let bytes = try #require(balanced[file])
            let source = try #require(row["source"])
            #expect(row["bytes"] == "\(bytes.count)")
            #expect(row["sha256"] == SHA256.digest(of: bytes).description)
            #expect(row["source_sha256"] == SHA256.digest(of: upload[source]).description)
            #expect(row["label"] == "\(source.prefix(1))")
            #expect(row["label_index"] == (row["label"] == "a" ? "0" : "1"))
            #expect(row["split"] == "train" && row["group"] == "")
            #expect([row["width"], row["height"]] == ["16", "10"])
            #expect([row["channels"], row["bit_depth"]] == ["1", "8"])
            let isCopy = file.contains("-aug")
            #expect(row["origin"] == (isCopy ? "artificial" : "original"))
            #expect(row["operation"]?.isEmpty == !isCopy)
            #expect(row["parameters"]?.isEmpty == !isCopy)
            let header = try ImageHeader.probe(bytes.span)
            #expect(header.kind == .png && header.width == 16 && header.height == 10)
        }
    }

    @Test func namesTheColumnsAsTheContractDoes() throws {
        let balanced = try Balanced(Self.small.get(), [("test", "0")])
        let header = balanced.manifestBytes.prefix { $0 != UInt8(ascii: "\n") }
        #expect(
            String(decoding: header, as: UTF8.self)
                == "file,split,label,label_index,origin,source,source_sha256,group,operation,"
                + "parameters,width,height,channels,bit_depth,bytes,sha256"
        )
    }

    @Test func balancesTheTrainingPartAlone() throws {
        let upload = try Upload(classes: [("a", 10), ("b", 5), ("c", 20)])
        let balanced = try Balanced(upload, [("test", "0.2"), ("validation", "0.2")])
        let parts = Dictionary(grouping: balanced.manifest) { $0["split"] ?? "" }
        #expect(parts.mapValues(\.count) == ["train": 36, "validation": 7, "test": 7])
        for label in ["a", "b", "c"] {
            #expect(parts["train"]?.filter { $0["label"] == label }.count == 12)
        }
        for part in ["validation", "test"] {
            #expect(parts[part]?.allSatisfy { $0["origin"] == "original" } == true)
        }
        let originals = balanced.manifest.filter { $0["origin"] == "original" }
        #expect(Set(originals.compactMap { $0["source"] }).count == 35)
        #expect(balanced.manifest.map { $0["split"] } == balanced.images.map(Self.part))
    }

    @Test func makesNoTwoImagesOfASourceAlike() throws {
        let upload = try Upload(classes: [("a", 24), ("b", 1)])
        let balanced = try Balanced(upload, [("test", "0"), ("size", "32")])
        let ofOne = balanced.manifest.filter { $0["label"] == "b" }
        #expect(ofOne.count == 24)
        #expect(Set(ofOne.compactMap { $0["sha256"] }).count == 24)
        #expect(Set(ofOne.map { "\($0["operation"] ?? "") \($0["parameters"] ?? "")" }).count == 24)
    }

    @Test func givesParametersAsJSONWithTheBorder() throws {
        let upload = try Upload(classes: [("a", 24), ("b", 1)])
        let balanced = try Balanced(upload, [("test", "0"), ("border", "replicate")])
        for row in balanced.manifest where row["origin"] == "artificial" {
            let parameters = try JSONValue.parse(row["parameters"] ?? "")
            let names = try #require(parameters.asMembers).map(\.name)
            switch row["operation"] {
            case "rotate": #expect(names == ["angle", "border"])
            case "flip": #expect(names == [])
            case "translate": #expect(names == ["x", "y", "border"])
            case "blur": #expect(names == ["kernel", "sigma", "border"])
            default: Issue.record("an operation that was not asked for: \(row)")
            }
            if row["operation"] != "flip" { #expect(parameters["border"] == .string("replicate")) }
        }
    }

    @Test func addsNothingWithoutAStrategy() throws {
        let balanced = try Balanced(Self.small.get(), [("strategy", "none"), ("test", "0")])
        #expect(balanced.manifest.count == 4)
        #expect(balanced.manifest.allSatisfy { $0["origin"] == "original" })
    }

    @Test func takesTheTutorialsRangesExactly() throws {
        let upload = try Upload(classes: [("a", 40), ("b", 2)])
        let options = [("preset", "tutorial"), ("test", "0"), ("size", "256")]
        let balanced = try Balanced(upload, options)
        let recipe = try JSONValue.parse(balanced["recipe.json"] ?? [])
        #expect(recipe["options"]?["preset"] == .string("tutorial"))
        #expect(recipe["options"]?["border"] == .string("constant"))
        let artificial = balanced.manifest.filter { $0["origin"] == "artificial" }
        #expect(artificial.count == 38)
        for row in artificial {
            let parameters = try JSONValue.parse(row["parameters"] ?? "")
            switch row["operation"] {
            case "rotate": #expect(abs(try #require(parameters["angle"]?.asInteger)) <= 25)
            case "translate":
                #expect(abs(try #require(parameters["x"]?.asInteger)) <= 50)
                #expect(abs(try #require(parameters["y"]?.asInteger)) <= 50)
            case "blur":
                #expect([1, 3].contains(parameters["kernel"]?.asInteger))
                #expect(parameters["sigma"]?.asInteger == 4)
            default: #expect(row["operation"] == "flip")
            }
        }
    }

    /// Which part a path of the archive belongs to.
    private static func part(_ path: String) -> String {
        String(path.prefix { $0 != "/" })
    }
}
