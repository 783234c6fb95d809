// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Testing

@testable import Pipeline

/// Strategies as their archives show them.
struct StrategyPipelineTests {
    @Test(arguments: ["16", "original"])
    func copiesBytesUnderNewNames(size: String) throws {
        let upload = try Upload(classes: [("a", 7), ("b", 3)])
        let balanced = try Balanced(upload, [("fill", "copy"), ("test", "0"), ("size", size)])
        let copies = balanced.manifest.filter { $0["origin"] == "artificial" }
        #expect(copies.count == 4)
        for row in copies {
            let original = balanced.manifest.first {
                $0["source"] == row["source"] && $0["origin"] == "original"
            }
            #expect(row["file"]?.contains("-copy0") == true)
            #expect(row["sha256"] == original?["sha256"])
            #expect(balanced[row["file"] ?? ""] == balanced[original?["file"] ?? ""])
        }
    }

    @Test func leavesOutWhatUndersamplingRemoves() throws {
        let upload = try Upload(classes: [("a", 9), ("b", 4)])
        let balanced = try Balanced(upload, [("strategy", "undersample"), ("test", "0")])
        #expect(balanced.manifest.count == 8)
        #expect(balanced.manifest.allSatisfy { $0["origin"] == "original" })
    }

    /// An original that parity replaces is read for its artificial image all the same.
    @Test func replacesOriginalsForParity() throws {
        let upload = try Upload(classes: [("a", 8), ("b", 2)])
        let balanced = try Balanced(upload, [("parity", "true"), ("test", "0")])
        for label in ["a", "b"] {
            let rows = balanced.manifest.filter { $0["label"] == label }
            #expect(rows.count == 8)
            #expect(rows.count { $0["origin"] == "artificial" } == 6)
        }
        let ofA = balanced.manifest.filter { $0["label"] == "a" }
        #expect(Set(ofA.compactMap { $0["source"] }).count == 8)
        for row in ofA {
            let source = try #require(row["source"])
            #expect(row["source_sha256"] == SHA256.digest(of: upload[source]).description)
        }
    }
}
