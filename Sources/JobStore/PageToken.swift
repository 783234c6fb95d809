// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Where the next page of a listing begins; opaque to clients, safe in a URL.
///
/// It names the last job of the page before by its place in the order of submission, so jobs that
/// arrive or go meanwhile neither repeat nor hide others.
package struct PageToken: Hashable, Sendable, CustomStringConvertible {
    private static let prefix = "s"

    let sequence: Int64

    init(sequence: Int64) {
        self.sequence = sequence
    }

    /// Reads a token that a client sent back; nil unless ``description`` could have written it.
    package init?(_ text: String) {
        guard text.hasPrefix(PageToken.prefix), text.utf8.count > 1 else { return nil }
        var value: Int64 = 0
        for digit in text.utf8.dropFirst() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        sequence = value
        guard description == text else { return nil }
    }

    package var description: String { "\(PageToken.prefix)\(sequence)" }
}
