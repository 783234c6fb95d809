// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why a dataset or a set of options cannot be worked on.
///
/// Each case is one of the service's problems; ``problem`` is its name there.
package enum DatasetError: Error, Sendable, Hashable {
    /// Options that are unknown, out of range or at odds; every one of them, never empty.
    case invalidOptions([OptionProblem])
    /// Not one file has the name of an image; so many other files there are.
    case noImages(otherFiles: Int)
    /// Not one image has a class: the first ten of their names, and how many there are.
    case unlabelled(names: [String], count: Int)
    /// The table of labels cannot be used: why, and in which of its lines, from 1, if in one.
    case badLabels(detail: String, line: Int?)
    /// All images are of one class; the table is a file in the archive that may say the classes,
    /// and was not asked.
    case oneClass(name: String, images: Int, table: String? = nil)
    /// A class, or a part of the split, would be too small.
    case tooFewImages(Shortage)
    /// The balanced dataset would hold more images than ``DatasetLimits/plannedImages``.
    case tooManyImages(planned: Int, limit: Int)
    /// The upload's own split parts what belongs together.
    case leakage(Leakage)
    /// Any of the others, and what there was to warn of before it; at least one warning.
    indirect case warned(DatasetError, [DatasetWarning])
}

extension DatasetError {
    /// The same error, with warnings that may say why it came to it.
    package func telling(_ warnings: [DatasetWarning]) -> DatasetError {
        warnings.isEmpty ? self : .warned(reason, self.warnings + warnings)
    }

    /// The error without what is told beside it.
    package var reason: DatasetError {
        if case .warned(let reason, _) = self { reason } else { self }
    }

    /// What is told beside the error.
    package var warnings: [DatasetWarning] {
        if case .warned(_, let warnings) = self { warnings } else { [] }
    }
}

extension DatasetError {
    /// The name of the problem, as in `/problems/NAME`.
    package var problem: String {
        switch self {
        case .invalidOptions, .tooManyImages: "invalid-options"
        case .noImages: "no-images"
        case .unlabelled: "unlabelled"
        case .badLabels: "invalid-labels"
        case .oneClass: "one-class"
        case .tooFewImages: "too-few-images"
        case .leakage: "leakage"
        case .warned(let error, _): error.problem
        }
    }

    /// One or two sentences that say what is wrong and what would be right.
    package var detail: String {
        switch self {
        case .invalidOptions(let problems):
            return problems.map { "\($0.option): \($0.detail)" }.joined(separator: "; ")
        case .noImages(let others):
            let ignored = others == 0 ? "" : " (\(counted(others, "other file")) ignored)"
            let endings = SourceEntry.imageExtensions.map { "." + $0 }.joined(separator: " ")
            return "The archive holds no file that ends in \(endings)\(ignored)."
        case .unlabelled(let names, let count):
            let rest = count > names.count ? " and \(count - names.count) more" : ""
            return "Not one of \(counted(count, "image")) has a class: "
                + "\(names.map(quoted).joined(separator: ", "))\(rest). Put every image into a "
                + "folder that has the name of its class, or say with label where the class is."
        case .badLabels(let detail, let line):
            let place = line.map { "Line \($0) of the table of labels" }
            return "\(place ?? "The table of labels") cannot be used: \(detail)."
        case .oneClass(let name, let images, let table):
            let hint = table.map { " If \(quoted($0)) says the classes: label=csv:PATH." } ?? ""
            return "All \(images) images are of one class, \(quoted(name)). "
                + "Balancing needs two or more class folders, CLASS/… or ROOT/CLASS/….\(hint)"
        case .tooFewImages(let shortage):
            return shortage.detail
        case .tooManyImages(let planned, let limit):
            return "The balanced dataset would hold \(planned) images, more than the \(limit) "
                + "that are allowed. Take a smaller target, set max_copies, use "
                + "strategy=undersample or strategy=none, or leave the smallest classes out."
        case .leakage(let leakage):
            return leakage.detail
        case .warned(let error, _):
            return error.detail
        }
    }
}

/// A number and its noun, in the plural where it should be.
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// A name from an upload, marked off from the sentence around it and not overlong.
func quoted(_ name: String) -> String {
    "‘\(shortened(name))’"
}

/// The first 80 characters of a foreign text; what was cut off shows as an ellipsis.
package func shortened(_ text: String) -> String {
    // Scalars, because one character may be any number of combining marks.
    let scalars = text.unicodeScalars
    guard scalars.count > 80 else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(80))) + "…"
}
