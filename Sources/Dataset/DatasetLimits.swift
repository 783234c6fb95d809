// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a plan may grow to, whatever an upload and its options ask for.
///
/// The ranges of single options are limits too; they stand in ``OptionTable``.
package struct DatasetLimits: Sendable, Hashable {
    /// Images in one balanced archive, 1,000,000 by default.
    ///
    /// Filling every class to the largest multiplies: 200,000 files can be 50,000 classes of two
    /// beside one of 100,000, which would be thousands of millions of images.
    package var plannedImages: Int

    /// The defaults, but for what is given.
    package init(plannedImages: Int = 1_000_000) {
        self.plannedImages = plannedImages
    }
}
