// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import POSIX

/// What an archive has to be: the plan that its recipe gives of the dataset, made anew.
struct ExpectedArchive: Sendable {
    let source: SourceArchive
    let plan: Plan

    /// Plans again, as the run did that the recipe tells of.
    ///
    /// - Returns: nil where the recipe makes no archive of the dataset, which is a finding.
    /// - Throws: `PipelineError` when the machine fails or the observer ends it.
    static func make(
        of dataset: File,
        _ recipe: Recipe,
        labels: File?,
        drops: ListedDrops,
        pipeline: Pipeline,
        findings: Findings,
        observer: PipelineObserver
    ) throws -> ExpectedArchive? {
        let limits = pipeline.limits
        do {
            let source = try SourceArchive(
                dataset,
                options: recipe.options,
                labels: labels,
                limits: limits
            )
            var examination = try Examination.make(
                source,
                leavingOut: drops.untouchable(source),
                limits: limits,
                pool: pipeline.pool,
                memory: pipeline.memory,
                observer: observer
            )
            observer.phase(.planning)
            let bad = try drops.confirmed(
                examination.catalogue,
                of: source,
                pipeline: pipeline,
                findings: findings,
                observer: observer
            )
            if !bad.isEmpty { examination = try examination.removing(bad) }
            let plan = try Plan.make(
                examination,
                options: source.options,
                limits: limits.dataset,
                warnings: source.warnings
            )
            try plan.check()
            return ExpectedArchive(source: source, plan: plan)
        } catch let error as PipelineError {
            switch error {
            case .dataset, .tooLittleLeft, .badImages: break
            case .archive, .storage, .stopped, .invariant: throw error
            }
            let detail = "it makes no archive of this dataset: \(error)"
            findings.add(Finding("recipe.json", .tableDiffers, detail), at: 0)
            return nil
        }
    }
}

extension Recipe {
    /// Why no plan of this program's can be held against an archive; nil where one can.
    func obstacle(hasLabels: Bool) -> String? {
        if version != Version.current {
            return "the recipe is of version \(version), this is \(Version.current)"
        }
        if labels != nil, !hasLabels {
            return "the recipe has a table of labels beside the dataset; give it as --labels"
        }
        return nil
    }
}
