// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing

struct ResponseHeadWriterTests {
    private static func write(
        _ status: HTTPResponse.Status,
        _ fields: HTTPFields = [:],
        minorVersion: Int = 1
    ) -> String {
        let bytes = ResponseHeadWriter.serialize(
            status: status,
            fields: fields,
            minorVersion: minorVersion
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func writesFieldsInTheirOrderAndNothingElse() {
        var fields: HTTPFields = [.contentLength: "0", .eTag: "\"ä\""]
        fields.append(HTTPField(name: .setCookie, value: "a"))
        fields.append(HTTPField(name: .setCookie, value: ""))
        let head = Self.write(.accepted, fields)
        #expect(
            head == "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nETag: \"ä\"\r\n"
                + "Set-Cookie: a\r\nSet-Cookie: \r\n\r\n"
        )
    }

    @Test(arguments: [
        (100, "Continue"), (200, "OK"), (206, "Partial Content"), (304, "Not Modified"),
        (400, "Bad Request"), (413, "Content Too Large"), (422, "Unprocessable Content"),
        (431, "Request Header Fields Too Large"), (505, "HTTP Version Not Supported"),
        (507, "Insufficient Storage"), (299, ""), (999, ""),
    ])
    func knowsTheReasonPhrases(code: Int, phrase: String) {
        #expect(Self.write(.init(code: code)) == "HTTP/1.1 \(code) \(phrase)\r\n\r\n")
    }

    @Test func writesTheVersionItIsGiven() {
        #expect(Self.write(.ok, minorVersion: 0) == "HTTP/1.0 200 OK\r\n\r\n")
    }

    @Test func writesLinesMadeBeforehandBehindTheFields() {
        let lines = FieldLines([.vary: "Origin", .location: "/a\r\nX: y"])
        let bytes = ResponseHeadWriter.serialize(status: .ok, fields: [.age: "1"], lines: lines)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "HTTP/1.1 200 OK\r\nAge: 1\r\nVary: Origin\r\nLocation: /a  X: y\r\n\r\n"
        )
    }

    /// Line breaks cannot get in: HTTPTypes turns them into spaces, the writer traps on the rest.
    @Test func cannotBeSplitByAValue() {
        let head = Self.write(.ok, [.location: "/a\r\nX: y\0z"])
        #expect(head == "HTTP/1.1 200 OK\r\nLocation: /a  X: y z\r\n\r\n")
    }

    @Test func ignoresForeignReasonPhrases() {
        let status = HTTPResponse.Status(code: 200, reasonPhrase: "Fine\r\nX: y")
        #expect(Self.write(status) == "HTTP/1.1 200 OK\r\n\r\n")
    }

    @Test func trapsOnACodeThatIsNoStatus() async {
        await #expect(processExitsWith: .failure) {
            _ = ResponseHeadWriter.serialize(status: .init(code: 42), fields: [:])
        }
    }
}
