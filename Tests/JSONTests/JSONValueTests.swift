// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

struct JSONValueTests {
    private static let values: [JSONValue] = [
        .null, .bool(true), .integer(1), .number(1), .string("1"), .array([.integer(1)]),
        .object([("a", .integer(1)), ("b", .null)]), .object([("b", .null), ("a", .integer(1))]),
    ]

    @Test func isEqualToItselfOnly() {
        for (index, value) in Self.values.enumerated() {
            #expect(Self.values.indices.filter { Self.values[$0] == value } == [index])
        }
    }

    /// Canonically equivalent texts are different JSON.
    @Test func comparesStringsByTheirBytes() {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue.object([("\u{E9}", .null)]) != .object([("e\u{301}", .null)]))
    }

    @Test func givesAValueAsItsOwnKindOnly() {
        #expect(Self.values.compactMap(\.asBool) == [true])
        #expect(Self.values.compactMap(\.asInteger) == [1])
        #expect(Self.values.compactMap(\.asNumber) == [1, 1])
        #expect(Self.values.compactMap(\.asString) == ["1"])
        #expect(Self.values.compactMap(\.asArray) == [[.integer(1)]])
        #expect(Self.values.compactMap { $0.asMembers?.map(\.name) } == [["a", "b"], ["b", "a"]])
        #expect(Self.values.filter(\.isNull) == [.null])
    }

    @Test func findsAMemberByName() {
        let object = JSONValue.object([("a", .integer(1)), ("b", .object([("c", .null)]))])
        #expect(object["a"] == .integer(1))
        #expect(object["b"]?["c"] == .null)
        #expect(object["c"] == nil)
        #expect(JSONValue.array([])["a"] == nil)
    }
}
