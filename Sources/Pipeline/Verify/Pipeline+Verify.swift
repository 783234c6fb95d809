// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
package import POSIX
internal import Zip

extension Pipeline {
    /// Makes every image of a balanced archive again and compares it with what is there.
    ///
    /// Each row of the manifest is held against the archive's entry, against the dataset's source,
    /// and against the image that recipe and row make of that source. A row that was taken out
    /// together with its image is not missed, and the split is not drawn again: to show that
    /// nothing is lacking, run the recipe. Memory holds the two directories, about 200 bytes a row,
    /// and for each worker a source, an entry and an image.
    ///
    /// - Parameters:
    ///   - archive: what ``balance(_:_:_:archive:manifest:observer:)`` made, or says it did.
    ///   - dataset: the upload that it was made of.
    ///   - observer: told of two phases, `inspecting` and `rendering`, and of each image.
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
        let sources: NamedEntries
        do throws(ZipError) {
            sources = try NamedEntries(dataset, limits: limits.zip)
        } catch {
            throw ProvenanceError.dataset(error)
        }
        let identity = try DatasetIdentity(reading: dataset)
        var images = 0
        // Images are made without the table of labels, so it need not be at hand.
        let table = try labels.map { try DatasetIdentity(reading: $0) } ?? recipe.labels
        if let mismatch = recipe.mismatch(dataset: identity, labels: table) {
            findings.add(Finding(mismatch), at: 0)
        } else {
            try archive.checkOtherTables(findings)
            let audit = try ManifestAudit(
                archive,
                sources: sources,
                allowsLeakage: recipe.options.allowLeakage,
                findings: findings
            )
            images = audit.count
            observer.phase(.rendering)
            try makeAgain(audit, archive, sources, recipe.options, findings, observer)
        }
        let (kept, count) = findings.result()
        return Verification(
            images: images,
            findings: kept,
            count: count,
            warnings: recipe.versionWarning.map { [$0] } ?? []
        )
    }

    private func makeAgain(
        _ audit: ManifestAudit,
        _ archive: FinishedArchive,
        _ sources: NamedEntries,
        _ options: Options,
        _ findings: Findings,
        _ observer: PipelineObserver
    ) throws {
        let rows = audit.rows
        let groups = audit.groups
        let done = Locked(0)
        try pool.forEach(
            groups.count,
            context: {
                try Verifier(
                    archive,
                    sources: sources,
                    options: options,
                    limits: limits.image,
                    findings: findings
                )
            }
        ) { verifier, group in
            try verifier.check(rows[groups[group]]) {
                try observer.checkStop()
                done.withLock {
                    $0 += 1
                    observer.rendered($0, rows.count)
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
