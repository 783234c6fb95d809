// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the balanced archive will hold, image by image, before one pixel is read.
///
/// The same catalogue, split, options and facts always give the same plan.
package struct BalancePlan: Sendable, Hashable {
    /// Every image of the archive in archive order: train, validation, test; class; path of the
    /// source in byte order; an original, then its copies.
    package let rows: [PlannedImage]
    /// The figures of each class, in the order of the labels.
    package let classes: [PlannedClass]
    /// What the plan, as opposed to the catalogue, gives reason to say.
    package let warnings: [DatasetWarning]
}

/// One image of the balanced archive.
package struct PlannedImage: Sendable, Hashable {
    /// The entry's name in the balanced archive, unlike every other also when case is ignored.
    package let file: String
    /// The part of the split, which is the first folder of ``file``.
    package let part: Split.Part
    /// The class, a position in ``Catalogue/classes``.
    package let label: Int
    /// The source, a position in ``Catalogue/images``.
    package let source: Int
    /// 0 for an original; artificial images are numbered from 1 for each source.
    package let copy: Int
    /// What is done to the source's pixels, nil for an original.
    package let operation: Operation?
    /// How its bytes come about.
    package let encoding: ImageEncoding

    /// Whether it is made from a source, and not the source itself.
    package var isArtificial: Bool { copy > 0 }
}

/// The figures of one class before and after.
package struct PlannedClass: Sendable, Hashable {
    /// The class folder's name.
    package let name: String
    /// The label.
    package let index: Int
    /// Images in the catalogue.
    package let images: Int
    /// Those of them to train on, before balancing.
    package let train: Int
    /// Those held out for validation.
    package let validation: Int
    /// Those held out for testing.
    package let test: Int
    /// The size wanted in the training split.
    package let target: Int
    /// Artificial images in the plan.
    package let added: Int

    /// Images that are wanted beside those there are.
    package var difference: Int { target - train }
    /// Images left out; no strategy of this version leaves any out.
    package var removed: Int { 0 }
    /// Images that are wanted and could not be made, no new outcome being left.
    package var shortfall: Int { difference - added + removed }
    /// The size of the class in the balanced training split.
    package var trainAfter: Int { train + added - removed }
}

extension BalancePlan {
    /// A figure of all classes together, such as `plan.total(\.added)`.
    package func total(_ figure: KeyPath<PlannedClass, Int>) -> Int {
        classes.reduce(0) { $0 + $1[keyPath: figure] }
    }

    /// The largest class of the training split over the smallest, to three decimals.
    package var imbalance: (before: Double, after: Double) {
        (imbalance(\.train), imbalance(\.trainAfter))
    }

    private func imbalance(_ figure: KeyPath<PlannedClass, Int>) -> Double {
        let counts = classes.map { Double($0[keyPath: figure]) }
        guard let largest = counts.max(), let smallest = counts.min(), smallest > 0 else {
            return 1
        }
        return (largest / smallest * 1000).rounded() / 1000
    }
}
