// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Pipeline

/// `sample`: a synthetic imbalanced dataset to try things on.
enum SampleCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words)
        let counts = try (arguments.take("counts") ?? "120,300,90").split(
            separator: ",",
            omittingEmptySubsequences: false
        ).map { text in
            try wholeNumber(String(text), in: 1...SamplePlan.mostImages, for: "--counts")
        }
        let size = try wholeNumber(
            try arguments.take("size") ?? "640",
            in: 1...65_535,
            for: "--size"
        )
        let seed = try wholeNumber(
            try arguments.take("seed") ?? "32",
            in: 0...Int.max,
            for: "--seed"
        )
        let pool = try WorkerPool(&arguments)
        let output = try arguments.onlyWord("OUT.zip")
        try arguments.finish()
        let plan: SamplePlan
        do {
            plan = try SamplePlan(counts: counts, size: size, seed: UInt64(seed))
        } catch {
            throw UsageError(error.description)
        }

        let destination = try OutputFile(output)
        let progress = ProgressBar()
        let total = counts.reduce(0, +)
        do {
            try SampleArchive.write(plan, to: destination.file, pool: pool) {
                progress.show($0, of: total)
            }
            progress.clear()
            try destination.commit()
        } catch {
            progress.clear()
            destination.discard()
            throw error
        }
        for (name, count) in zip(plan.classNames, counts) {
            StandardStream.output.write("\(name): \(count)\n")
        }
        return .done
    }
}
