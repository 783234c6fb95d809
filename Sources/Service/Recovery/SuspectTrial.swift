// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

/// Tries an image of a dataset alone, where nothing but the trial can be lost.
struct SuspectTrial: Sendable {
    /// What is tried, and as part of what.
    struct Case: Sendable {
        /// The path of the upload.
        let dataset: String
        /// The path of the labels that came with the job.
        let labels: String?
        /// The job's options, a JSON object; nil for an inspection.
        let options: String?
        /// The position of the zip's entry.
        let entry: Int
        /// The entries that are not to be touched on the way.
        let excluded: [Int]
    }

    /// What came of it.
    enum Verdict: Hashable, Sendable {
        /// The image can be worked on, or is refused in the usual way, or nothing was found out.
        case innocent
        /// The process died; a sentence that says how.
        case culprit(String)
        /// The service stops.
        case stopped
    }

    let run: @Sendable (Case, _ shouldStop: () -> Bool) throws -> Verdict

    /// Tries in a child process, by the command `trial` of a program.
    ///
    /// - Parameters:
    ///   - program: the path of this program.
    ///   - configuration: whose limits count for the trial.
    ///   - folder: has room for what the child writes to its standard error.
    static func inChild(
        _ program: String,
        _ configuration: Configuration,
        folder: Directory,
        logger: Logger
    ) -> SuspectTrial {
        let limits = SettingTable.all.filter { $0.isLimit || $0.name == "workers" }
            .filter { $0.text(configuration) != $0.defaultText }
            .map { "--\($0.name)=\($0.text(configuration))" }
        return SuspectTrial { tried, shouldStop in
            let child = ChildProcess(program, arguments(tried) + limits)
            var isConfirmed = false
            while true {
                let errors = try File(temporaryIn: folder.path)
                let end = try child.run(
                    errors: errors,
                    within: configuration.limits.trialTime,
                    shouldStop: shouldStop
                )
                switch end {
                case .stopped: return .stopped
                case .exited(0): return .innocent
                case .killed(let signal) where isFault(signal) || isConfirmed && isKill(signal):
                    logger.notice(
                        "a trial died",
                        metadata: ["entry": "\(tried.entry)", "end": "\(errors.start)"]
                    )
                    return .culprit(
                        "A process that worked on this image alone was killed by "
                            + "signal \(signal)."
                    )
                case .killed(let signal) where isKill(signal):
                    // Somebody may have sent it, to all processes of the program: once more.
                    isConfirmed = true
                case .exited, .killed, .late:
                    logger.warning(
                        "a trial told nothing",
                        metadata: ["entry": "\(tried.entry)", "end": "\(end) \(errors.start)"]
                    )
                    return .innocent
                }
            }
        }
    }

    /// For a service that does not know its own program: nothing is found out.
    static let none = SuspectTrial { _, _ in .innocent }

    private static func arguments(_ tried: Case) -> [String] {
        var words = [
            "trial", tried.dataset, "--entry", "\(tried.entry)", "--parent", "\(ThisProcess.id)",
            "--without=" + tried.excluded.map(String.init).joined(separator: ","),
        ]
        if let labels = tried.labels { words += ["--labels", labels] }
        if let options = tried.options { words += ["--options", options] }
        return words
    }

    /// Whether a process gets this signal for what it does itself.
    private static func isFault(_ signal: Int32) -> Bool { FaultMark.signals.contains(signal) }

    /// Whether it is that of the kernel when there is no memory left.
    private static func isKill(_ signal: Int32) -> Bool { signal == FaultMark.kill }
}

extension File {
    /// The first bytes, as one line for a log.
    fileprivate var start: String {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = try? unsafe bytes.withUnsafeMutableBytes {
            try unsafe descriptor.read(into: $0, at: 0)
        }
        let text = String(decoding: bytes.prefix(count ?? 0), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).joined(separator: " | ")
    }
}
