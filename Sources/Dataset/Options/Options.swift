// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What is to be done with a dataset, every option resolved.
///
/// Names, defaults, accepted texts and their reading stand in ``OptionTable``.
package struct Options: Sendable, Hashable {
    /// What is done to the training split.
    package var strategy = Strategy.oversample
    /// How large its classes are to be.
    package var target = Target.majority
    /// What a class is filled with.
    package var fill = Fill.augment
    /// The most artificial images of one source, at least 1; nil for no bound.
    package var maxCopies: Int?
    /// Whether classes that need no artificial images get as many altered ones all the same.
    package var parity = false
    /// What artificial images are made by.
    package var augment = Augmentation.standard
    /// Whether each is made by one of the operations or by all of them.
    package var compose = Composition.one
    /// What fills pixels that an operation leaves empty.
    package var border = Border.reflect
    /// The preset that was asked for; what it stands for is set in the other options.
    package var preset: Preset?
    /// The size of every image in the archive.
    package var size = OutputSize.fixed(PixelSize(width: 256, height: 256))
    /// What becomes of an image whose proportions are not those of the size.
    package var fit = Fit.stretch
    /// The channels of every image in the archive.
    package var color = ColorMode.keep
    /// The encoding of every image in the archive.
    package var format = OutputFormat.keep
    /// The quality of JPEG, 1 … 100.
    package var quality = 95
    /// What is held out for testing.
    package var test = HeldOut.standard
    /// What is held out for validation; its share together with that of ``test`` is below 1.
    package var validation = HeldOut.standard
    /// What becomes of the parts of a split that the upload has already.
    package var splits = UploadedSplits.keep
    /// Which images belong together; nil for what the upload suggests by itself.
    package var group: GroupRule?
    /// Where the class of an image is read; nil for what the upload suggests by itself.
    package var label: LabelRule?
    /// The names of the columns of a table of labels.
    package var csvColumns = CSVColumns()
    /// What becomes of images that are byte for byte the same.
    package var duplicates = DuplicatePolicy.drop
    /// Whether a split of the upload's own that leaks is worked on all the same.
    package var allowLeakage = false
    /// What every random choice follows from.
    package var seed: UInt32 = 32
    /// What happens when an image cannot be read.
    package var badImages = BadImages.skip

    /// The defaults.
    package init() {}
}

/// A set of values for other options, which options set by themselves override.
package enum Preset: String, Sendable, Hashable, CaseIterable {
    /// The tutorial's ranges exactly, and its black border.
    case tutorial
    /// What leaves a radiograph one: no flips, small turns and shifts, another exposure.
    case radiograph
}

extension Options {
    /// Whether any plan by these options alters a source, and so has to decode it.
    package var mayAlterImages: Bool {
        parity || fill == .augment && (strategy == .oversample || strategy == .hybrid)
    }
}

/// How many of the listed operations make one artificial image.
package enum Composition: String, Sendable, Hashable, CaseIterable {
    /// One, drawn for each image.
    case one
    /// All, in the order given.
    case all
}

/// The size of the images in the archive.
package enum OutputSize: Sendable, Hashable {
    /// Each keeps its own; originals are copied byte for byte unless their encoding must change.
    case original
    /// All are resized to this.
    case fixed(PixelSize)
}

/// The channels of the images in the archive.
package enum ColorMode: String, Sendable, Hashable, CaseIterable {
    case keep, gray, rgb
}

/// How the images in the archive are encoded.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// JPEG stays JPEG, all else becomes PNG.
    case keep
    case png, jpeg
}

/// What becomes of images that are byte for byte the same.
package enum DuplicatePolicy: String, Sendable, Hashable, CaseIterable {
    /// One of them stays; none does where their labels disagree.
    case drop
    /// All stay, in one part of the split.
    case keep
}

/// What happens when an image cannot be read.
package enum BadImages: String, Sendable, Hashable, CaseIterable {
    /// It is left out and reported.
    case skip
    /// The job fails.
    case fail
}

extension Options {
    /// Sets what a preset stands for.
    mutating func apply(_ preset: Preset) {
        self.preset = preset
        switch preset {
        case .tutorial:
            augment = .tutorial
            border = .constant
        case .radiograph:
            augment = .radiograph
        }
    }

    /// What is drawn from: the operations of ``augment``, or one that is all of them.
    var program: Augmentation { compose == .all ? augment.composed : augment }
}
