// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Reads numbers digit by digit, because `Int(String)` takes signs.
enum Digits {
    /// The value of one to 19 decimal digits and nothing else.
    ///
    /// Nineteen digits always fit, so the bound is the overflow check.
    static func decimal(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard (1...19).contains(bytes.count) else { return nil }
        return saturatingDecimal(bytes)
    }

    /// The value of one or more decimal digits and nothing else, `UInt64.max` where it is larger.
    static func saturatingDecimal(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard !bytes.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard byte.isDigit else { return nil }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(UInt64(byte - 0x30))
            value = overflows || carries ? .max : sum
        }
        return value
    }
}
