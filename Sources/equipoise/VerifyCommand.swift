// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Pipeline

/// `verify`: plans and makes every image of a balanced archive again and compares.
enum VerifyCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words)
        guard let input = try arguments.take("dataset") else {
            throw UsageError("--dataset DATASET.zip is missing")
        }
        let labels = try arguments.take("labels").map { try File(reading: $0) }
        let pool = try WorkerPool(&arguments)
        let output = try arguments.onlyWord("OUT.zip")
        try arguments.finish()

        let archive = try File(reading: output)
        let dataset = try File(reading: input)
        let progress = ProgressBar()
        defer { progress.clear() }
        let verification = try Pipeline(limits: PipelineLimits(), pool: pool).verify(
            archive: archive,
            dataset: dataset,
            labels: labels,
            observer: PipelineObserver(rendered: { progress.show($0, of: $1) })
        )
        progress.clear()
        for warning in verification.warnings {
            StandardStream.error.write("equipoise: warning: \(warning)\n")
        }
        StandardStream.output.write(text(verification))
        return verification.isSound ? .done : .failed
    }

    private static func text(_ verification: Verification) -> String {
        let images = verification.images == 1 ? "1 image" : "\(verification.images) images"
        let unchecked = verification.notPlanned.map { "not compared with a plan: \($0)\n" } ?? ""
        if verification.isSound {
            return "\(images) made again: all are what the manifest says\n" + unchecked
        }
        let count = verification.count == 1 ? "1 finding" : "\(verification.count) findings"
        var lines = ["\(images), \(count)"] + verification.findings.map(\.description)
        let more = verification.count - verification.findings.count
        if more > 0 { lines.append("and \(more) more") }
        return lines.joined(separator: "\n") + "\n" + unchecked
    }
}
