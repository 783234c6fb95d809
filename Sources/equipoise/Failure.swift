// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Pipeline
internal import Service

/// Turns an error into words on standard error and an exit code.
enum Failure {
    static func report(_ error: any Error) -> ExitCode {
        switch error {
        case let error as UsageError:
            write(error.detail)
            return .usage
        case let error as SettingError:
            write(error.description)
            return .usage
        case let error as ExposureError:
            write(error.description)
            return .usage
        case let error as TokenError:
            write(error.description)
            return .failed
        case let error as SystemError where error.isBusy:
            write("\(error.subject ?? "the data folder") is in use by another process")
            return .failed
        case let error as SystemError:
            write(error.description)
            return .failed
        case let error as ProvenanceError:
            write(error.description)
            return .refused
        default:
            return report(Problem(error), cause: error)
        }
    }

    private static func report(_ problem: Problem, cause: any Error) -> ExitCode {
        write(problem.kind == .internal ? "\(cause)" : TerminalText.line(problem.detail))
        for error in problem.errors {
            let parts = error.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            StandardStream.error.write("  \(TerminalText.line(parts))\n")
        }
        for warning in problem.warnings {
            let detail = warning.filter { $0.name == "detail" }.map(\.value).joined()
            StandardStream.error.write("warning: \(TerminalText.line(detail))\n")
        }
        switch problem.kind {
        case .invalidOptions: return .usage
        case .invalidArchive, .invalidLabels, .noImages, .oneClass, .tooFewImages, .unlabelled,
            .badImages, .leakage:
            return .refused
        default: return .failed
        }
    }

    private static func write(_ text: String) {
        StandardStream.error.write("equipoise: \(text)\n")
    }
}
