// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

struct MultipartParserTests {
    static let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"

    static let sound: [(text: String, data: [String])] = [
        ("--b--", []), ("--b--\r\n", []), ("\r\n--b--\r\n", []), ("--b-- \t", []),
        ("preamble\r\n--b-- \t\r\nepilogue\r\n--b\r\n", []),
        ("--b\r\n\(part)1\r\n--b--\r\n", ["1"]), ("--b\r\n\(part)\r\n--b--", [""]),
        ("--b\r\n\(part)--b--", [""]), ("--b\r\n\(part)--b\r\n\(part)2\r\n--b--", ["", "2"]),
        ("--b\r\n\(part)1\r\n--b\r\n\(part)2\r\n--b--", ["1", "2"]),
        ("--b \t\r\n\(part)1\r\n--b--  \r\n", ["1"]),
        ("--b\r\n\(part)\r\r\n\r\n-\r\n--\r\n--x\r\r\n--b--", ["\r\r\n\r\n-\r\n--\r\n--x\r"]),
        ("--b\r\n\(part)--\r\n--b--", ["--"]),
        ("--b\r\n\(part)-- b--b\n--b\r\n--b--", ["-- b--b\n--b"]),
        ("x\r\n--\r\n--b\r\n\(part)1\r\n--b--", ["1"]),
        ("--b\r\nX: y\r\n\(part)1\r\n--b--", ["1"]),
    ]

    static let broken = [
        "", "--b", "--b-", "--b\r\n", "--b\r\n\(part)", "--b\r\n\(part)1", "--b\r\n\(part)1\r\n--b",
        "--b\r\n\r\n1\r\n--b--", "--bx\r\n\(part)1\r\n--b--", "--b\n\(part)1\r\n--b--",
        "--b\r\n\(part)1\r\n--bx\r\n--b--", "--b\r\n\(part)1\r\n--b-x", "--b\r\(part)1\r\n--b--",
        "--b\r\n \(part)1\r\n--b--", "--b\r\nX : y\r\n\(part)1\r\n--b--",
        "--b\r\nX\r\n\(part)--b--", "--b--x", "--b---", "--b--\r", "--b--\n", "--b-- x\r\n",
        "--b--\rx",
        "--b\r\n\(part.dropLast(2))--b: x\r\n\r\n1\r\n--b--",
        "--b\r\n--b--: x\r\n\(part)1\r\n--b--",
    ]

    @Test(arguments: sound)
    func takesPartsOut(text: String, data: [String]) {
        let outcome = parseForm(text)
        #expect(outcome.violation == nil)
        #expect(outcome.parts.map(\.text) == data)
        #expect(outcome.parts.allSatisfy { $0.isComplete && $0.head.name == "a" })
        #expect(outcome.ended)
    }

    @Test(arguments: broken)
    func refusesBrokenFrames(text: String) {
        #expect(parseForm(text).violation?.status == 400)
    }

    @Test(arguments: sound.map(\.text) + broken)
    func doesNotDependOnHowTheInputIsCut(text: String) {
        let bytes = Array(text.utf8)
        let whole = parseForm(text)
        #expect(parseForm(bytes, boundary: "b", cuts: bytes.indices) == whole)
        for cut in bytes.indices {
            #expect(parseForm(bytes, boundary: "b", cuts: [cut]) == whole, "cut at \(cut)")
        }
    }

    /// What curl sends for `-F dataset=@dataset.zip -F size=64`.
    @Test func readsAFormOfCurl() {
        let boundary = "------------------------d74496d66958873e"
        let outcome = parseForm(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"dataset\"; "
                + "filename=\"dataset.zip\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                + "PK\u{3}\u{4}\r\n--\r\n--\(boundary)\r\n"
                + "Content-Disposition: form-data; name=\"size\"\r\n\r\n64\r\n--\(boundary)--\r\n",
            boundary: boundary
        )
        #expect(outcome.violation == nil)
        #expect(outcome.parts.map(\.head.name) == ["dataset", "size"])
        #expect(outcome.parts.map(\.head.filename) == ["dataset.zip", nil])
        #expect(outcome.parts.first?.head.contentType?.essence == "application/octet-stream")
        #expect(outcome.parts.map(\.text) == ["PK\u{3}\u{4}\r\n--", "64"])
    }

