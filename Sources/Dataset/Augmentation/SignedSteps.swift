// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Whole numbers of steps in either direction, none shorter or longer than given.
struct SignedSteps {
    let shortest: Int
    let longest: Int

    /// How many there are; none where the shortest is already too long.
    var count: Int { max(0, 2 * (longest - shortest + 1)) }

    /// Number `index` of them, ascending.
    func value(_ index: Int) -> Int {
        let negative = longest - shortest + 1
        return index < negative ? index - longest : index - negative + shortest
    }
}

extension SignedSteps {
    /// Reads a magnitude above 0 and below 1 with at most three decimals, in thousandths.
    static func thousandths(_ magnitude: Substring?) -> Int? {
        guard let number = magnitude.flatMap({ Decimal(digits: $0) }), number.scale <= 3,
            0 < number && number < 1
        else { return nil }
        return number.floor(times: 1000)
    }
}
