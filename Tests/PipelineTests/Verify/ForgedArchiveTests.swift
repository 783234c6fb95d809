// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import POSIX
import Testing
import Zip

@testable import Pipeline

/// Archives that somebody has changed on purpose, with every checksum made right again.
@Suite struct ForgedArchiveTests {
    private static func edited(_ options: [(String, String)] = []) throws -> Edited {
        try Edited(try Upload(classes: [("cats", 9), ("dogs", 4)]), options)
    }

    /// An artificial image made by turning, with its source's name.
    private static func turned(_ edited: Edited) -> String {
        edited.file(where: "operation", is: "rotate")
    }

    @Test func anImageWithOtherBytes() throws {
        var edited = try Self.edited()
        let file = edited.files[3]
        edited[entry: file] = edited[entry: edited.files[0]]
        #expect(try edited.findings() == ["\(file): entry-differs"])
    }

    @Test func anImageThatWasPutInWithItsRowsDigest() throws {
        var edited = try Self.edited()
        let file = edited.files[3]
        let other = edited[entry: edited.files[0]]
        edited[entry: file] = other
        edited[file, "sha256"] = SHA256.digest(of: other).description
        edited[file, "bytes"] = "\(other.count)"
        #expect(try edited.findings() == ["\(file): image-differs"])
    }

