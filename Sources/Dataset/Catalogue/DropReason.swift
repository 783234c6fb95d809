// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why an image is left out for what its name or its label is; the raw value is for programs.
enum DropReason: String, CaseIterable {
    case nestedCopy = "nested-copy"
    case unlabelled
    case severalLabels = "several-labels"
    case ambiguousLabel = "ambiguous-label"
    case badClassName = "bad-class-name"

    /// What is to be said of some images together, as the end of a sentence.
    private var summary: String {
        switch self {
        case .nestedCopy: "second copies"
        case .unlabelled: "without a class"
        case .severalLabels: "with several labels"
        case .ambiguousLabel: "named by rows of the table that fit other images too"
        case .badClassName: "of classes whose names are not accepted"
        }
    }

    /// One warning for each of the reasons that some images were left out for.
    static func warnings(about dropped: [Dropped]) -> [DatasetWarning] {
        let byReason = Dictionary(grouping: dropped, by: \.reason)
        return allCases.filter { $0 != .nestedCopy }.compactMap { reason in
            guard let images = byReason[reason.rawValue] else { return nil }
            let names = firstNames(images.map(\.file))
            return DatasetWarning(
                code: reason.rawValue,
                detail: "\(counted(images.count, "image")) left out, \(reason.summary): \(names)."
            )
        }
    }
}

extension Dropped {
    init(_ reason: DropReason, _ candidate: Candidate, _ detail: String) {
        self.init(file: candidate.entry.name, reason: reason.rawValue, detail: detail)
    }
}

/// The first three of some names, and how many more there are.
func firstNames(_ names: [String]) -> String {
    let shown = names.prefix(3).map(quoted).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
}
