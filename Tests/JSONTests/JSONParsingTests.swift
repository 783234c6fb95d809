// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

struct JSONParsingTests {
    @Test func readsEveryKindOfValue() throws {
        let text = """
            { "z": null, "a": [true, false, 0, -7, 1.5, 1e2, "x"], "m": {}, "e": [] }
            """
        let expected = JSONValue.object([
            ("z", .null),
            (
                "a",
                .array([
                    .bool(true), .bool(false), .integer(0), .integer(-7), .number(1.5),
                    .number(100), .string("x"),
                ])
            ),
            ("m", .object([])),
            ("e", .array([])),
        ])
        #expect(try JSONValue.parse(text) == expected)
    }

    @Test(
        arguments: [
            (" 17 ", .integer(17)), ("\"a\"", .string("a")), ("null", .null), ("-0", .integer(0)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("1.0", .number(1)), ("1E-2", .number(0.01)),
        ] as [(String, JSONValue)]
    )
    func takesABareValue(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\ud83d\ude00""#, "é😀"),
        ("\"é😀\"", "é😀"), (#""\u001f""#, "\u{1F}"),
    ])
    func readsEscapes(text: String, expected: String) throws {
        #expect(try JSONValue.parse(text).asString == expected)
    }

    @Test(
        arguments: [
            ("", .syntax), ("{", .syntax), ("[1,]", .syntax), ("{\"a\":1,}", .syntax),
            ("01", .syntax),
            ("+1", .syntax), (".5", .syntax), ("1.", .syntax), ("nan", .syntax), ("'a'", .syntax),
            ("{a:1}", .syntax), ("[1] 2", .syntax), ("\"\n\"", .syntax), ("tru", .syntax),
            (#""\x41""#, .syntax), (#""\ud800""#, .syntax), ("\u{FEFF}1", .syntax),
            ("/**/1", .syntax),
            ("{\"a\":1,\"a\":2}", .duplicateName), ("[{\"a\":{\"b\":1,\"b\":1}}]", .duplicateName),
            (#"{"a":1,"\u0061":2}"#, .duplicateName), (#""a\u0000b""#, .nul),
            (#"{"\u0000":1}"#, .nul),
            ("9223372036854775808", .numberOutOfRange), ("1e999", .numberOutOfRange),
        ] as [(String, JSONError.Reason)]
    )
    func refusesWhatIsNoStrictDocument(text: String, reason: JSONError.Reason) {
        #expect { try JSONValue.parse(text) } throws: { ($0 as? JSONError)?.reason == reason }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xC3, 0x22],
        ] as [[UInt8]]
    )
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        #expect { try JSONValue.parse(bytes) } throws: { ($0 as? JSONError)?.reason == .encoding }
    }

    @Test func tellsThePlaceOfAFault() {
        #expect {
            try JSONValue.parse("{\n  \"a\": 1,\n  \"b\" 2\n}")
        } throws: { error in
            let error = error as? JSONError
            return error?.line == 3 && error?.column == 7 && error?.detail.isEmpty == false
        }
    }

    @Test func refusesNestingBeyondTheLimitAndTakesNestingAtIt() throws {
        var limits = JSONLimits()
        limits.depth = 3
        #expect(try JSONValue.parse("[{\"a\":[\"[[[[\\\"[{\"]}]", limits: limits).asArray != nil)
        #expect {
            try JSONValue.parse("[\n{\"a\":[[]]}]", limits: limits)
        } throws: { error in
            let error = error as? JSONError
            return error?.reason == .tooDeep && error?.line == 2 && error?.column == 7
        }
    }

    /// A parser that recurses without a limit ends here with the stack.
    @Test func survivesAMillionBrackets() {
        var limits = JSONLimits()
        limits.byteCount = 1_000_000
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect {
            try JSONValue.parse(bytes, limits: limits)
        } throws: { ($0 as? JSONError)?.reason == .tooDeep }
    }

    @Test func refusesMoreBytesThanTheLimit() throws {
        var limits = JSONLimits()
        limits.byteCount = 4
        #expect(try JSONValue.parse("1234", limits: limits) == .integer(1234))
        #expect {
            try JSONValue.parse("12345", limits: limits)
        } throws: { ($0 as? JSONError)?.reason == .tooLarge }
    }

    @Test func keepsTheOrderOfManyMembers() throws {
        let names = (0..<500).map { "member \($0 * 7919 % 500)" }
        let text = "{" + names.map { "\"\($0)\": 1" }.joined(separator: ",") + "}"
        #expect(try JSONValue.parse(text).asMembers?.map(\.name) == names)
    }
}
