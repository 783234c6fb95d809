// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
package import POSIX
internal import Zip

extension Pipeline {
    /// Makes every image of a balanced archive again and compares it with what is there.
    ///
    /// Each row of the manifest is held against the archive's entry, against the dataset's source,
    /// and against the image that recipe and row make of that source. And the run is planned again:
    /// the rows must be those of the plan, all of them in its order, and the tables beside the
    /// manifest those that plan and pixels give. So an archive in which nothing is found is the one
    /// that its recipe makes of the dataset. That takes the version that wrote the recipe, and the
    /// table of labels that came beside the dataset if one did; without these the images alone are
    /// checked, and ``Verification/notPlanned`` says so. Memory holds the two directories, about
    /// 200 bytes a row, the plan with what was seen of its sources, about 600 bytes a row, and for
    /// each worker a source, an entry and an image.
    ///
    /// - Parameters:
    ///   - archive: what ``balance(_:_:_:archive:manifest:observer:)`` made, or says it did.
    ///   - dataset: the upload that it was made of.
    ///   - labels: the table of labels that came beside the dataset, if it is at hand.
    ///   - observer: told of the phases but for `packing`, and of each image.
    /// - Throws: `ProvenanceError` where there is nothing to check or nothing to check it by;
    ///   `PipelineError` and `SystemError` when the machine fails, or the observer ends it.
    package func verify(
        archive: File,
        dataset: File,
        labels: File? = nil,
        observer: PipelineObserver = PipelineObserver()
    ) throws -> Verification {
        observer.phase(.inspecting)
        let findings = Findings()
        let archive = try FinishedArchive(archive, limits: limits)
        let recipe = try archive.readRecipe(findings)
        var sources: NamedEntries
        do throws(ZipError) {
            sources = try NamedEntries(dataset, limits: limits.zip)
        } catch {
            throw ProvenanceError.dataset(error)
        }
        let identity = try DatasetIdentity(reading: dataset)
        var images = 0
        var obstacle: String?
        var warnings = recipe.versionWarning.map { [$0] } ?? []
        // Images are made without the table of labels, so it need not be at hand.
        let table = try labels.map { try DatasetIdentity(reading: $0) } ?? recipe.labels
        if let mismatch = recipe.mismatch(dataset: identity, labels: table) {
            findings.add(Finding(mismatch), at: 0)
        } else {
            obstacle = recipe.obstacle(hasLabels: labels != nil)
            let drops = try ListedDrops(archive)
            warnings += drops.warning.map { [$0] } ?? []
            let expected =
                obstacle == nil
                ? try ExpectedArchive.make(
                    of: dataset,
                    recipe,
                    labels: labels,
                    drops: drops,
                    pipeline: self,
                    findings: findings,
                    observer: observer
                ) : nil
            // One directory in memory, not two.
            if let expected { sources = NamedEntries(expected.source.reader) }
            images = try compare(archive, sources, recipe, expected, findings, observer)
        }
        let (kept, count) = findings.result()
        return Verification(
            images: images,
            findings: kept,
            count: count,
            warnings: warnings,
            notPlanned: obstacle
        )
    }

    /// Compares rows, images and tables, and says how many rows there are.
    private func compare(
        _ archive: FinishedArchive,
        _ sources: NamedEntries,
        _ recipe: Recipe,
        _ expected: ExpectedArchive?,
        _ findings: Findings,
        _ observer: PipelineObserver
    ) throws -> Int {
        let sightings = expected.map(SourceSightings.init)
        let count = try compareRows(archive, sources, recipe, sightings, findings, observer)
        if let expected, let sightings {
            let observations = try sightings.finish(self, findings, observer)
            try TableAudit(archive: archive, findings: findings)
                .check(expected, observations, recipe.dataset, labels: recipe.labels)
        } else {
            try archive.checkOtherTables(findings)
        }
        return count
    }

    private func compareRows(
        _ archive: FinishedArchive,
        _ sources: NamedEntries,
        _ recipe: Recipe,
        _ sightings: SourceSightings?,
        _ findings: Findings,
        _ observer: PipelineObserver
    ) throws -> Int {
        let audit = try ManifestAudit(
            archive,
            sources: sources,
            allowsLeakage: recipe.options.allowLeakage,
            plan: sightings?.expected.plan,
            findings: findings
        )
        observer.phase(.rendering)
        try makeAgain(audit, archive, sources, recipe.options, findings, sightings, observer)
        return audit.count
    }

    private func makeAgain(
        _ audit: ManifestAudit,
        _ archive: FinishedArchive,
        _ sources: NamedEntries,
        _ options: Options,
        _ findings: Findings,
        _ sightings: SourceSightings?,
        _ observer: PipelineObserver
    ) throws {
        let rows = audit.rows
        let groups = audit.groups
        let done = Locked(0)
        let budget = newBudget()
        try pool.forEach(
            groups.count,
            context: {
                try Verifier(
                    archive,
                    sources: sources,
                    options: options,
                    limits: limits.image,
                    findings: findings,
                    sightings: sightings
                )
            }
        ) { verifier, group in
            try budget.withShare(of: group) { share in
                try verifier.check(rows[groups[group]], charging: &share) {
                    try observer.checkStop()
                    done.withLock {
                        $0 += 1
                        observer.rendered($0, rows.count)
                    }
                }
            }
        }
    }
}

extension Finding {
    /// A recipe that is for something else than what is at hand.
    fileprivate init(_ mismatch: ProvenanceError) {
        let kind: Kind =
            if case .otherLabels = mismatch { .labelsDiffer } else { .datasetDiffers }
        self.init("recipe.json", kind, mismatch.description)
    }
}
