// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct MediaTypeTests {
    @Test(
        arguments: [
            ("application/zip", "application", "zip", []), ("Text/CSV", "text", "csv", []),
            ("text/csv;charset=UTF-8", "text", "csv", ["charset=UTF-8"]),
            ("a/b ; C=d ; e=\"f g\"", "a", "b", ["c=d", "e=f g"]),
            ("a/b; c=\"d\\\"e\\\\\"", "a", "b", ["c=d\"e\\"]), ("a/b;", "a", "b", []),
            ("a/b;;c=d;", "a", "b", ["c=d"]), ("a/b; c=\"\"", "a", "b", ["c="]),
            (
                "multipart/form-data; boundary=\"a b=c\"", "multipart", "form-data",
                ["boundary=a b=c"]
            ),
        ] as [(String, String, String, [String])]
    )
    func reads(text: String, type: String, subtype: String, parameters: [String]) throws {
        let media = try #require(MediaType(parsing: text))
        #expect(media.matches(type, subtype))
        #expect(media.parameters.map { "\($0.name)=\($0.value)" } == parameters)
        #expect(MediaType(parsing: media.description) == media)
    }

    @Test(arguments: [
        "", "a", "a/", "/b", "a/b/c", "a /b", "a/ b", " a/b", "a/b c", "a/b; c", "a/b; c=",
        "a/b; c= d", "a/b; c =d", "a/b; c=\"d", "a/b; c=\"d\"e", "a/b; c=d; C=e", "a/b, c/d",
        "a/b; =c", "a/b; c=d e", "a/b; c=\"\u{1}\"", "ä/b",
    ])
    func refusesMalformedTypes(text: String) {
        #expect(MediaType(parsing: text) == nil)
    }

    @Test func findsParametersByName() {
        let type = MediaType(parsing: "multipart/form-data; Boundary=aB")
        #expect(type?["boundary"] == "aB")
        #expect(type?["charset"] == nil)
        #expect(type?.essence == "multipart/form-data")
    }
}
