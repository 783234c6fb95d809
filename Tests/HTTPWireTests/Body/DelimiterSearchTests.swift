// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPWire

/// The search finds what looking at every place finds.
@Suite struct DelimiterSearchTests {
    /// The first place where the delimiter, or at the input's end its beginning, stands.
    private func plain(_ input: [UInt8], _ delimiter: [UInt8]) -> Range<Int> {
        for start in input.indices {
            if input[start...].starts(with: delimiter) { return start..<start + delimiter.count }
            if delimiter.starts(with: input[start...]) { return start..<start }
        }
        return input.count..<input.count
    }

    @Test(arguments: [
        "b", "bb", "-", "-----", "--b--", "0123456789abcdef", "------------------------d74496d6",
        String(repeating: "x", count: 70),
    ])
    func findsTheFirstDelimiter(boundary: String) {
        let delimiter = Array("\r\n--\(boundary)".utf8)
        let search = DelimiterSearch(delimiter: delimiter)
        // Every beginning of it, whole ones too, behind every byte of it, and cut at every place.
        let fillers =
            [[], Array("\r".utf8), Array("\r\n--".utf8)] + Set(delimiter).map { [$0, $0] }
        var wrong: [[UInt8]] = []
        for count in 0...delimiter.count {
            for filler in fillers {
                let input = filler + delimiter.prefix(count) + filler + delimiter
                for end in 0...input.count {
                    let part = Array(input[..<end])
                    let match = search.first(in: part.span)
                    if match.start..<match.end != plain(part, delimiter) { wrong.append(part) }
                }
            }
        }
        #expect(wrong.isEmpty)
    }
}
