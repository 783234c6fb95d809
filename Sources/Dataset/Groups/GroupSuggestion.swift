// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How many images of a catalogue have names as a preset knows them.
struct PresetFit {
    let preset: GroupPreset
    let matched: Int
    let images: Int

    /// The preset that fits the most images; the first of those that fit as many.
    static func best(for catalogue: Catalogue) -> PresetFit {
        let fits = GroupPreset.allCases.map { preset in
            PresetFit(
                preset: preset,
                matched: catalogue.images.count { preset.id(in: $0.pathBelowRoot) != nil },
                images: catalogue.images.count
            )
        }
        return fits.reduce(fits[0]) { $1.matched > $0.matched ? $1 : $0 }
    }

    /// Whether it fits nine tenths of the images or more.
    var suffices: Bool { matched * 10 >= images * 9 }

    var warning: DatasetWarning {
        let fit = "\(preset.rawValue), which fits \(matched) of \(counted(images, "image"))"
        let names = GroupPreset.allCases.map(\.rawValue).joined(separator: ", ")
        let detail =
            if suffices {
                "group=auto took the preset \(fit)."
            } else if matched > 0 {
                "group=auto took no preset: the nearest is \(fit), and nine tenths are needed."
            } else {
                "group=auto took no preset: none (\(names)) fits any name."
            }
        return DatasetWarning(code: "group-auto", detail: detail)
    }
}

extension Grouping {
    /// What the names look like, if they look like ids: a preset, else `{id}_*`.
    ///
    /// Half the images or more must have an id, and some id must come twice. Anything may stand
    /// before an underscore, so there an id must also have a digit, and the ids must not be a few
    /// words, one a class or one for half of the images.
    static func suspected(in catalogue: Catalogue) -> Grouping? {
        let fit = PresetFit.best(for: catalogue)
        if fit.matched * 2 >= fit.images {
            let grouping = Grouping(catalogue, rule: .preset(fit.preset))
            if grouping.count < grouping.ids.count { return grouping }
        }
        guard let rule = try? GroupRule(parsing: "{id}_*") else { return nil }
        let grouping = Grouping(catalogue, rule: rule)
        let plausible = grouping.ids.count { id in
            id?.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
        }
        guard plausible * 2 >= grouping.ids.count, grouping.count < grouping.ids.count,
            grouping.found > catalogue.classes.count,
            (grouping.sizes.max() ?? 0) * 2 <= grouping.matched
        else { return nil }
        return grouping
    }

    /// Groups that the rule found, those of images without an id left out.
    var found: Int { count - (ids.count - matched) }

    /// Says which option would use what the names look like.
    var suggestion: DatasetWarning {
        DatasetWarning(
            code: "group-suggested",
            detail: "The file names look as if they held the ids of patients: group=\(rule.text) "
                + "finds \(counted(found, "group")) in \(matched) of \(ids.count) images. "
                + "Without it, images of one patient may be trained on and tested with; "
                + "group=none says that they are not ids."
        )
    }
}
