// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Hashing

/// The SHA-256 values that a request's head gives for its body (RFC 9530), to be compared with.
struct BodyDigests: Sendable {
    /// In their raw bytes; none where the head gives none.
    let expected: [[UInt8]]

    init(_ expected: [[UInt8]] = []) {
        self.expected = expected
    }

    /// - Throws: `HTTPViolation` for a field that is malformed.
    init(_ head: RequestHead) throws {
        expected = try [HTTPField.Name.contentDigest, .reprDigest].flatMap { name in
            try head.fields[values: name].compactMap { try ContentDigest.parse($0)?.sha256 }
        }
    }

    /// - Throws: `Problem` when a body of this digest is not the one that was announced.
    func check(_ received: Digest) throws {
        if expected.allSatisfy({ $0 == received.bytes }) { return }
        throw Problem(
            .digestMismatch,
            "The bytes received have the SHA-256 \(received), not the one in the head."
        )
    }
}
