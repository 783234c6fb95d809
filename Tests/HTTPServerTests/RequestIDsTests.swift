// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

@testable import HTTPServer

struct RequestIDsTests {
    @Test func areDistinctAlsoInOneMillisecond() {
        var ids = RequestIDs(seed: 1)
        let made = (0..<10_000).map { _ in ids.next(milliseconds: 1_700_000_000_000).value }
        #expect(Set(made).count == 10_000)
        #expect(made.allSatisfy { $0.utf8.count == 26 && $0.hasPrefix("01HF7YAT00") })
    }

    @Test func areOthersFromAnotherSeed() {
        var one = RequestIDs(seed: 1)
        var other = RequestIDs(seed: 2)
        #expect(one.next(milliseconds: 0) != other.next(milliseconds: 0))
    }
}
