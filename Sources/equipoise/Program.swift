// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// The command line: arguments in, an exit code out.
@main
struct Program {
    static func main() {
        ThisProcess.returnLargeBlocks()
        let words = Array(CommandLine.arguments.dropFirst())
        ThisProcess.exit(run(words).rawValue)
    }

    /// Carries out what the words ask for.
    private static func run(_ words: [String]) -> ExitCode {
        guard let name = words.first else {
            StandardStream.error.write(Help.overview)
            return .usage
        }
        let rest = Array(words.dropFirst())
        do {
            if !name.hasPrefix("-"), rest.contains("--help") || rest.contains("-h") {
                return try Help.run([name])
            }
            switch name {
            case "serve": return try ServeCommand.run(rest)
            case "balance": return try BalanceCommand.run(rest)
            case "inspect": return try InspectCommand.run(rest)
            case "verify": return try VerifyCommand.run(rest)
            case "sample": return try SampleCommand.run(rest)
            case "token": return try TokenCommand.run(rest)
            case "health": return try HealthCommand.run(rest)
            case "trial": return try TrialCommand.run(rest)
            case "version", "--version": return VersionCommand.run()
            case "help", "--help", "-h": return try Help.run(rest)
            default:
                throw UsageError("there is no command ‘\(name)’; try ‘equipoise help’")
            }
        } catch {
            return Failure.report(error)
        }
    }
}
