// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Testing

/// Gives the words of a list, then traps.
private struct Scripted: RandomNumberGenerator {
    var words: [UInt64]

    mutating func next() -> UInt64 { words.removeFirst() }
}

struct RandomIDTests {
    @Test func putsTheTimeBeforeTheRandomBits() {
        var ones = Scripted(words: [.max, .max])
        let last = RandomID(milliseconds: (1 << 48) - 1, using: &ones)
        #expect(last.description == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
        var bits = Scripted(words: [0xABCD_0000_0000_0001, 2])
        let id = RandomID(milliseconds: 1, using: &bits)
        #expect(id.description == "0000000001000G000000000002")
        #expect(id.milliseconds == 1)
    }

    @Test func readsWhatItWrites() {
        for milliseconds: Int64 in [0, 1, 1_795_464_131_000, (1 << 48) - 1] {
            let id = RandomID(milliseconds: milliseconds)
            #expect(RandomID(id.description) == id)
            #expect(id.milliseconds == milliseconds)
        }
    }

    /// Lower case, look-alikes, signs, other scripts, a value of 129 bits: one id has one spelling.
    @Test(arguments: [
        "", "0000000000000000000000000", "000000000000000000000000000",
        "0000000000000000000000000a", "0000000000000000000000000I", "0000000000000000000000000U",
        "+0000000000000000000000000", "000000000000/0000000000000", "000000000000000000000000é",
        "80000000000000000000000000", "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "../../../../../etc/passwd.",
    ])
    func refusesOtherTexts(text: String) {
        #expect(RandomID(text) == nil)
    }

    @Test func sortsByTimeAsTextAndAsValue() {
        let ids = (0..<50).map { RandomID(milliseconds: 1_795_464_131_000 + $0 * 7) }
        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
    }

    @Test func isNeverMadeTwice() {
        let ids = Set((0..<10_000).map { _ in RandomID(milliseconds: 5) })
        #expect(ids.count == 10_000)
    }

    @Test(arguments: [-1, 1 << 48] as [Int64])
    func hasNoTimeBeyond48Bits(milliseconds: Int64) async {
        await #expect(processExitsWith: .failure) { [milliseconds] in
            _ = RandomID(milliseconds: milliseconds)
        }
    }
}
