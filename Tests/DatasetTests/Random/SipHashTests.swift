// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct SipHashTests {
    /// OpenSSL 3's SIPHASH with 16 bytes of output, key 00 … 0F, message 00 01 02 … of each length.
    @Test(
        arguments: [
            (0, 0xE6A8_25BA_047F_81A3, 0x9302_55C7_1472_F66D),
            (1, 0x44AF_996B_D8C1_87DA, 0x45FC_229B_1159_7634),
            (7, 0x53C1_DBD8_BEEB_F1A1, 0x3982_F01F_A64A_B8C0),
            (8, 0x61F5_5862_BAA9_623B, 0xB497_14F3_64E2_830F),
            (15, 0x11A8_B033_99E9_9354, 0xD9C3_CF97_0FEC_087E),
            (16, 0xBB54_B067_CAA4_E26E, 0x7705_2385_BF15_33FD),
            (63, 0x4A83_502F_77D1_5051, 0x7CBD_3F97_9A06_3E50),
        ] as [(Int, UInt64, UInt64)]
    )
    func hashesKnownMessages(length: Int, first: UInt64, second: UInt64) {
        var hash = SipHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
        hash.append(bytes: (0..<length).map { UInt8($0) })
        let (low, high) = hash.finished()
        #expect(low == first)
        #expect(high == second)
    }

    @Test func keepsNeighbouringTextsApart() {
        func hash(_ texts: [String]) -> [UInt64] {
            var hash = SipHash(key: (0, 0))
            for text in texts { hash.append(text) }
            let (low, high) = hash.finished()
            return [low, high]
        }
        #expect(hash(["ab", "c"]) != hash(["a", "bc"]))
        #expect(hash(["abc"]) != hash(["abc", ""]))
    }
}
