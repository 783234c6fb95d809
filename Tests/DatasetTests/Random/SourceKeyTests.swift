// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct SourceKeyTests {
    private static let key = SourceKey(seed: 32, label: "1_NORMAL", path: "IM-0115-0001.jpeg")

    private func first(_ key: SourceKey, copy: Int = 1) -> UInt64 {
        var generator = key.generator(copy: copy)
        return generator.next()
    }

    /// Made apart from this code: OpenSSL's SIPHASH over the fields, Philox in Python.
    @Test func givesTheSameNumbersForEver() {
        #expect(first(Self.key) == 0xCEF3_99A0_EF03_59CB)
        #expect(Self.key.lot == 0x2839_F2DB_E81C_534A)
    }

    @Test(arguments: [
        SourceKey(seed: 33, label: "1_NORMAL", path: "IM-0115-0001.jpeg"),
        SourceKey(seed: 32, label: "2_NORMAL", path: "IM-0115-0001.jpeg"),
        SourceKey(seed: 32, label: "1_NORMAL", path: "IM-0115-0002.jpeg"),
        SourceKey(seed: 32, label: "1_NORMALI", path: "M-0115-0001.jpeg"),
    ])
    func hangsOnEveryField(other: SourceKey) {
        #expect(first(other) != first(Self.key))
        #expect(other.lot != Self.key.lot)
    }

    @Test func givesEveryCopyAStreamOfItsOwn() {
        let firsts = Set((1...100).map { first(Self.key, copy: $0) })
        #expect(firsts.count == 100)
    }

    @Test func drawsAnotherLotAmongItsGroup() {
        #expect(Self.key.lotInGroup != Self.key.lot)
        let other = SourceKey(seed: 33, label: "1_NORMAL", path: "IM-0115-0001.jpeg")
        #expect(other.lotInGroup != Self.key.lotInGroup)
    }
}
