// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire

/// Says from a request's head who asks, or why nothing is to be done for them.
///
/// Called on the event loop, before a body is asked for; nothing here waits.
struct Gatekeeper: Sendable {
    let names: Names
    let origins: OriginPolicy
    let tokens: LiveTokens

    init(_ configuration: Configuration, _ tokens: LiveTokens) {
        names = configuration.servedNames
        origins = OriginPolicy(allowed: Set(configuration.corsOrigins))
        self.tokens = tokens
    }

    /// Refuses requests for other hosts, and those that a foreign page has a browser send.
    func checkSource(_ head: RequestHead) throws {
        if !names.serve(head.host) {
            throw Problem(
                .misdirectedRequest,
                "This service is not \(head.host) but \(names.list); --names adds further ones."
            )
        }
        if !origins.permits(head) {
            throw Problem(
                .forbidden,
                "A browser sends this for a page of another site (Origin, Sec-Fetch-Site); "
                    + "--cors-origins names those that may."
            )
        }
    }

    /// Who asks, where what is asked for needs a scope.
    ///
    /// - Throws: `Problem`: 401 without a token that there is, 403 with one that allows less.
    func principal(_ head: RequestHead, for needed: Scope) throws -> Principal {
        guard let table = tokens.table else { return .anyone }
        guard let credentials = head.fields[.authorization] else {
            throw Problem.unauthorized(
                "This needs a token: Authorization: Bearer TOKEN. ‘equipoise token new NAME’ "
                    + "makes one."
            )
        }
        guard let token = Token(credentials: credentials) else {
            throw Problem.unauthorized("The field Authorization is not of the form Bearer TOKEN.")
        }
        guard let grant = table.grant(of: token) else {
            throw Problem.noToken
        }
        guard grant.scope >= needed else {
            var problem = Problem(
                .forbidden,
                "This needs a token of scope \(needed.rawValue); yours has \(grant.scope.rawValue)."
            )
            problem.fields[.wwwAuthenticate] =
                "\(Problem.challenge), error=\"insufficient_scope\", scope=\"\(needed.rawValue)\""
            throw problem
        }
        return Principal(grant)
    }
}

extension Token {
    /// The token of a field Authorization: `Bearer`, in any case, and one word (RFC 6750 §2.1).
    init?(credentials: String) {
        let words = credentials.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        self.init(presented: String(words[1]))
    }
}

extension Problem {
    fileprivate static let challenge = "Bearer realm=\"equipoise\""

    /// A token that lets nobody in, or not any more.
    static var noToken: Problem {
        unauthorized("There is no such token, or it is revoked.", isInvalid: true)
    }

    /// 401, with the challenge that RFC 9110 §11.6.1 asks for.
    fileprivate static func unauthorized(
        _ detail: String,
        isInvalid: Bool = false
    ) -> Problem {
        var problem = Problem(.unauthorized, detail)
        problem.fields[.wwwAuthenticate] =
            challenge + (isInvalid ? ", error=\"invalid_token\"" : "")
        return problem
    }
}
