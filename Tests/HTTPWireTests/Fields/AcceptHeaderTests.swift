// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct AcceptHeaderTests {
    private static let offers = [
        MediaType("text", "csv"), MediaType("application", "json"),
    ]

    @Test(
        arguments: [
            (nil, "text/csv"), ("", "text/csv"), ("*/*", "text/csv"), ("text/csv", "text/csv"),
            ("application/json", "application/json"), ("application/*", "application/json"),
            ("Application/JSON", "application/json"),
            ("text/csv;q=0.5, application/json", "application/json"),
            ("text/csv;q=0.5, application/json;q=0.5", "text/csv"),
            ("text/*;q=0.3, text/csv;q=0.7, */*;q=0.5", "text/csv"),
            ("text/csv;q=0.3, */*;q=0.5", "application/json"), ("*/*;q=0.1", "text/csv"),
            ("text/csv;q=0, */*", "application/json"), ("text/html, */*;q=0.001", "text/csv"),
            ("application/json;q=1.000", "application/json"),
            (" , application/json , ", "application/json"),
            ("text/csv;version=2, application/json;q=0.1", "application/json"),
            ("text/html", nil), ("*/*;q=0", nil), ("text/csv;q=0", nil),
            ("image/*, text/html", nil),
        ] as [(String?, String?)]
    )
    func prefers(value: String?, essence: String?) {
        #expect(AcceptHeader(value).preferred(among: Self.offers)?.essence == essence)
    }

    /// RFC 9110 §12.4.1 lets a server disregard the field; a malformed one is.
    @Test(arguments: [
        "application/json;q=2", "application/json;q=1.001", "application/json;q=0.0001",
        "application/json;q=", "application/json;q=.5", "application/json;q=-1",
        "application/json;q=x",
        "application", "*/json", "application/json text/csv", "application/json;q=00",
    ])
    func disregardsMalformedFields(value: String) {
        #expect(AcceptHeader(value).preferred(among: Self.offers)?.essence == "text/csv")
    }

    @Test func prefersParametersThatMatch() {
        let offers = [
            MediaType("a", "b"), MediaType("a", "b", parameters: [.init(name: "v", value: "2")]),
        ]
        let accept = AcceptHeader("a/b;q=0.5, a/b;v=2")
        #expect(accept.preferred(among: offers) == offers[1])
    }
}
