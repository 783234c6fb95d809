// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JobStore
internal import POSIX

/// The name under which a POST may be sent again (draft-ietf-httpapi-idempotency-key-header).
struct IdempotencyKey: Hashable, Sendable {
    private static let lengths = 1...255
    private static let accepted =
        "1 to 255 visible ASCII characters, in double quotes or without any"

    let text: String

    /// Reads the field; nil where the head has none.
    ///
    /// The draft has a structured field's string, in quotes, and many clients send it bare.
    ///
    /// - Throws: `Problem` 400.
    init?(_ head: RequestHead) throws {
        guard let value = head.fields[.idempotencyKey] else { return nil }
        guard let text = Self.read(value) else {
            throw Problem(.badRequest, "The Idempotency-Key has to be \(Self.accepted).")
        }
        self.text = text
    }

    /// The key in a field's value; nil for none that is acceptable.
    static func read(_ value: String) -> String? {
        let bytes = value.utf8.first == UInt8(ascii: "\"") ? unquoted(value) : Array(value.utf8)
        guard let bytes, lengths.contains(bytes.count),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The content of a string in quotes (RFC 9651 §4.2.5), with no parameters behind it.
    private static func unquoted(_ value: String) -> [UInt8]? {
        var content: [UInt8] = []
        var rest = value.utf8.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return rest.isEmpty ? content : nil
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst(),
                    [UInt8(ascii: "\""), UInt8(ascii: "\\")]
                        .contains(next)
                else { return nil }
                content.append(next)
            default: content.append(byte)
            }
        }
        return nil
    }

    /// The key of a request that asks for this.
    ///
    /// - Parameter request: all that has to be the same when the key comes again.
    func request(_ request: [String]) -> RequestKey {
        let digest = SHA256.digest(of: Array(request.joined(separator: "\n").utf8))
        return RequestKey(key: text, fingerprint: digest.description)
    }
}

/// The keys of requests that are arriving, so that of two with one key only one is taken.
final class ArrivingKeys: Sendable {
    fileprivate struct Name: Hashable {
        let tenant: String
        let key: IdempotencyKey
    }

    /// One request's hold on its key, until it is released or gone.
    final class Hold: Sendable {
        let key: IdempotencyKey
        private let name: Name
        private let keys: ArrivingKeys
        private let isHeld = Locked(true)

        fileprivate init(_ name: Name, _ keys: ArrivingKeys) {
            key = name.key
            self.name = name
            self.keys = keys
        }

        deinit { release() }

        /// Lets the next request with the key in; before the answer goes out, so that whoever
        /// has that is not refused.
        func release() {
            let wasHeld = isHeld.withLock { isHeld in
                defer { isHeld = false }
                return isHeld
            }
            if wasHeld { _ = keys.names.withLock { [name] in $0.remove(name) } }
        }
    }

    private let names = Locked<Set<Name>>([])

    /// Takes the key of a request, if it has one.
    ///
    /// - Throws: `Problem` 400, or 409 while another request with the key is arriving.
    func take(_ head: RequestHead, of tenant: String) throws -> Hold? {
        guard let key = try IdempotencyKey(head) else { return nil }
        let name = Name(tenant: tenant, key: key)
        if names.withLock({ $0.insert(name).inserted }) { return Hold(name, self) }
        var problem = Problem(
            .idempotencyConflict,
            "A request with this Idempotency-Key is still arriving; ask again when it is over."
        )
        problem.status = 409
        problem.fields[.retryAfter] = "2"
        throw problem
    }
}

extension Problem {
    /// A key that stands for a request which asked for something else.
    static var keyOfOtherRequest: Problem {
        Problem(
            .idempotencyConflict,
            "The Idempotency-Key stands for a request with another body or other options; give "
                + "this one a key of its own."
        )
    }
}
