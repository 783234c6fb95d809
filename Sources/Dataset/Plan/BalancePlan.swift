// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the balanced archive will hold, image by image, before one pixel is read.
///
/// The same catalogue, split, options and facts always give the same plan.
package struct BalancePlan: Sendable, Hashable {
    /// Every image of the archive in archive order: train, validation, test; class; path of the
    /// source in byte order; an original, then its copies.
    package let rows: PlannedRows
    /// The figures of each class, in the order of the labels.
    package let classes: [PlannedClass]
    /// The training images that undersampling leaves out, ascending positions in
    /// ``Catalogue/images``.
    package let removed: [Int]
    /// What the plan, as opposed to the catalogue, gives reason to say.
    package let warnings: [DatasetWarning]

    /// Puts a plan together; traps where an artificial image would stand outside the training part.
    init(
        rows: PlannedRows,
        classes: [PlannedClass],
        removed: [Int],
        warnings: [DatasetWarning]
    ) {
        precondition(
            rows.allSatisfy { !$0.isArtificial || $0.part == .train },
            "artificial images stand only under train"
        )
        self.rows = rows
        self.classes = classes
        self.removed = removed
        self.warnings = warnings
    }
}

/// One image of the balanced archive.
package struct PlannedImage: Sendable, Hashable {
    /// The plan's images, of which this is one.
    let rows: PlannedRows
    /// Which of them it is.
    let position: Int
    /// The entry's name in the balanced archive, unlike every other also when case is ignored.
    ///
    /// Made anew whenever it is asked for.
    package var file: String { rows.file(at: position) }
    /// The part of the split, which is the first folder of ``file``.
    package let part: Split.Part
    /// The class, a position in ``Catalogue/classes``.
    package let label: Int
    /// The source, a position in ``Catalogue/images``.
    package let source: Int
    /// 0 for an original; artificial images are numbered from 1 for each source.
    package let copy: Int
    /// What is done to the source's pixels, nil for an original and for a copy of its bytes.
    package let operation: Operation?
    /// How its bytes come about.
    package let encoding: ImageEncoding

    /// Whether it is made from a source, and not the source itself.
    package var isArtificial: Bool { copy > 0 }

    /// Whether it has, under another name, the very bytes that the original has in the archive.
    package var isByteCopy: Bool { isArtificial && operation == nil }

    package static func == (left: PlannedImage, right: PlannedImage) -> Bool {
        left.part == right.part && left.label == right.label && left.source == right.source
            && left.copy == right.copy && left.operation == right.operation
            && left.encoding == right.encoding && left.file == right.file
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(part)
        hasher.combine(source)
        hasher.combine(copy)
    }

    /// How the image came about, as a manifest names it: an operation, `copy`, nil for an original.
    package var operationName: String? { operation?.name ?? (isByteCopy ? "copy" : nil) }
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
    /// The size wanted in the training split, by the target and what the strategy may do.
    package let target: Int
    /// Artificial images beside the originals.
    package let added: Int
    /// Training images that are left out.
    package let removed: Int
    /// Training originals that parity replaces, each by an artificial image of itself.
    package let replaced: Int
    /// What kept the class below its target; nil where nothing did.
    package let limitation: Limitation?

    /// Why a class cannot be filled.
    package enum Limitation: String, Sendable, Hashable {
        /// Every source has as many artificial images as `max_copies` allows.
        case maxCopies = "max_copies"
        /// No source has an outcome left that differs from those it has.
        case outcomes
        /// The one for some of the sources, the other for the rest.
        case maxCopiesAndOutcomes = "max_copies_and_outcomes"
    }

    /// Images that are wanted beside those there are; below 0 where some are to go.
    package var difference: Int { target - train }
    /// Images that are wanted and could not be made.
    package var shortfall: Int { max(0, difference - added) }
    /// The size of the class in the balanced training split.
    package var trainAfter: Int { train + added - removed }
    /// All artificial images, those that replace an original included.
    package var artificial: Int { added + replaced }
}

extension BalancePlan {
    /// A figure of all classes together, such as `plan.total(\.added)`.
    package func total(_ figure: KeyPath<PlannedClass, Int>) -> Int {
        classes.reduce(0) { $0 + $1[keyPath: figure] }
    }

    /// The largest class of the training split over the smallest, to three decimals.
    package var imbalance: (before: Double, after: Double) {
        (Imbalance(classes.map(\.train)).ratio, Imbalance(classes.map(\.trainAfter)).ratio)
    }

    /// How evenly the training split is spread over the classes, from 0 to 1, to five decimals.
    package var evenness: (before: Double, after: Double) {
        (Imbalance(classes.map(\.train)).evenness, Imbalance(classes.map(\.trainAfter)).evenness)
    }
}
