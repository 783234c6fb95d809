// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX
internal import Service

/// `serve`: the service, until a signal ends it.
enum ServeCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        let switches = SettingTable.all.filter(\.isFlag).map { spelled($0.name) }
        var arguments = try Arguments(words, switches: Set(switches))
        if let word = arguments.words.first { throw UsageError("‘\(word)’ is one word too many") }
        var flags: [String: String] = [:]
        for setting in SettingTable.all {
            if let value = try arguments.take(spelled(setting.name)) { flags[setting.name] = value }
        }
        try arguments.finish()
        let configuration = try Configuration(flags: flags, environment: { Environment[$0] })

        ThisProcess.keepNewFilesPrivate()
        let format = configuration.log
        let logger = Logger(label: "equipoise") { _ in StreamLogHandler(format: format) }
        if configuration.makesFirstToken {
            let token = try TokenFile(in: configuration.data).makeFirst()
            if let token {
                StandardStream.output.write("the first token, shown this once: \(token.text)\n")
            }
        }
        let service = try Service(configuration, logger: logger)
        let stop = Bell()
        let signals = Signals { stop.ring() }
        for address in addresses(configuration, port: service.port) {
            StandardStream.output.write("listening on \(address)\n")
        }
        return try withExtendedLifetime(signals) {
            stop.wait()
            logger.notice("stopping")
            try service.stop()
            return .done
        }
    }

    private static func addresses(_ configuration: Configuration, port: UInt16) -> [String] {
        var addresses: [String] = []
        if configuration.host != Configuration.none {
            let host = configuration.host
            addresses.append("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        }
        if configuration.socket != Configuration.none {
            addresses.append("unix:\(configuration.socket)")
        }
        return addresses
    }

    /// A setting's name as ``Arguments`` spells it.
    private static func spelled(_ name: String) -> String {
        name.map { $0 == "-" ? "_" : String($0) }.joined()
    }
}
