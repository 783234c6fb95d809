// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Pipeline

/// `version`: the program's name and version.
enum VersionCommand {
    static func run() -> ExitCode {
        StandardStream.output.write("equipoise \(Version.current)\n")
        return .done
    }
}
