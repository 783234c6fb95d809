// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Testing

struct ConstantTimeTests {
    /// A digest that differs from zero in one bit of one byte, or in none.
    @Test(arguments: [nil, 0, 7, 8, 15, 16, 23, 24, 31])
    func comparesWholeDigests(changed: Int?) throws {
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        let zero = try #require(Digest(bytes))
        if let changed { bytes[changed] = 0x10 }
        let other = try #require(Digest(bytes))
        #expect(zero.equalsInConstantTime(other) == (changed == nil))
        #expect(other.equalsInConstantTime(other))
    }
}
