// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Zip

/// What became of checking a balanced archive.
package struct Verification: Sendable {
    /// The most findings that are kept; all are counted.
    package static let keptFindings = 1_000

    /// The rows of the manifest, which are the images that were looked for.
    package let images: Int
    /// What is wrong, in the order of the manifest: all of it, or the first ``keptFindings``.
    package let findings: [Finding]
    /// How many things are wrong.
    package let count: Int
    /// What may explain findings, and is none by itself.
    package let warnings: [String]
    /// Why rows and tables were not held against a plan, so that what is said of ``Finding/Kind``
    /// from `row-differs` to `table-differs` was not looked for; nil where they were.
    package let notPlanned: String?

    /// Whether every image is what its row says and could be made again, and all is as planned
    /// unless ``notPlanned`` says otherwise.
    package var isSound: Bool { count == 0 }
}

/// One thing that is wrong with a balanced archive.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing; raw values are stable.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The recipe is for another dataset; nothing else was looked at.
        case datasetDiffers = "dataset-differs"
        /// The recipe is for another table of labels; nothing else was looked at.
        case labelsDiffer = "labels-differ"
        /// A row that no run writes, or that says something else than image and entry together.
        case rowInvalid = "row-invalid"
        /// A row's file is not in the archive.
        case entryMissing = "entry-missing"
        /// The bytes in the archive are not those that were written.
        case entryDiffers = "entry-differs"
        /// A row's source is not in the dataset.
        case sourceMissing = "source-missing"
        /// The source has other bytes than the row says.
        case sourceDiffers = "source-differs"
        /// What is made of the source by the row is not the image that the row lists.
        case imageDiffers = "image-differs"
        /// Images of one group stand in more than one part of the split.
        case groupInSeveralSplits = "group-in-several-splits"
        /// Images of one source stand in more than one part of the split.
        case sourceInSeveralSplits = "source-in-several-splits"
        /// An entry of the archive that no row names.
        case unlisted
        /// A row says something else than the plan, or stands at another place.
        case rowDiffers = "row-differs"
        /// A row of the plan is not in the manifest.
        case rowMissing = "row-missing"
        /// A row is of an image that the plan does not have.
        case rowUnplanned = "row-unplanned"
        /// A table beside the manifest has other bytes than plan and pixels give.
        case tableDiffers = "table-differs"
    }

    /// The file in the balanced archive, fit to be printed.
    package let file: String
    package let kind: Kind
    /// What exactly, on one line.
    package let detail: String

    init(_ file: String, _ kind: Kind, _ detail: String) {
        self.file = PrintableName.escape(file.unicodeScalars)
        self.kind = kind
        self.detail = PrintableName.escape(detail.unicodeScalars)
    }

    /// `file: kind: detail`.
    package var description: String { "\(file): \(kind.rawValue): \(detail)" }
}
