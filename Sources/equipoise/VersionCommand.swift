// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// `version`: the program's name and version, and below them what it was built of.
enum VersionCommand {
    static func run() -> ExitCode {
        let build = BuildInformation.current
        let parts =
            [("commit", build.commit ?? "not known"), ("Swift", build.swift)]
            + build.libraries.map { ($0.name, $0.version) }
        let lines = ["equipoise \(build.version)"] + parts.map { "  \($0) \($1)" }
        StandardStream.output.write(lines.joined(separator: "\n") + "\n")
        return .done
    }
}