    @Test(arguments: [
        ("sha256", String(repeating: "ab", count: 32), "row-invalid"),
        ("bytes", "1", "row-invalid"),
        ("width", "17", "row-invalid"), ("height", "15", "row-invalid"),
        ("channels", "3", "row-invalid"), ("bit_depth", "16", "row-invalid"),
        ("parameters", "{\"angle\":170.5,\"border\":\"reflect\"}", "image-differs"),
        ("operation", "copy", "row-invalid"), ("operation", "turn", "row-invalid"),
        ("source_sha256", String(repeating: "ab", count: 32), "source-differs"),
        ("source", "dogs/none.png", "source-missing"), ("origin", "original", "row-invalid"),
        ("label", "cats", "row-invalid"), ("label_index", "0", "row-invalid"),
        ("split", "test", "row-invalid"), ("file", "train/dogs/other.png", "entry-missing"),
    ])
    func aRowWithAnotherValue(column: String, value: String, kind: String) throws {
        var edited = try Self.edited([("augment", "rotate:20")])
        let file = Self.turned(edited)
        edited[file, column] = value
        let found = try edited.findings()
        switch column {
        case "file":
            #expect(
                found == [
                    "\(value): entry-missing", "\(value): row-unplanned", "\(file): unlisted",
                    "\(file): row-missing",
                ]
            )
        case "source", "parameters", "label_index":
            #expect(found == ["\(file): row-differs", "\(file): \(kind)"].sorted())
        default:
            #expect(found == ["\(file): \(kind)"])
        }
    }

    @Test func aRowWithAnotherBorder() throws {
        var edited = try Self.edited([("augment", "rotate:170")])
        let file = Self.turned(edited)
        let said = edited[file, "parameters"]
        edited[file, "parameters"] = said.replacing("reflect", with: "constant")
        #expect(try edited.findings() == ["\(file): image-differs", "\(file): row-differs"])
    }

    @Test func aRowThatNamesTheSourceOfAnother() throws {
        var edited = try Self.edited()
        let (first, second) = (edited.files[0], edited.files[1])
        edited[first, "source"] = edited[second, "source"]
        #expect(
            try edited.findings() == [
                "\(first): image-differs", "\(first): row-differs", "\(first): source-differs",
            ]
        )
    }

    @Test func rowsThatAreNoRows() throws {
        var edited = try Self.edited()
        edited.rows.insert(["too", "few"], at: 2)
        edited.rows.insert(edited.rows[1], at: 3)
        #expect(
            try edited.findings() == ["too: row-invalid", "\(edited.files[0]): row-invalid"]
        )
        let manifest = edited.manifest + Array("\"\n".utf8)
        let found = try Edited.verify(try edited.file(manifest: manifest), edited.dataset).findings
        #expect(
            found.last?.description == "manifest.csv: row-invalid: line "
                + "\(edited.rows.count + 1) has a quote that nothing closes"
        )
    }

    @Test func entriesThatNoRowNames() throws {
        var edited = try Self.edited()
        edited.entries.append(("train/dogs/extra.png", [1, 2, 3]))
        edited.entries.append(("report.html", Array("<p>".utf8)))
        edited.entries.append(("notes.txt", []))
        edited.rows.remove(at: 1 + edited.files.count / 2)
        let kinds = try edited.findings()
        #expect(kinds.prefix(3).allSatisfy { $0.hasSuffix(": unlisted") })
        #expect(kinds.count == 4 && kinds[3].hasSuffix(": row-missing"))
        #expect(kinds.contains("train/dogs/extra.png: unlisted"))
        #expect(kinds.contains("notes.txt: unlisted"))
    }

    @Test func anEntryThatIsGone() throws {
        var edited = try Self.edited()
        let file = edited.files[2]
        edited.entries.removeAll { $0.name == file }
        #expect(try edited.findings() == ["\(file): entry-missing"])
    }

    @Test func aGroupInTwoParts() throws {
        var edited = try Self.edited()
        let train = edited.file(where: "split", is: "train")
        let test = edited.file(where: "split", is: "test")
        edited[train, "group"] = "p1"
        edited[test, "group"] = "p1"
        #expect(
            try edited.findings() == [
                "\(train): row-differs", "\(test): group-in-several-splits", "\(test): row-differs",
            ]
        )
        var allowed = try Self.edited([("allow_leakage", "true")])
        allowed[train, "group"] = "p1"
        allowed[test, "group"] = "p1"
        #expect(try allowed.findings() == ["\(train): row-differs", "\(test): row-differs"])
    }

    @Test func aSourceInTwoPartsOrUnderTwoLabels() throws {
        var edited = try Self.edited()
        let file = edited.file(where: "split", is: "train")
        var row = try #require(edited.rows.first { $0[0] == file })
        (row[0], row[1]) = ("test/cats/leak.png", "test")
        edited.rows.append(row)
        edited.entries.append((row[0], edited[entry: file]))
        (row[0], row[1]) = ("train/dogs/lie.png", "train")
        (row[2], row[3]) = ("dogs", "1")
        edited.rows.append(row)
        edited.entries.append((row[0], edited[entry: file]))
        #expect(
            try edited.findings() == [
                "test/cats/leak.png: row-unplanned", "test/cats/leak.png: source-in-several-splits",
                "train/dogs/lie.png: row-invalid", "train/dogs/lie.png: row-unplanned",
            ]
        )
    }

    @Test(arguments: [("size", "16"), ("size", "original")])
    func takesByteForByteCopies(option: (String, String)) throws {
        var edited = try Self.edited([option, ("fill", "copy")])
        #expect(try edited.findings().isEmpty)
        let file = edited.file(where: "operation", is: "copy")
        edited[entry: file] = edited[entry: edited.files[1]]
        #expect(try edited.findings() == ["\(file): entry-differs"])
    }

    @Test func keepsAThousandFindingsAndCountsAll() throws {
        var edited = try Self.edited()
        let last = edited.rows[edited.rows.count - 1]
        for index in 0..<5000 {
            edited.rows.append(["train/dogs/gone\(index).png"] + last.dropFirst())
        }
        var found: [[Finding]] = []
        for workers in [1, 4] {
            let archive = try edited.file()
            let verification = try Edited.verify(archive, edited.dataset, workers: workers)
            #expect(verification.count >= 5000)
            #expect(verification.findings.count == Verification.keptFindings)
            found.append(verification.findings)
        }
        #expect(found[0] == found[1])
    }

    @Test func writesNoControlCharactersOfForeignNames() throws {
        var edited = try Self.edited()
        edited.entries.append(("train/dogs/\u{202E}gnp.png", [1]))
        #expect(try edited.findings() == ["train/dogs/\\u{202e}gnp.png: unlisted"])
    }
}
