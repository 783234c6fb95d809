// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX
internal import Service

/// `serve`: the service, until a signal ends it.
enum ServeCommand {
    /// A flag of the command that is no setting.
    private static let checkFlag = "check_config"

    static func run(_ words: [String]) throws -> ExitCode {
        let switches = SettingTable.all.filter(\.isFlag).map { spelled($0.name) } + [checkFlag]
        var arguments = try Arguments(words, switches: Set(switches))
        if let word = arguments.words.first { throw UsageError("‘\(word)’ is one word too many") }
        let onlyChecks = try arguments.take(checkFlag) == "true"
        var flags: [String: String] = [:]
        for setting in SettingTable.all {
            if let value = try arguments.take(spelled(setting.name)) { flags[setting.name] = value }
        }
        try arguments.finish()
        if onlyChecks { return check(flags) }
        return try serve(Configuration(flags: flags, environment: { Environment[$0] }))
    }

    /// Says what the service would go by, and what is wrong with it.
    private static func check(_ flags: [String: String]) -> ExitCode {
        let report = ConfigurationReport(
            flags: flags,
            environment: { Environment[$0] },
            variables: Environment.names
        )
        StandardStream.output.write(report.text)
        for warning in report.warnings {
            StandardStream.error.write("equipoise: warning: \(warning)\n")
        }
        for problem in report.problems { StandardStream.error.write("equipoise: \(problem)\n") }
        return report.problems.isEmpty ? .done : .usage
    }

    private static func serve(_ configuration: Configuration) throws -> ExitCode {
        ThisProcess.keepNewFilesPrivate()
        // First of all, so that a signal that comes while a long recovery runs ends in order, too.
        let stop = StopRequest()
        let writer = try LogWriter.standardError(configuration.log)
        defer { writer.finish(milliseconds: 1000) }
        let logger = Logger(label: "equipoise") { _ in
            StreamLogHandler(
                format: configuration.log,
                level: configuration.logLevel,
                writer: writer
            )
        }
        if configuration.makesFirstToken {
            let token = try TokenFile(in: configuration.data).makeFirst()
            if let token {
                StandardStream.output.write("the first token, shown this once: \(token.text)\n")
            }
        }
        let service = try Service(
            configuration,
            logger: logger,
            droppedLogLines: { writer.dropped },
            program: ThisProcess.programPath
        )
        let supervision = Supervision(logger: logger)
        if !stop.isMade {
            let addresses = addresses(configuration, port: service.port)
            for address in addresses { StandardStream.output.write("listening on \(address)\n") }
            let status = "listening on \(addresses.joined(separator: " and "))"
            try supervision.begin(service, status: status)
        }
        stop.wait()
        logger.notice("stopping")
        let limit = configuration.stopNanoseconds
        supervision.stopping(nanoseconds: limit)
        stop.endProcess(after: limit) {
            logger.error("stopped without order: the grace is over, the next start recovers")
            writer.flush(milliseconds: 500)
        }
        try withExtendedLifetime(stop) { try service.stop() }
        logger.notice("stopped")
        return .done
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
