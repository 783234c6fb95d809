// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
package import JSON
internal import POSIX

/// What a dataset is like, before anything is asked of it: every image decoded, nothing made.
///
/// Classes are read from the folders, and groups by the preset that the names fit.
package struct Survey: Sendable {
    /// Candidates in the upload, before any drop.
    package let images: Int
    private let source: SourceArchive
    private let examination: Examination
    private let groups: Groups
    /// What the upload's own split parts; nil where it has none.
    private let leakage: Leakage?
    private let confounds: Confounds
    private let lookalikes: LookalikeSets
    private let warnings: [DatasetWarning]

    /// The options that a dataset is looked at with.
    static func options() -> Options {
        var options = Options()
        options.group = .auto
        // What is there twice is to be counted here, not left out.
        options.duplicates = .keep
        return options
    }

    /// Decodes and measures every image.
    ///
    /// - Throws: `PipelineError`: no dataset by its folders, a failing machine, or a stop.
    static func make(
        _ source: SourceArchive,
        leavingOut excluded: [Int: Dropped],
        limits: PipelineLimits,
        pool: WorkerPool,
        memory: MemoryPool,
        observer: PipelineObserver
    ) throws -> Survey {
        var examination = try Examination.make(
            source,
            leavingOut: excluded,
            limits: limits,
            pool: pool,
            memory: memory,
            observer: observer
        )
        let images = examination.catalogue.images
        let budget = limits.newBudget(from: memory)
        let seen = Locked((Observations(count: images.count), [Int: Dropped]()))
        try pool.forEach(
            images.count,
            context: {
                let maker = try ImageMaker(source.options, limits: limits.image)
                return (maker: maker, note: observer.place())
            }
        ) { worker, index in
            do {
                let entry = source.entry(of: images[index])
                let observation = try budget.withShare(of: index) { share in
                    try observer.checkStop()
                    worker.note(images[index].entry)
                    defer { worker.note(nil) }
                    return try worker.maker.look(at: entry, in: source.reader, charging: &share)
                }
                seen.withLock { $0.0.add(observation, of: index) }
            } catch let refusal as Refusal {
                seen.withLock { $0.1[index] = refusal.dropped(images[index].name) }
            }
        }
        var (observations, bad) = seen.withLock { $0 }
        if !bad.isEmpty {
            observations.remove(Set(bad.keys))
            examination = try examination.removing(bad)
        }
        return Survey(source, examination, observations)
    }

    private init(
        _ source: SourceArchive,
        _ examination: Examination,
        _ observations: Observations
    ) {
        let catalogue = examination.catalogue
        images = source.catalogue.images.count + source.catalogue.dropped.count
        self.source = source
        self.examination = examination
        groups = Groups.make(
            catalogue,
            rule: source.options.group,
            identical: examination.identical
        )
        let split = Split(parts: catalogue.images.map { $0.part ?? .train })
        leakage =
            catalogue.uploadedParts.isEmpty
            ? nil
            : Leakage.make(
                catalogue,
                groups: groups,
                identical: examination.identical.sets,
                split: split
            )
        confounds = observations.confounds(in: catalogue)
        lookalikes = observations.lookalikes(
            identical: examination.identical.sets,
            parts: split.parts
        )
        warnings =
            source.warnings + [examination.badImages].compactMap(\.self) + groups.warnings
            + (leakage?.warnings ?? []) + confounds.warnings
    }
}

extension Survey: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        let catalogue = examination.catalogue
        writer.object { writer in
            writer.member("images", images)
            writer.member("ignored", source.catalogue.ignored.total)
            writer.member("layout", catalogue.layout.description)
            writer.array("classes") { writer in
                for (label, name) in catalogue.classes.enumerated() {
                    writeClass(name, catalogue.ranges[label], to: &writer)
                }
            }
            writer.member("imbalance", Imbalance(catalogue.ranges.map(\.count)).ratio)
            writer.member("groups", groups)
            writer.object("duplicates") { writer in
                let identical = examination.identical.sets
                writer.member("sets", identical.count)
                writer.member("images", identical.reduce(0) { $0 + $1.count })
                writer.member("label_conflicts", identical.count(where: isConflict))
                writer.member("same_pixels", lookalikes.samePixels.count)
            }
            writer.name("leakage")
            if let leakage {
                writer.object { $0.counts(of: leakage, groups, lookalikes) }
            } else {
                writer.null()
            }
            writer.member("dropped", DropCounts(examination.dropped))
            writer.array("confounds") { writer in
                for traits in confounds.classes { writer.value(traits) }
            }
            writer.member("warnings", warnings)
        }
    }

    private func writeClass(_ name: String, _ range: Range<Int>, to writer: inout JSONWriter) {
        let images = examination.catalogue.images[range]
        writer.object { writer in
            writer.member("name", name)
            writer.member("images", images.count)
            guard images.contains(where: { $0.part != nil }) else { return }
            for part in Split.Part.allCases {
                writer.member(part.rawValue, images.count { $0.part == part })
            }
        }
    }

    private func isConflict(_ set: [Int]) -> Bool {
        let images = examination.catalogue.images
        return set.contains { images[$0].label != images[set[0]].label }
    }
}
