// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How far a split met the shares that were asked for, class by class.
package struct SplitReport: Sendable, Hashable {
    /// The classes, in the order of the labels.
    package let classes: [ClassShares]
    /// Parts that are off by more than one image and more than a hundredth of their class.
    package let warnings: [DatasetWarning]

    /// The largest deviation of a part of a class, in images; nil where no share was asked for.
    package var maximalDeviation: Double? {
        classes.flatMap(\.parts).compactMap(\.deviation).map(abs).max()
    }

    /// Reports on a split.
    ///
    /// - Parameter split: what ``Split/make(_:groups:options:)`` made of the same arguments.
    package static func make(
        _ split: Split,
        _ catalogue: Catalogue,
        options: Options
    ) -> SplitReport {
        let request = SplitRequest(catalogue, options)
        let classes = catalogue.ranges.enumerated().map { label, range in
            var counts: [Split.Part: Int] = [:]
            for index in range { counts[split.parts[index], default: 0] += 1 }
            let divided = range.count - request.kept.reduce(0) { $0 + (counts[$1] ?? 0) }
            return ClassShares(
                name: catalogue.classes[label],
                parts: Split.Part.allCases.map { part in
                    let isKept = request.keeps(part)
                    return PartShare(
                        part: part,
                        images: counts[part] ?? 0,
                        total: isKept ? range.count : divided,
                        requested: isKept ? nil : request.share(of: part)
                    )
                }
            )
        }
        return SplitReport(classes: classes, warnings: warnings(about: classes))
    }

    private static func warnings(about classes: [ClassShares]) -> [DatasetWarning] {
        let missed = classes.flatMap { shares in
            shares.parts.filter(\.isMissed).map { (name: shares.name, part: $0) }
        }
        if missed.isEmpty { return [] }
        // The worst first; sorting is stable, so classes stay in order where they are as bad.
        let worst = missed.sorted { abs($0.part.deviation ?? 0) > abs($1.part.deviation ?? 0) }
        let listed = worst.prefix(10).map { name, part in
            "class \(quoted(name)) has \(counted(part.images, "\(part.part.rawValue) image")) "
                + "instead of \(printed(part.wanted ?? 0))"
        }
        let more = missed.count > 10 ? "; and \(missed.count - 10) more" : ""
        return [
            DatasetWarning(
                code: "share-missed",
                detail: "Groups are not parted, and so the shares that were asked for are missed: "
                    + "\(listed.joined(separator: "; "))\(more)."
            )
        ]
    }
}

/// What each part of the split has of one class.
package struct ClassShares: Sendable, Hashable {
    /// The class.
    package let name: String
    /// Train, validation, test; also those that have nothing and should have nothing.
    package let parts: [PartShare]
}

/// A number of images without decimals that say nothing.
private func printed(_ images: Double) -> String {
    Int(exactly: images).map(String.init) ?? "\(images)"
}

/// What one part of the split has of one class.
package struct PartShare: Sendable, Hashable {
    /// The part.
    package let part: Split.Part
    /// How many images it has.
    package let images: Int
    /// Of how many: all images of the class or, where parts of the upload's own stay, those that
    /// were there to be divided.
    package let total: Int
    /// The share that was asked for; nil where the upload's own part stays.
    package let requested: Double?

    /// The share that it has, to four decimals.
    package var achieved: Double {
        total == 0 ? 0 : (Double(images) / Double(total) * 10_000).rounded() / 10_000
    }
    /// How many images it should have, to three decimals.
    package var wanted: Double? {
        requested.map { ($0 * Double(total) * 1000).rounded() / 1000 }
    }
    /// How many images it has too many or, below 0, too few.
    package var deviation: Double? {
        wanted.map { ((Double(images) - $0) * 1000).rounded() / 1000 }
    }
    /// Whether it is off by more than one image and more than a hundredth of the class.
    package var isMissed: Bool {
        deviation.map { abs($0) > 1 && abs($0) * 100 > Double(total) } ?? false
    }
}

extension SplitRequest {
    /// Whether a part is as the upload has it.
    fileprivate func keeps(_ part: Split.Part) -> Bool {
        kept.contains(part) || (!kept.isEmpty && parts.count == 1)
    }
}
