// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// What must hold between the rows of a manifest, seen one after the other.
struct SplitInvariants {
    /// Where a source was first seen.
    private struct Place {
        let part: Split.Part
        let labelIndex: Int
    }

    private let allowsLeakage: Bool
    private var sources: [Int: Place] = [:]
    private var groups: [String: Split.Part] = [:]
    /// Groups in several parts, each of which is told once.
    private var straddling: Set<String> = []
    /// Labels as bytes: two that look alike, and are equal as strings, may be two classes.
    private var labels: [Int: [UInt8]] = [:]
    private var labelIndices: [[UInt8]: Int] = [:]

    /// - Parameter allowsLeakage: whether groups may stand in several parts.
    init(allowsLeakage: Bool) {
        self.allowsLeakage = allowsLeakage
    }

    /// What is wrong between this row and those before it.
    ///
    /// - Parameter source: which source it has; nil where that is not known.
    mutating func check(
        _ image: ListedImage,
        source: Int?
    ) -> [(kind: Finding.Kind, detail: String)] {
        var faults: [(kind: Finding.Kind, detail: String)] = []
        let label = Array(image.label.utf8)
        let name = labels[image.labelIndex] ?? label
        let index = labelIndices[label] ?? image.labelIndex
        labels[image.labelIndex] = name
        labelIndices[label] = index
        let isLabelled = name == label && index == image.labelIndex
        if !isLabelled {
            let detail = "gives label_index \(image.labelIndex) to another label than before"
            faults.append((.rowInvalid, detail))
        }
        if let source {
            let place = Place(part: image.part, labelIndex: image.labelIndex)
            let first = sources[source] ?? place
            sources[source] = first
            if first.part != place.part {
                let detail =
                    "puts ‘\(image.source)’ into \(place.part.rawValue), an earlier row "
                    + "into \(first.part.rawValue)"
                faults.append((.sourceInSeveralSplits, detail))
            }
            if isLabelled, first.labelIndex != place.labelIndex {
                faults.append((.rowInvalid, "gives ‘\(image.source)’ another label than before"))
            }
        }
        if !image.group.isEmpty, !allowsLeakage, let detail = straddle(image) {
            faults.append((.groupInSeveralSplits, detail))
        }
        return faults
    }

    private mutating func straddle(_ image: ListedImage) -> String? {
        let first = groups[image.group] ?? image.part
        groups[image.group] = first
        guard first != image.part, straddling.insert(image.group).inserted else { return nil }
        return "puts the group ‘\(image.group)’ into \(image.part.rawValue), an earlier row into "
            + first.rawValue
    }
}
