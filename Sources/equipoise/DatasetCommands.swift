// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Pipeline

/// `balance`: the whole pipeline without a server.
enum BalanceCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words, short: ["-o": "output"])
        guard let output = try arguments.take("output") else {
            throw UsageError("-o OUT.zip is missing")
        }
        let pool = try WorkerPool(&arguments)
        let input = try arguments.onlyWord("DATASET.zip")
        let given = try GivenOptions(&arguments)

        let dataset = try File(reading: input)
        let destination = try OutputFile(output, besides: dataset)
        let manifest = try File(temporaryIn: destination.directory.path)
        let progress = ProgressBar()
        do {
            let pending = try PendingIdentity(reading: dataset)
            // What a recipe is not for is refused before anything is done.
            if given.needsIdentity { try given.check(dataset: pending.identity()) }
            let outcome = try Pipeline(limits: PipelineLimits(), pool: pool).balance(
                dataset,
                identity: { () throws(SystemError) in try pending.identity() },
                given.options,
                labels: given.labels,
                archive: destination.file,
                manifest: manifest,
                observer: PipelineObserver(rendered: { progress.show($0, of: $1) })
            )
            progress.clear()
            try destination.commit()
            StandardStream.output.write(outcome.summary.table)
            return .done
        } catch {
            progress.clear()
            destination.discard()
            throw error
        }
    }
}

/// `inspect`: the plan as JSON; nothing is written.
enum InspectCommand {
    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words)
        let pool = try WorkerPool(&arguments)
        let input = try arguments.onlyWord("DATASET.zip")
        let given = try GivenOptions(&arguments)
        let dataset = try File(reading: input)
        let identity = try DatasetIdentity(reading: dataset)
        try given.check(dataset: identity)
        let pipeline = Pipeline(limits: PipelineLimits(), pool: pool)
        let listing = try pipeline.inspect(dataset, given.options, labels: given.labels)
        // The plan is all that this command makes: a part of it must not pass for the whole.
        let output = FileDescriptor(owning: StandardStream.output.rawValue)
        try listing.write(identity) { bytes in
            try unsafe bytes.withUnsafeBytes { try unsafe output.write(all: $0) }
        }
        return .done
    }
}

extension WorkerPool {
    /// As wide as `--workers` says, else as the machine.
    init(_ arguments: inout Arguments) throws(UsageError) {
        guard let text = try arguments.take("workers") else {
            self.init(width: WorkerPool.machineWidth)
            return
        }
        self.init(width: try wholeNumber(text, in: 1...1024, for: "--workers"))
    }
}

/// A number in digits alone, within a range.
func wholeNumber(
    _ text: String,
    in range: ClosedRange<Int>,
    for flag: String
) throws(UsageError) -> Int {
    guard let number = Decimal(digits: text)?.integer, range.contains(number) else {
        throw UsageError(
            "\(flag) takes a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
    }
    return number
}
