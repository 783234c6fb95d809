// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

struct JSONWriterTests {
    private static func text(_ writer: consuming JSONWriter) -> String {
        var writer = writer
        return String(decoding: writer.take(), as: UTF8.self)
    }

    private static func writeSample(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", "x")
            writer.member("none", String?.none)
            writer.array("empty") { _ in }
            writer.object("nested") { writer in
                writer.member("list", [1, 2])
                writer.member("stored", raw: #"{"a":1}"#)
                writer.member("missing", raw: nil)
                writer.object("nothing") { _ in }
            }
            writer.member("done", false)
        }
    }

    @Test func writesCompactDocuments() {
        var writer = JSONWriter()
        Self.writeSample(to: &writer)
        #expect(
            Self.text(writer)
                == #"{"id":"x","none":null,"empty":[],"nested":"#
                + #"{"list":[1,2],"stored":{"a":1},"missing":null,"nothing":{}},"done":false}"#
        )
    }

    @Test func writesIndentedDocuments() {
        var writer = JSONWriter(.indented)
        Self.writeSample(to: &writer)
        let expected = """
            {
              "id": "x",
              "none": null,
              "empty": [],
              "nested": {
                "list": [
                  1,
                  2
                ],
                "stored": {"a":1},
                "missing": null,
                "nothing": {}
              },
              "done": false
            }
            """
        #expect(Self.text(writer) == expected)
    }

    /// RFC 8259 section 7: what must be escaped is, and nothing else.
    @Test(arguments: [
        ("", #""""#), ("a", #""a""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#),
        ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1F}\u{8}", #""\u0000\u001f\u0008""#),
        ("\u{7F}é\u{2028}😀", "\"\u{7F}é\u{2028}😀\""), ("a\"b\\c\nd", #""a\"b\\c\nd""#),
    ])
    func escapesStrings(text: String, expected: String) {
        #expect(text.json() == expected)
    }

    @Test(
        arguments: [
            0, -0.0, 1, -1.5, 0.1, 1.0 / 3, 1e21, 1e-7, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, 0.16,
            2.2250738585072014e-308, 9_007_199_254_740_992,
        ] as [Double]
    )
    func writesDoublesThatReadBackTheSame(value: Double) throws {
        #expect(try JSONValue.parse(value.json()).asNumber?.bitPattern == value.bitPattern)
        #expect(value.json().utf8.count <= 24)
    }

    @Test func writesIntegersOfEveryWidth() {
        #expect(Int64.min.json() == "-9223372036854775808")
        #expect(UInt64.max.json() == "18446744073709551615")
        #expect(UInt32.max.json() == "4294967295")
        #expect((-1).json() == "-1")
    }

    @Test func writesWhatTheParserReads() throws {
        let text = #"{"z":[null,true,1,1.5,"\u0001\"é"],"a":{"b":[],"c":{}}}"#
        let value = try JSONValue.parse(text)
        #expect(value.json() == text)
        #expect(try JSONValue.parse(value.json(.indented)) == value)
    }

    @Test func keepsNoMoreThanWasNotTaken() throws {
        var writer = JSONWriter()
        var document: [UInt8] = []
        var largest = 0
        writer.beginArray()
        for row in 0..<100_000 {
            writer.object { writer in
                writer.member("file", "train/a/\(row).png")
                writer.member("row", row)
            }
            largest = max(largest, writer.byteCount)
            if writer.byteCount >= 4096 { document += writer.take() }
        }
        writer.endArray()
        document += writer.take()
        #expect(largest < 4200)
        #expect(writer.isComplete)
        var limits = JSONLimits()
        limits.byteCount = document.count
        let rows = try JSONValue.parse(document, limits: limits).asArray
        #expect(rows?.count == 100_000)
        #expect(rows?.last?["row"] == .integer(99_999))
    }

    @Test func knowsWhenTheDocumentIsFinished() {
        var writer = JSONWriter()
        #expect(!writer.isComplete)
        writer.beginArray()
        #expect(!writer.isComplete)
        writer.endArray()
        #expect(writer.isComplete)
    }

    @Test func passesTheErrorOfABodyOn() {
        struct Stop: Error {}
        var writer = JSONWriter()
        #expect(throws: Stop.self) {
            try writer.object { (_) throws(Stop) in throw Stop() }
        }
    }
}

/// Programmer errors that would make a document ill-formed.
struct JSONWriterMisuseTests {
    @Test func trapsOnAValueWithoutAName() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.object { $0.integer(1) }
        }
    }

    @Test func trapsOnANameOutsideAnObject() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.array { $0.name("a") }
        }
    }

    @Test func trapsOnANameWithoutAValue() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.object { $0.name("a") }
        }
    }

    @Test func trapsOnASecondDocument() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.null()
            writer.null()
        }
    }

    @Test func trapsOnACrossedEnd() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.beginObject()
            writer.endArray()
        }
    }

    @Test func trapsOnANumberThatJSONLacks() async {
        await #expect(processExitsWith: .failure) {
            _ = Double.infinity.json()
        }
    }
}
