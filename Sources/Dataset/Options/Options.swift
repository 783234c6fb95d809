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
    /// What artificial images are made by.
    package var augment = Augmentation.standard
    /// What fills pixels that an operation leaves empty.
    package var border = Border.reflect
    /// The preset that was asked for; what it stands for is set in the other options.
    package var preset: Preset?
    /// The size of every image in the archive.
    package var size = OutputSize.fixed(PixelSize(width: 256, height: 256))
    /// The channels of every image in the archive.
    package var color = ColorMode.keep
    /// The encoding of every image in the archive.
    package var format = OutputFormat.keep
    /// The quality of JPEG, 1 … 100.
    package var quality = 95
    /// The share held out for testing, from 0 up to but not including 1.
    package var test = Decimal(units: 2, scale: 1)
    /// The share held out for validation, likewise; together with ``test`` below 1.
    package var validation: Decimal = 0
    /// What every random choice follows from.
    package var seed: UInt32 = 32
    /// What happens when an image cannot be read.
    package var badImages = BadImages.skip

    /// The defaults.
    package init() {}
}

/// How the classes of the training split are brought to one size.
package enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// Artificial images are added to every class below the target.
    case oversample
    /// Nothing is added or removed; the dataset is only split.
    case none
}

/// How large the classes of the training split are to be.
package enum Target: String, Sendable, Hashable, CaseIterable {
    /// As large as the largest.
    case majority
}

/// A set of values for other options, which options set by themselves override.
package enum Preset: String, Sendable, Hashable, CaseIterable {
    /// The tutorial's ranges exactly, and its black border.
    case tutorial
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
        }
    }
}
