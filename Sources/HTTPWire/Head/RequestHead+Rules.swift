// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

extension RequestHead {
    /// Applies the rules that look at several lines of a head together.
    init(_ line: RequestLine, fields: HTTPFields) throws(HTTPViolation) {
        try Self.refuseRepeatedSingletons(fields)
        method = line.method
        target = line.target
        minorVersion = line.minorVersion
        self.fields = fields
        host = try Self.host(line, fields)
        framing = try BodyFraming(fields, minorVersion: line.minorVersion)
        keepsAlive = try Self.keepsAlive(fields, minorVersion: line.minorVersion)
        let expects = try Self.expectsContinue(fields, minorVersion: line.minorVersion)
        expectsContinue = expects && framing != .none && framing != .length(0)
    }

    /// Fields whose second line could make two readers see two messages, or two senders.
    private static let singletons: Set<HTTPField.Name> = [
        .hostField, .contentLength, .contentType, .contentRange, .contentDisposition,
        .authorization, .proxyAuthorization, .range, .ifRange, .ifModifiedSince,
        .ifUnmodifiedSince, .maxForwards, .idempotencyKey, .requestID, .lastEventID,
        .origin, .referer, .userAgent, .date, .secFetchSite,
    ]

    private static func refuseRepeatedSingletons(_ fields: HTTPFields) throws(HTTPViolation) {
        var seen: Set<HTTPField.Name> = []
        for field in fields where singletons.contains(field.name) {
            guard seen.insert(field.name).inserted else {
                throw .badRequest("The header \(field.name.canonicalName) is given twice.")
            }
        }
    }

    /// The authority of the target, else of Host; Host is checked either way (RFC 9112 §3.2).
    private static func host(
        _ line: RequestLine,
        _ fields: HTTPFields
    ) throws(HTTPViolation) -> String {
        guard let field = fields[values: .hostField].first else {
            guard line.minorVersion == 0 else { throw .badRequest("The header Host is missing.") }
            return line.authority ?? ""
        }
        let host = try Authority.validated(field.utf8)
        return line.authority ?? host
    }

    /// Empty members of Connection are tolerated, as RFC 9110 §5.6.1.2 wants.
    private static func keepsAlive(
        _ fields: HTTPFields,
        minorVersion: Int
    ) throws(HTTPViolation) -> Bool {
        let options = fields.listMembers(.connection)
        guard options.allSatisfy({ $0.allSatisfy(\.isToken) }) else {
            throw .badRequest("Connection is not a list of options.")
        }
        if options.contains(where: { $0.spells("close") }) { return false }
        return minorVersion == 1 || options.contains { $0.spells("keep-alive") }
    }

    private static func expectsContinue(
        _ fields: HTTPFields,
        minorVersion: Int
    ) throws(HTTPViolation) -> Bool {
        let expectations = fields.listMembers(.expect)
        guard minorVersion == 1, !expectations.isEmpty else { return false }
        guard expectations.allSatisfy({ $0.spells("100-continue") }) else {
            throw HTTPViolation(
                status: 417,
                code: "bad-request",
                detail: "The only expectation that can be met is 100-continue."
            )
        }
        return true
    }
}

extension BodyFraming {
    /// Finds how the body is delimited; whatever could be read in two ways is refused.
    ///
    /// Stricter than RFC 9112 §6.3: Content-Length beside Transfer-Encoding, and a list of equal
    /// lengths, could be repaired, but their sender is broken or an attacker.
    init(_ fields: HTTPFields, minorVersion: Int) throws(HTTPViolation) {
        let lengths = fields[values: .contentLength]
        let codings = fields.listMembers(.transferEncoding)
        guard codings.isEmpty else {
            guard minorVersion == 1 else {
                throw .badRequest("HTTP/1.0 has no Transfer-Encoding.")
            }
            guard lengths.isEmpty else {
                throw .badRequest("Content-Length and Transfer-Encoding exclude each other.")
            }
            try Self.checkCodings(codings)
            self = .chunked
            return
        }
        guard let length = lengths.first else {
            self = .none
            return
        }
        guard lengths.count == 1, let count = Digits.decimal(length.utf8) else {
            throw .badRequest("Content-Length is not one decimal number.")
        }
        self = .length(count)
    }

    private static func checkCodings(_ codings: [Substring.UTF8View]) throws(HTTPViolation) {
        let isWellFormed = codings.allSatisfy { coding in
            !coding.isEmpty && coding.allSatisfy { $0.isToken } && !coding.spells("identity")
        }
        guard isWellFormed, let last = codings.last, last.spells("chunked"),
            !codings.dropLast().contains(where: { $0.spells("chunked") })
        else {
            throw .badRequest("Transfer-Encoding does not end in chunked, once.")
        }
        guard codings.count == 1 else {
            throw HTTPViolation(
                status: 501,
                code: "bad-request",
                detail: "The only transfer coding implemented is chunked."
            )
        }
    }
}
