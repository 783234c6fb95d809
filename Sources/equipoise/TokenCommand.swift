// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// `token`: makes, lists and revokes the tokens of a data folder, also while a service runs on it.
enum TokenCommand {
    static let help = """
        equipoise token new NAME [--scopes read,submit,admin] [--tenant NAME] [--data DIR]
        equipoise token list [--data DIR]
        equipoise token revoke NAME [--data DIR]

        new prints a token, once; only its SHA-256 is kept, in the file ‘tokens’ of the
        data folder (EQUIPOISE_DATA, default: equipoise-data). A client sends it as
        Authorization: Bearer TOKEN. A running service follows within a second.

        read looks and downloads, submit also posts, cancels and removes, admin does all
        that with everybody's jobs and datasets. A scope allows what those before it do;
        without --scopes it is read,submit. Jobs and datasets belong to a tenant, which is
        called like the token unless --tenant says otherwise; others' are not there for it.

        As soon as there is a token, nothing but /livez, /readyz, /version, /openapi.yaml,
        /problems/NAME and the page at / answers without one, also when the last has been revoked.

        """

    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words)
        let data = try arguments.take("data") ?? Environment["EQUIPOISE_DATA"] ?? defaultFolder
        let given = (scopes: try arguments.take("scopes"), tenant: try arguments.take("tenant"))
        try arguments.finish()
        let action = arguments.words.first
        if action != "new", given.scopes != nil || given.tenant != nil {
            throw UsageError("--scopes and --tenant are for ‘token new’")
        }
        let limit = try limit()
        ThisProcess.keepNewFilesPrivate()
        switch (action, arguments.words.count) {
        case ("new", 2):
            let name = try checked(arguments.words[1])
            let tenant = try checked(given.tenant ?? name)
            let scope = try scope(given.scopes ?? "read,submit")
            let file = try TokenFile(in: data, limit: limit)
            let token = try file.make(name, tenant: tenant, scope: scope)
            StandardStream.output.write(token.text + "\n")
        case ("list", 1):
            for grant in try TokenFile(inExisting: data, limit: limit).read()?.grants ?? [] {
                StandardStream.output.write(
                    "\(grant.name)  tenant \(grant.tenant)  \(grant.scope.rawValue)  "
                        + "\(grant.createdTime)\n"
                )
            }
        case ("revoke", 2):
            let name = arguments.words[1]
            try TokenFile(inExisting: data, limit: limit).update { try $0.revoke(name) }
        default:
            throw UsageError("token takes ‘new NAME’, ‘list’ or ‘revoke NAME’")
        }
        return .done
    }

    private static let defaultFolder = Configuration().data

    /// How many tokens the service takes: the one setting that is about them.
    private static func limit() throws(SettingError) -> Int {
        try Configuration(
            flags: [:],
            environment: { $0 == "EQUIPOISE_MAX_TOKENS" ? Environment[$0] : nil }
        ).limits.tokens
    }

    private static func checked(_ name: String) throws(UsageError) -> String {
        if Grant.isName(name) { return name }
        throw UsageError("‘\(name)’ names no token and no tenant; give \(Grant.acceptedNames)")
    }

    /// The largest of some scopes, which allows what the others do.
    private static func scope(_ text: String) throws(UsageError) -> Scope {
        var largest: Scope?
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let scope = Scope(rawValue: String(word)) else {
                let accepted = Scope.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("--scopes: ‘\(word)’ is none; give some of \(accepted)")
            }
            largest = max(largest ?? scope, scope)
        }
        guard let largest else { throw UsageError("--scopes is empty") }
        return largest
    }
}
