// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

struct PartHeadTests {
    private static func parse(_ lines: String...) -> FormOutcome {
        parseForm("--b\r\n\(lines.map { $0 + "\r\n" }.joined())\r\n1\r\n--b--")
    }

    @Test(
        arguments: [
            ("form-data; name=a", "a", nil), ("form-data; name=\"a b\"", "a b", nil),
            ("Form-Data;NAME=\"a\";FileName=\"b\"", "a", "b"),
            ("form-data; name=\"a\\\"\\\\b\"", "a\"\\b", nil),
            ("form-data; name=\"ä\"; filename=\"ö.zip\"", "ä", "ö.zip"),
            ("form-data; name=a; filename=\"\"", "a", ""),
            ("form-data; name=a; filename=\"/etc/passwd\"", "a", "passwd"),
            ("form-data; name=a; filename=\"C:\\\\x\\\\y.zip\"", "a", "y.zip"),
            ("form-data; name=a; filename=\"../../x\"", "a", "x"),
            ("form-data; name=a; filename=\"x%22y\"", "a", "x%22y"),
            ("form-data; name=a; filename*=UTF-8''evil; filename=good", "a", "good"),
            ("form-data; name=a; filename*=UTF-8''evil", "a", nil),
            ("form-data; name=a;", "a", nil),
        ] as [(String, String, String?)]
    )
    func readsContentDisposition(value: String, name: String, filename: String?) throws {
        let part = try #require(Self.parse("Content-Disposition: \(value)").parts.first)
        #expect(part.head.name == name)
        #expect(part.head.filename == filename)
        #expect(part.head.contentType == nil)
    }

    @Test(arguments: [
        "form-data", "form-data; filename=\"a\"", "form-data; name=\"\"", "attachment; name=a",
        "form-data; name=a; name=b", "form-data; name=a; NAME=a", "form-data; name", "name=a", "",
        "form-data; name=\"a", "form-data; name=a b", "form-data; name = a", "form-data name=a",
        "form-data, form-data; name=a", "form-data; name=a; filename=a; filename=b",
    ])
    func refusesOtherDispositions(value: String) {
        #expect(Self.parse("Content-Disposition: \(value)").violation?.status == 400)
    }

    @Test func refusesNamesThatAreNotUTF8() {
        let start = Array("--b\r\nContent-Disposition: form-data; name=\"".utf8)
        let bytes = start + [0xFF] + Array("\"\r\n\r\n1\r\n--b--".utf8)
        let outcome = parseForm(bytes, boundary: "b", cuts: EmptyCollection())
        #expect(outcome.violation?.status == 400)
    }

    @Test func refusesRepeatedFields() {
        let disposition = "Content-Disposition: form-data; name=a"
        #expect(Self.parse(disposition, disposition).violation?.status == 400)
        let types = Self.parse(disposition, "Content-Type: a/b", "Content-Type: a/b")
        #expect(types.violation?.status == 400)
    }

    @Test(arguments: ["multipart/mixed; boundary=c", "Multipart/Form-Data", "text", "a/b c", ""])
    func refusesNestedAndBrokenTypes(type: String) {
        let outcome = Self.parse(
            "Content-Disposition: form-data; name=a",
            "Content-Type: \(type)"
        )
        #expect(outcome.violation?.status == 400)
    }

    @Test(arguments: [
        ("binary", true), ("8bit", true), ("7BIT", true), ("base64", false),
        ("quoted-printable", false),
    ])
    func refusesEncodingsThatChangeBytes(encoding: String, isAccepted: Bool) {
        let outcome = Self.parse(
            "Content-Disposition: form-data; name=a",
            "Content-Transfer-Encoding: \(encoding)"
        )
        #expect((outcome.violation == nil) == isAccepted)
    }
}
