// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which part of the split each image of a catalogue belongs to.
package struct Split: Sendable, Hashable {
    /// One part for every image, in the order of ``Catalogue/images``.
    package let parts: [Part]

    /// A part of the split; the raw value is its folder in the balanced archive.
    package enum Part: String, Sendable, Hashable, CaseIterable {
        case train, validation, test
    }

    /// Parts made elsewhere.
    package init(parts: [Part]) {
        self.parts = parts
    }

    /// Splits every class in the shares the options ask for, as scikit-learn does.
    ///
    /// - Throws: `tooFewImages` when a class or a part is too small for it, or when a class would
    ///   have no image to train on, which scikit-learn lets pass.
    package static func make(
        _ catalogue: Catalogue,
        options: Options
    ) throws(DatasetError) -> Split {
        let split = try StratifiedSplit(
            labels: catalogue.images.map(\.label),
            classes: catalogue.classes,
            test: options.testShare,
            validation: options.validationShare,
            seed: options.seed
        )
        var parts = [Part](repeating: .train, count: catalogue.images.count)
        for index in split.validation { parts[index] = .validation }
        for index in split.test { parts[index] = .test }
        for (label, range) in catalogue.ranges.enumerated()
        where !range.contains(where: { parts[$0] == .train }) {
            throw .tooFewImages(.untrained(catalogue.classes[label]))
        }
        return Split(parts: parts)
    }
}
