// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPWire
internal import POSIX

/// What `serve` would go by, where each value comes from, and what is wrong with it.
///
/// Looks at the machine as well as at the words, and changes nothing.
package struct ConfigurationReport: Sendable {
    /// One setting as it stands.
    package struct Row: Sendable, Hashable {
        /// The flag without its dashes.
        package let name: String
        package let value: String
        /// `default`, the variable of the environment, or the flag.
        package let source: String
    }

    /// Every setting, in the order of the table.
    package let rows: [Row]
    /// Why the service would not start, one sentence each.
    package let problems: [String]
    /// What it would start with all the same.
    package let warnings: [String]

    /// Reads every setting, all wrong ones too, and looks at what they are about.
    ///
    /// - Parameters:
    ///   - flags: names without dashes, and their values.
    ///   - environment: the value of a variable of the process.
    ///   - variables: the names of all variables, to find misspelled ones.
    package init(
        flags: [String: String],
        environment: (String) -> String?,
        variables: [String] = []
    ) {
        var configuration = Configuration()
        var sources: [String: String] = [:]
        var problems: [String] = []
        for setting in SettingTable.all {
            guard let (value, source) = setting.given(flags, environment) else { continue }
            do throws(SettingError) {
                try setting.apply(value, to: &configuration, source: source)
                sources[setting.name] = source
            } catch {
                problems.append(error.description)
            }
        }
        rows = SettingTable.all.map { setting in
            Row(
                name: setting.name,
                value: setting.text(configuration),
                source: sources[setting.name] ?? "default"
            )
        }
        self.problems = problems + configuration.faults()
        let known = Set(SettingTable.all.map(\.variable))
        warnings =
            configuration.doubts()
            + variables.filter { $0.hasPrefix("EQUIPOISE_") && !known.contains($0) }.sorted()
            .map { "\($0): no setting has this variable" }
    }

    /// The settings as a table, one a line.
    package var text: String {
        let nameWidth = rows.map(\.name.count).max() ?? 0
        let valueWidth = min(40, rows.map(\.value.count).max() ?? 0)
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return rows.map { row in
            let value = shortened(row.value)
            return "\(padded(row.name, nameWidth))  \(padded(value, valueWidth))  \(row.source)\n"
        }.joined()
    }
}

extension Configuration {
    /// What keeps the service from starting on this machine.
    fileprivate func faults() -> [String] {
        var faults: [String] = []
        do throws(SystemError) {
            try Directory.checkIsUsable(data)
        } catch {
            faults.append("--data: \(error)")
        }
        do {
            let isThere = (try? Directory(existing: data)) != nil
            let tokens = isThere ? try TokenFile(in: data, limit: limits.tokens).read() : nil
            if !makesFirstToken || tokens != nil { try checkExposure(tokens) }
        } catch {
            faults.append("\(error)")
        }
        do throws(SettingError) {
            try checkDisk()
        } catch {
            faults.append(error.description)
        }
        if host == Self.none, socket == Self.none {
            faults.append("--host: there is nothing to listen on; give an address, or --socket")
        }
        if host != Self.none, (try? Listener.checkAddress(host: host)) == nil {
            faults.append("--host: ‘\(shortened(host))’ has no address on this machine")
        }
        if socket != Self.none {
            let folder = socket.lastIndex(of: "/").map { String(socket[..<$0]) + "/." } ?? "."
            do throws(SystemError) {
                try Directory.checkIsUsable(folder)
            } catch {
                faults.append("--socket: \(error)")
            }
        }
        return faults
    }

    /// What the service can start with, but hardly as it was meant.
    fileprivate func doubts() -> [String] {
        var doubts: [String] = []
        let free = try? Directory(existing: data).freeBytes()
        if let free, free < limits.freeDiskBytes {
            doubts.append("--min-free-bytes: \(free) bytes are free, so uploads would be refused")
        }
        if limits.server.head.headBytes < limits.server.head.requestLineBytes {
            doubts.append("--max-head-bytes is less than --max-request-line-bytes")
        }
        return doubts
    }
}
