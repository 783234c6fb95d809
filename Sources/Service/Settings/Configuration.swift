// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
package import Logging
internal import POSIX
internal import Pipeline

/// What `serve` is told: the flags, else the environment, else the defaults.
package struct Configuration: Sendable {
    /// What ``host`` and ``socket`` are where there is to be none.
    package static let none = "none"

    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The path of a Unix-domain socket to listen on as well.
    package var socket = Configuration.none
    /// The port to listen on, 0 for one that the kernel chooses.
    package var port: UInt16 = 8080
    /// The folder for uploads, archives and the job store.
    package var data = "equipoise-data"
    /// How many images are rendered at once.
    package var workers = WorkerPool.machineWidth
    /// How log lines look.
    package var log = LogFormat.text
    /// The least level of log lines that are written.
    package var logLevel = Logger.Level.info
    /// Names that the service answers for, beside those of the loopback.
    package var names: [String] = []
    /// Other sites whose pages may use the service from a browser.
    package var corsOrigins: [Origin] = []
    /// Whether a token is made at the first start.
    package var makesFirstToken = false
    package var limits = ServiceLimits()

    package init() {}

    /// Reads every setting from the flags, else from the environment.
    ///
    /// - Parameters:
    ///   - flags: names without dashes, and their values.
    ///   - environment: the value of a variable of the process.
    /// - Throws: ``SettingError``.
    package init(
        flags: [String: String],
        environment: (String) -> String?
    ) throws(SettingError) {
        for setting in SettingTable.all {
            guard let (value, source) = setting.given(flags, environment) else { continue }
            try setting.apply(value, to: &self, source: source)
        }
    }
}

extension Configuration {
    /// Nanoseconds from the wish to stop to the end of the process, at the most.
    package var stopNanoseconds: UInt64 { limits.stopDelay + limits.server.stopGrace }

    /// Whether only this machine can reach the address that is listened on.
    var isLoopback: Bool {
        let isNumeric = host.utf8.allSatisfy {
            $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        return isNumeric && host.hasPrefix("127.") || host == "::1" || host == "localhost"
            || host == Self.none
    }
}

/// How log lines look.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One line of `key=value` pairs, for people.
    case text
    /// One JSON object a line, for collectors.
    case json
}

/// A setting that is not acceptable.
package struct SettingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The flag or the variable.
    package let source: String
    package let value: String
    package let accepted: String

    package var description: String {
        "\(source): ‘\(value)’ is not accepted; give \(accepted)"
    }
}
