// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// `leakage.csv`: images that belong together, or look it, and stand in several parts of the split.
///
/// One row an image. `kind` is `group` or `duplicate` (only where leakage was allowed),
/// `suspected-group` (where no rule for groups was asked for and names look like ids; of these
/// three the first hundred each, with the first ten files of each part),
/// `same-pixels` for other files with the same decoded pixels, in whatever parts, or
/// `near-duplicate` for an equal perceptual hash in several parts, which need not mean anything.
enum LeakageTable {
    static func bytes(_ plan: Plan, _ lookalikes: LookalikeSets) -> [UInt8] {
        var csv = CSVWriter()
        csv.row(["kind", "set", "file", "split", "label"])
        var set = 0
        for finding in plan.leakage.findings(.max) + plan.leakage.suspected {
            set += 1
            for file in finding.files {
                let part = file.part.rawValue
                csv.row([finding.kind.rawValue, "\(set)", file.file, part, file.label])
            }
        }
        let kinds = [
            ("same-pixels", lookalikes.samePixels), ("near-duplicate", lookalikes.similar),
        ]
        for (kind, sets) in kinds {
            for images in sets.map(\.images) {
                set += 1
                for index in images {
                    let image = plan.catalogue.images[index]
                    let part = plan.split.parts[index].rawValue
                    let label = plan.catalogue.classes[image.label]
                    csv.row([kind, "\(set)", image.name, part, label])
                }
            }
        }
        return csv.take()
    }
}
