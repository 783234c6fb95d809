// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// Field lines as bytes, made once and sent with many answers.
///
/// Made of fields alone, whose values hold no CR, LF or NUL: no text reaches a head but through
/// ``ResponseHeadWriter``.
package struct FieldLines: Sendable, Hashable {
    let bytes: [UInt8]

    /// Each field as a line, in their order.
    package init(_ fields: HTTPFields) {
        var bytes: [UInt8] = []
        ResponseHeadWriter.append(fields, to: &bytes)
        self.bytes = bytes
    }

    /// Not one line.
    package static let none = FieldLines([:])
}
