// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Leakage {
    /// Decides whether a split may be used.
    ///
    /// A split that was made here never leaks: that it would is a fault of ours, and traps.
    ///
    /// - Throws: `leakage` when the upload's own split leaks and the options do not allow it.
    package func check(_ options: Options) throws(DatasetError) {
        if !isLeaking { return }
        precondition(hasUploadedParts && options.splits == .keep, "a split of ours leaks")
        if !options.allowLeakage { throw .leakage(self) }
    }

    /// What is to be known of the split, that it leaks by permission among it.
    package func warnings(_ options: Options) -> [DatasetWarning] {
        guard isLeaking, options.allowLeakage else { return warnings }
        return warnings + [DatasetWarning(code: "leakage-allowed", detail: allowed)]
    }

    /// What leaks, for an error.
    var detail: String {
        "The upload's own split leaks: \(sentence) What is tested with was trained on. "
            + "splits=merge splits anew; allow_leakage=true goes on all the same, with a warning."
    }

    private var allowed: String {
        "The upload's own split leaks: \(sentence) Figures of the test part are too good; "
            + "allow_leakage=true let it pass."
    }

    private var sentence: String {
        var subjects: [String] = []
        if groupsInSeveralSplits > 0 { subjects.append(counted(groupsInSeveralSplits, "group")) }
        if duplicatesInSeveralSplits > 0 {
            let sets = counted(duplicatesInSeveralSplits, "set")
            subjects.append("\(sets) of byte-identical images")
        }
        let isOne = groupsInSeveralSplits + duplicatesInSeveralSplits == 1
        let example = findings(1).first.map { ", such as \(quoted($0.name))" } ?? ""
        return "\(subjects.joined(separator: " and ")) \(isOne ? "stands" : "stand") in more than "
            + "one part\(example)."
    }
}

/// What a split does to groups of a rule that nobody asked for.
struct Suspected {
    /// Groups that stand in more than one part.
    let parted: Int
    let warnings: [DatasetWarning]

    init(_ grouping: Grouping, _ split: Split) {
        var parts = [Set<Split.Part>](repeating: [], count: grouping.count)
        for (index, number) in grouping.numbers.enumerated() {
            parts[number].insert(split.parts[index])
        }
        parted = parts.count { $0.count > 1 }
        if parted == 0 {
            warnings = []
            return
        }
        let heldOut = split.parts.indices.filter { split.parts[$0] != .train }
        let met = heldOut.count { parts[grouping.numbers[$0]].contains(.train) }
        warnings = [
            DatasetWarning(
                code: "suspected-leakage",
                detail: "\(parted) of \(counted(grouping.found, "patient")), going by the file "
                    + "names, \(parted == 1 ? "stands" : "stand") in more than one part, and "
                    + "\(met) of \(counted(heldOut.count, "held-out image")) "
                    + "\(met == 1 ? "is" : "are") of patients that are trained on; "
                    + "group=\(grouping.rule.text) keeps them together."
            )
        ]
    }
}
