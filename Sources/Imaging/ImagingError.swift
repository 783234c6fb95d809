// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why an image is not taken, or why pixels could not be worked on.
package struct ImagingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in words that programs may rely on.
    package let code: Code
    /// One sentence for people, without a full stop.
    package let detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }

    /// The kinds of failure; the raw values are the reasons in `dropped.csv` and never change.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The first bytes are no signature of a format that is accepted.
        case unknownFormat = "unknown-format"
        /// The file ends before its image does.
        case truncated
        /// The file contradicts its format or its own checksums.
        case corrupt
        /// The header announces more than ``ImageLimits`` allows.
        case tooLarge = "too-large"
        /// A sound file of a sort that is not taken: CMYK, animated, several pages, 12-bit JPEG …
        case unsupported
        /// There is no memory for the pixels; says nothing about the file.
        case outOfMemory = "out-of-memory"
        /// The imaging library failed for another reason; says nothing about the file.
        case failed
    }
}