    /// Data that is all but delimiters, around every alignment of the eight-byte scan.
    @Test(arguments: 0..<40)
    func findsDelimitersAtEveryOffset(offset: Int) {
        let boundary = "0123456789abcdef"
        let near = "\r\n--0123456789abcde_\r\r\n--\r\n--0\r\n"
        let data =
            String(repeating: "x", count: offset) + near + String(repeating: "y", count: offset)
        let text = "--\(boundary)\r\n\(Self.part)\(data)\r\n--\(boundary)--"
        let outcome = parseForm(text, boundary: boundary)
        #expect(outcome.violation == nil)
        #expect(outcome.parts.map(\.text) == [data])
        let bytes = Array(text.utf8)
        let cuts = stride(from: 3, to: bytes.count, by: 7)
        #expect(parseForm(bytes, boundary: boundary, cuts: cuts) == outcome)
    }

    @Test func handsOutLargeDataInOneRange() throws {
        var parser = try MultipartParser(boundary: "b")
        let head = Array("--b\r\n\(Self.part)".utf8)
        let first = try parser.parse(head.span)
        #expect(first.consumed == head.count)
        let data = [UInt8](repeating: 0x0D, count: 100_000)
        let step = try parser.parse(data.span)
        // The last CR could begin a delimiter, all others cannot.
        #expect(step.consumed == 99_999)
        #expect(step.event == .data(0..<99_999))
    }

    @Test(arguments: [
        "", " ", "a ", "a\"b", "a\r", "ä", "a;b", "a\0", "a_\u{7F}",
        "01234567890123456789012345678901234567890123456789012345678901234567890",
    ])
    func refusesIllegalBoundaries(boundary: String) {
        #expect(throws: HTTPViolation.self) { try MultipartParser(boundary: boundary) }
    }

    @Test(arguments: [
        "a", "a b", "'()+_,-./:=?09azAZ",
        "0123456789012345678901234567890123456789012345678901234567890123456789",
    ])
    func acceptsLegalBoundaries(boundary: String) {
        #expect(parseForm("--\(boundary)--", boundary: boundary).violation == nil)
    }

    @Test func limitsParts() {
        let parts = { String(repeating: "--b\r\n\(Self.part)1\r\n", count: $0) + "--b--" }
        #expect(parseForm(parts(64)).parts.count == 64)
        let violation = parseForm(parts(65)).violation
        #expect(violation?.status == 413)
        #expect(violation?.code == "payload-too-large")
    }

    @Test func limitsAPartsHead() {
        let room = 8192 - Self.part.utf8.count - "X:\r\n".utf8.count
        let form = { "--b\r\nX:\(String(repeating: "x", count: $0))\r\n\(Self.part)1\r\n--b--" }
        #expect(parseForm(form(room)).violation == nil)
        #expect(parseForm(form(room + 1)).violation?.status == 431)
        let lines = { "--b\r\n\(String(repeating: "X:\r\n", count: $0))\(Self.part)1\r\n--b--" }
        #expect(parseForm(lines(15)).violation == nil)
        #expect(parseForm(lines(16)).violation?.status == 431)
    }

    @Test func limitsPreambleEpilogueAndPadding() {
        func form(_ preamble: Int, _ padding: Int, _ epilogue: Int) -> Int? {
            let text = { (unit: String, count: Int) in String(repeating: unit, count: count) }
            return parseForm(
                "\(text("x", preamble))\r\n--b\(text(" ", padding))\r\n\(Self.part)1\r\n--b--\r\n"
                    + text("x", epilogue)
            ).violation?.status
        }
        #expect(form(1024, 64, 1024) == nil)
        #expect(form(1025, 0, 0) == 400)
        #expect(form(0, 65, 0) == 400)
        #expect(form(0, 0, 1025) == 400)
        #expect(parseForm("--b--" + String(repeating: " ", count: 64)).violation == nil)
        #expect(parseForm("--b--" + String(repeating: " ", count: 65)).violation?.status == 400)
    }
}
