// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import POSIX

extension Pipeline {
    /// The most artificial images of one source that a trial makes.
    static let copiesTried = 64

    /// Does to one image of a dataset what a job or an inspection does, and keeps nothing.
    ///
    /// For a process of its own, which is all that is lost when the image ends it: no byte of an
    /// image in `excluded` is looked at, and none but the first of the others, as the plan needs
    /// them. The image is rendered as the plan has it, with at most copiesTried copies; where
    /// there can be no plan, or it does not have the image, it is decoded and measured.
    ///
    /// - Parameters:
    ///   - entry: the position of the zip's entry; nothing happens for one that is no image.
    ///   - options: the job's; nil for an inspection.
    ///   - labels: a table of labels that came beside the archive.
    ///   - excluded: the positions of images that are known or suspected to end a process.
    /// - Throws: `PipelineError` when the dataset or the machine fails; that an image is bad is no
    ///   failure.
    package func tryImage(
        at entry: Int,
        in file: File,
        _ options: Options?,
        labels: File? = nil,
        leavingOut excluded: Set<Int>
    ) throws {
        let source = try SourceArchive(
            file,
            options: options ?? Survey.options(),
            labels: labels,
            leastClasses: options == nil ? 1 : 2,
            limits: limits
        )
        guard let image = source.catalogue.images.first(where: { $0.entry == entry }) else {
            return
        }
        do {
            try Examination.look(at: image, of: source, limits: limits.image, memory: memory)
            if options != nil, try render(image, of: source, leavingOut: excluded) { return }
            var maker = try ImageMaker(source.options, limits: limits.image)
            try withShare { share in
                let entry = source.entry(of: image)
                _ = try maker.look(at: entry, in: source.reader, charging: &share)
            }
        } catch is Refusal {
            // It is left out of archives in the usual way.
        }
    }

    /// - Returns: false where no plan has the image.
    private func render(
        _ image: CatalogueImage,
        of source: SourceArchive,
        leavingOut excluded: Set<Int>
    ) throws -> Bool {
        guard let plan = try plan(source, leavingOut: excluded.subtracting([image.entry])),
            let item = plan.items.first(where: {
                plan.catalogue.images[$0.source].entry == image.entry
            })
        else { return false }
        var renderer = try Renderer(
            source: source,
            plan: plan,
            limits: limits.image,
            decodesAll: true
        )
        try withShare { share in
            guard let rows = item.rows else {
                _ = try renderer.look(at: item, charging: &share)
                return
            }
            let few = rows.prefix(1 + Self.copiesTried)
            try renderer.render(few, from: few.lowerBound, charging: &share) { _, _ in }
        }
        return true
    }

    /// The plan without some images; nil where what is left is no dataset that can be planned.
    private func plan(_ source: SourceArchive, leavingOut excluded: Set<Int>) throws -> Plan? {
        var dropped: [Int: Dropped] = [:]
        for entry in excluded {
            dropped[entry] = Dropped(file: "", reason: Dropped.crashed, detail: "")
        }
        do {
            let examination = try Examination.make(
                source,
                leavingOut: dropped,
                limits: limits,
                pool: pool,
                memory: memory
            )
            return try Plan.make(
                examination,
                options: source.options,
                limits: limits.dataset,
                warnings: []
            )
        } catch let error as PipelineError {
            switch error {
            case .dataset, .tooLittleLeft, .badImages: return nil
            case .archive, .storage, .stopped, .invariant: throw error
            }
        }
    }

    private func withShare(_ body: (inout ByteBudget.Share) throws -> Void) throws {
        try newBudget().withShare(of: 0, body)
    }
}
