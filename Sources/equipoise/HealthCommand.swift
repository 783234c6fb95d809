// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// `health`: asks a service whether it lives, or whether it takes jobs; for containers and scripts.
///
/// Containers ask whether it lives: a full queue is no reason to start one anew.
enum HealthCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words, switches: ["ready"])
        let given = try arguments.take("url")
        let socket = try arguments.take("socket")
        let asksReadiness = try arguments.take("ready") == "true"
        try arguments.finish()
        if let word = arguments.words.first { throw UsageError("‘\(word)’ is one word too many") }
        if given != nil, socket != nil { throw UsageError("--url and --socket exclude each other") }
        let path = asksReadiness ? "/readyz" : "/livez"
        let answer: HealthProbe.Answer
        if let socket {
            answer = try HealthProbe.ask(socket: socket, path: path)
        } else {
            let url = given ?? "http://127.0.0.1:\(Environment["EQUIPOISE_PORT"] ?? "8080")"
            guard let target = HealthTarget(url) else {
                throw UsageError("--url takes http://HOST[:PORT]")
            }
            answer = try HealthProbe.ask(host: target.host, port: target.port, path: path)
        }
        let isWell = answer.status == 200
        (isWell ? StandardStream.output : .error).write(answer.body)
        return isWell ? .done : .failed
    }
}

/// The host and the port of an `http` URL.
struct HealthTarget: Equatable {
    let host: String
    let port: UInt16

    init?(_ url: String) {
        guard url.hasPrefix("http://") else { return nil }
        var authority = url.dropFirst("http://".count)
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        var portText: Substring = "80"
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: ":") {
            portText = authority[authority.index(after: colon)...]
            authority = authority[..<colon]
        }
        if authority.hasPrefix("["), authority.hasSuffix("]") {
            authority = authority.dropFirst().dropLast()
        }
        guard !authority.isEmpty, !authority.contains("/"),
            let port = digits(String(portText)).flatMap(UInt16.init(exactly:))
        else { return nil }
        host = String(authority)
        self.port = port
    }
}
