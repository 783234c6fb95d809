// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import Service
import Testing

/// The README's tables are those of the program.
@Suite struct ReadmeTests {
    @Test func hasTheTableOfOptions() throws {
        #expect(try section("options") == OptionTable.markdown)
    }

    @Test func hasTheTableOfSettings() throws {
        #expect(try section("settings") == SettingTable.markdown)
    }

    /// What stands between `<!-- name -->` and `<!-- /name -->`.
    private func section(_ name: String) throws -> String {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        let file = try File(reading: root + "/README.md")
        var bytes = [UInt8](repeating: 0, count: Int(try file.descriptor.size()))
        _ = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let start = try #require(text.firstRange(of: "<!-- \(name) -->\n"))
        let end = try #require(text.firstRange(of: "<!-- /\(name) -->"))
        return String(text[start.upperBound..<end.lowerBound])
    }
}
