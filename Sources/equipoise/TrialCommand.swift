// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Pipeline
internal import Service

/// `trial`: works on one image as `serve` would; for `serve` itself, after a crash.
enum TrialCommand {
    static let help = """
        equipoise trial DATASET.zip --entry N --parent PID [--options JSON] [--labels TABLE.csv]
                        [--without N,N,...] [limits ...]

        Internal: a service that finds that its former process died runs this once for each image
        that was in hand then. Works on the image that is entry N of the zip, counted from 0, and on
        none of those without; as a job with these options would, or without options as an
        inspection. Ends with 0 also where the image is refused: what counts is whether it ends.

        """

    static func run(_ words: [String]) throws -> ExitCode {
        var arguments = try Arguments(words)
        let most = Int(Int32.max)
        let parent = try number(&arguments, "parent", in: 1...most)
        let entry = try number(&arguments, "entry", in: 0...most)
        let options = try arguments.take("options").map(Recipe.options)
        let labels = try arguments.take("labels")
        let without = try (arguments.take("without") ?? "").split(separator: ",").map {
            try wholeNumber(String($0), in: 0...most, for: "--without")
        }
        let input = try arguments.onlyWord("DATASET.zip")
        var flags: [String: String] = [:]
        for setting in SettingTable.all {
            let name = setting.name.map { $0 == "-" ? "_" : String($0) }.joined()
            if let value = try arguments.take(name) { flags[setting.name] = value }
        }
        try arguments.finish()
        let configuration = try Configuration(flags: flags, environment: { _ in nil })
        ThisProcess.serve(parent: parent)
        try Pipeline(
            limits: configuration.limits.pipeline,
            pool: WorkerPool(width: configuration.workers)
        ).tryImage(
            at: entry,
            in: File(reading: input),
            options,
            labels: labels.map { try File(reading: $0) },
            leavingOut: Set(without)
        )
        return .done
    }

    private static func number(
        _ arguments: inout Arguments,
        _ name: String,
        in range: ClosedRange<Int>
    ) throws -> Int {
        guard let text = try arguments.take(name) else {
            throw UsageError("--\(name) is missing")
        }
        return try wholeNumber(text, in: range, for: "--\(name)")
    }
}
