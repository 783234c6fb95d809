// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import JSON

extension Plan {
    /// How many sets of images are listed by name in a document.
    private static let examples = 20

    /// What belongs together and stands in several parts, known and suspected.
    ///
    /// - Parameter lookalikes: what a pass over the pixels found; nil before there was one, and
    ///   then written as null, nobody having looked.
    func writeLeakage(_ lookalikes: LookalikeSets?, to writer: inout JSONWriter) {
        let parted = lookalikes?.samePixels.filter(\.spansParts)
        writer.object { writer in
            writer.counts(of: leakage, groups, lookalikes)
            writer.array("examples") { writer in
                let suspected = leakage.suspected.prefix(Self.examples)
                for finding in leakage.findings(Self.examples) + suspected {
                    let files = finding.files.map { ($0.file, $0.part) }
                    writer.example(finding.kind.rawValue, finding.name, files)
                }
                for set in parted?.prefix(Self.examples) ?? [] {
                    writer.example("same-pixels", nil, files(of: set))
                }
                for set in lookalikes?.similar.prefix(Self.examples) ?? [] {
                    writer.example("near-duplicate", nil, files(of: set))
                }
            }
        }
    }

    /// Warnings that only the pixels give reason for.
    func warnings(about lookalikes: LookalikeSets) -> [DatasetWarning] {
        var warnings: [DatasetWarning] = []
        let parted = lookalikes.samePixels.filter(\.spansParts)
        func sets(_ count: Int) -> String { count == 1 ? "1 set" : "\(count) sets" }
        if !lookalikes.samePixels.isEmpty {
            let example = lookalikes.samePixels[0].images.prefix(2).map {
                "‘\(catalogue.images[$0].name)’"
            }
            warnings.append(
                DatasetWarning(
                    code: "same-pixels",
                    detail: "\(sets(lookalikes.samePixels.count)) of images with the same pixels "
                        + "in different files, \(parted.count) in several parts of the split, "
                        + "such as \(example.joined(separator: " and ")); leakage.csv lists them. "
                        + "Remove all but one, or give them one group."
                )
            )
        }
        if !lookalikes.similar.isEmpty {
            warnings.append(
                DatasetWarning(
                    code: "near-duplicates",
                    detail: "\(sets(lookalikes.similar.count)) of images in several parts of the "
                        + "split that look alike by a perceptual hash; leakage.csv lists them. "
                        + "Look at them: radiographs of two people may well look alike."
                )
            )
        }
        return warnings
    }

    private func files(of set: LookalikeSets.Lookalikes) -> [(String, Split.Part)] {
        set.images.prefix(Self.examples).map { (catalogue.images[$0].name, split.parts[$0]) }
    }
}

extension JSONWriter {
    /// How much stands in several parts, as members of the object that is open.
    ///
    /// - Parameter lookalikes: nil before anybody has looked at pixels.
    mutating func counts(of leakage: Leakage, _ groups: Groups, _ lookalikes: LookalikeSets?) {
        member("groups_in_several_splits", leakage.groupsInSeveralSplits)
        member("duplicates_in_several_splits", leakage.duplicatesInSeveralSplits)
        member(
            "suspected_groups_in_several_splits",
            groups.suspected == nil ? nil : leakage.suspectedInSeveralSplits
        )
        member(
            "same_pixels_in_several_splits",
            lookalikes.map { $0.samePixels.count(where: \.spansParts) }
        )
        member("near_duplicates_in_several_splits", lookalikes?.similar.count)
    }

    /// Images that belong together: why, what joins them, and where each stands.
    fileprivate mutating func example(
        _ kind: String,
        _ name: String?,
        _ files: [(String, Split.Part)]
    ) {
        object { writer in
            writer.member("kind", kind)
            writer.member("name", name)
            writer.array("files") { writer in
                for (file, part) in files {
                    writer.object { writer in
                        writer.member("file", file)
                        writer.member("split", part.rawValue)
                    }
                }
            }
        }
    }
}
