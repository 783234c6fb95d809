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
    /// Bytes of a table of labels, 64 MiB by default; all of them are in memory while it is read.
    package var tableBytes = 64 << 20
    /// Rows of a table of labels, the header row included, 2,000,000 by default.
    package var tableRows = 2_000_000
    /// Columns of a table of labels, 1,000 by default.
    package var tableColumns = 1000
    /// Bytes of one field of a table of labels, 4 KiB by default.
    package var tableFieldBytes = 4096

    /// The defaults, but for what is given.
    package init(plannedImages: Int = 1_000_000) {
        self.plannedImages = plannedImages
    }
}
