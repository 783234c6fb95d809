// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

/// The table of a plan on a terminal, whatever the classes are called.
struct PlanTableTests {
    @Test func spellsOutWhatDoesNotShowAndShortensWhatIsLong() throws {
        let long = String(repeating: "n", count: 100)
        let upload = try Upload(classes: [("a\u{202E}b", 5), ("a", 5), (long, 5)])
        let table = try Balanced(upload).outcome.summary.table
        let lines = table.split(separator: "\n")
        #expect(!table.unicodeScalars.contains("\u{202E}"))
        #expect(lines.contains { $0.hasPrefix("a\\u{202e}b ") })
        #expect(lines.contains { $0.hasPrefix(String(repeating: "n", count: 39) + "…  ") })
        #expect(lines.contains { $0.hasPrefix("warning: ") && $0.contains("‘a\\u{202e}b’") })
        #expect(Set(lines.prefix(5).map(\.count)).count == 1, "all rows are as wide")
    }
}
