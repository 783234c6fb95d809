// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A dataset balanced on the command line and over HTTP, and proved.
struct BothWays {
    /// The job over HTTP.
    let job: JSONValue
    /// The archive, which is the same both ways.
    let made: FinishedDataset

    /// Balances `dataset.zip` of the server's folder both ways at 16 pixels a side.
    ///
    /// Expects the same archive, that `verify` finds nothing, that the recipe gives the same bytes
    /// again, and that the job's document and the archive's tables agree.
    ///
    /// - Parameters:
    ///   - options: `name=value` pairs; a value may hold anything but a quote.
    ///   - hasLabels: whether `labels.csv` of the folder is sent beside the dataset.
    init(
        _ server: RunningServer,
        in directory: Directory,
        _ options: [String] = [],
        hasLabels: Bool = false,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let options = options + ["size=16"]
        let labels = hasLabels ? "--labels labels.csv" : ""
        let flags = options.map { "'--\($0)'" }.joined(separator: " ")
        try Program.output(
            """
            $equipoise balance dataset.zip -o out.zip \(labels) \(flags)
            $equipoise verify out.zip --dataset dataset.zip \(labels)
            unzip -p out.zip recipe.json >recipe.json
            $equipoise balance dataset.zip -o again.zip \(labels) --recipe recipe.json
            cmp out.zip again.zip
            """,
            in: directory,
            at: location
        )
        made = try FinishedDataset(in: directory, at: location)
        let fields = options.map { "--form-string '\($0)'" } + ["-F dataset=@dataset.zip"]
        let form = (fields + (hasLabels ? ["-F labels=@labels.csv"] : [])).joined(separator: " ")
        job = try server.made(form, at: location)
        let sha256 = try digest("out.zip", in: directory)
        #expect(job.text("archive.sha256") == sha256, "\(job)", sourceLocation: location)
        try expectAgreement(server, at: location)
    }

    private func expectAgreement(_ server: RunningServer, at location: SourceLocation) throws {
        #expect(job["warnings"] == made.recipe["warnings"], sourceLocation: location)
        #expect(
            job.text("dropped.count") == "\(made.dropped.count)",
            sourceLocation: location
        )
        let id = job.text("id") ?? ""
        let weights = try server.json("$url/v1/jobs/\(id)/weights", at: location)
        #expect(weights == made.weights, sourceLocation: location)
        for (label, count) in job.figures("train_after") {
            #expect(made.count(label, "train") == count, "\(label)", sourceLocation: location)
        }
        let misplaced = made.artificial.filter { $0["split"] != "train" }
        #expect(misplaced.isEmpty, "\(misplaced)", sourceLocation: location)
        #expect(
            made.originals.count + made.dropped.count
                == Int(job.text("dataset.images") ?? ""),
            "no image is lost in silence",
            sourceLocation: location
        )
    }
}
