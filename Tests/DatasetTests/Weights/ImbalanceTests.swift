// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ImbalanceTests {
    /// Numbers computed apart from this code, with numpy.
    @Test(
        arguments: [
            ([1266, 2224, 1194], 1.863, 0.96093), ([8, 2], 4, 0.72193), ([1, 200], 200, 0.04522),
            ([1226, 2184, 1154], 1.893, 0.95889), ([3, 1, 4, 1, 5, 9], 9, 0.86029),
            ([5, 5, 5], 1, 1), ([7], 1, 1), ([], 1, 1), ([0, 0], 1, 1), ([4, 4, 0], 1, 0.63093),
        ] as [([Int], Double, Double)]
    )
    func measuresRatioAndEntropy(counts: [Int], ratio: Double, evenness: Double) {
        #expect(Imbalance(counts).ratio == ratio)
        #expect(Imbalance(counts).evenness == evenness)
    }
}
