// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which part of the split each image of a catalogue belongs to.
package struct Split: Sendable, Hashable {
    /// One part for every image, in the order of ``Catalogue/images``.
    package let parts: [Part]
    /// What the making of the split gives reason to say.
    package let warnings: [DatasetWarning]

    /// A part of the split; the raw value is its folder in the balanced archive.
    package enum Part: String, Sendable, Hashable, CaseIterable {
        case train, validation, test
    }

    /// Parts made elsewhere.
    package init(parts: [Part], warnings: [DatasetWarning] = []) {
        self.parts = parts
        self.warnings = warnings
    }

    /// Splits every class in the shares that the options ask for.
    ///
    /// Parts that the upload has stay as they are, unless the options say `splits=merge`; those it
    /// lacks are taken from its training part, of which the shares are then shares. Without groups
    /// the split is scikit-learn's, with groups a ``GroupHoldout``.
    ///
    /// - Throws: `tooFewImages` when a class or a part is too small for it, or when a class would
    ///   have no image to train on, which scikit-learn lets pass.
    package static func make(
        _ catalogue: Catalogue,
        groups: Groups,
        options: Options
    ) throws(DatasetError) -> Split {
        precondition(groups.numbers.count == catalogue.images.count, "one group an image")
        let request = SplitRequest(catalogue, options)
        let trainable = Set(request.pool.lazy.map { catalogue.images[$0].label })
        if let label = catalogue.ranges.indices.first(where: { !trainable.contains($0) }) {
            throw .tooFewImages(.heldOutByUpload(catalogue.classes[label]))
        }
        let split =
            groups.isGrouped && request.parts.count > 1
            ? try grouped(request, catalogue, groups, seed: options.seed)
            : try stratified(request, catalogue, seed: options.seed)
        for (label, range) in catalogue.ranges.enumerated()
        where !range.contains(where: { split.parts[$0] == .train }) {
            throw .tooFewImages(.untrained(catalogue.classes[label]))
        }
        return split
    }

    /// Splits a catalogue whose images all stand for themselves.
    package static func make(
        _ catalogue: Catalogue,
        options: Options
    ) throws(DatasetError) -> Split {
        let groups = Groups.make(catalogue, rule: GroupRule.none)
        return try make(catalogue, groups: groups, options: options)
    }
}
