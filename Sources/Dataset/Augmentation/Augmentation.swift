// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What may be done to an image to make an artificial one of it: data, no pixels.
///
/// One of the ranges is drawn for every copy, and one outcome of it.
package struct Augmentation: Sendable {
    /// The operations to choose from, at least one.
    let ranges: [any OperationRange]
    /// Whether two copies of a source may come out the same, and the same as the source.
    let allowsRepeats: Bool

    /// The ranges of the tutorial, with its repeats.
    static let tutorial = Augmentation(
        ranges: TutorialRange.allCases,
        allowsRepeats: true
    )

    /// The default, `rotate:25,flip,translate:0.2,blur:3`: the tutorial without its defects.
    static let standard = Augmentation(
        ranges: [
            RotateRange(magnitude: 2500),
            FlipRange(),
            TranslateRange(share: Decimal(units: 2, scale: 1)),
            BlurRange(kernel: 3),
        ],
        allowsRepeats: false
    )

    /// The preset for radiographs: no flip, which would swap left and right of a body.
    static let radiograph = Augmentation(
        ranges: [
            RotateRange(magnitude: 1000),
            TranslateRange(share: Decimal(units: 5, scale: 2)),
            BrightnessRange(share: Decimal(units: 1, scale: 1)),
            ContrastRange(magnitude: 100),
        ],
        allowsRepeats: false
    )

    /// Every operation in the order given, as one range whose outcomes are those of all.
    var composed: Augmentation {
        if ranges.count < 2 { return self }
        return Augmentation(ranges: [ComposedRange(ranges: ranges)], allowsRepeats: allowsRepeats)
    }

    /// The program as the option `augment` spells it; nil for a preset's that it cannot spell.
    package var text: String? {
        let texts = ranges.compactMap(\.text)
        return texts.count == ranges.count ? texts.joined(separator: ",") : nil
    }
}

extension Augmentation: Hashable {
    /// Whether both are the same program: texts stand for ranges, none for the tutorial's.
    package static func == (left: Augmentation, right: Augmentation) -> Bool {
        left.text == right.text
    }

    /// Feeds what equality looks at.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}

extension Augmentation {
    /// Reads a comma-separated list of operations, each once, with their largest magnitudes.
    init(parsing list: String) throws(OptionRefusal) {
        var ranges: [any OperationRange] = []
        var names: Set<Substring> = []
        for item in list.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0]
            guard let entry = OperationRanges.table.first(where: { $0.name == name }) else {
                throw OptionRefusal("there is no operation \(quoted(String(name)))")
            }
            guard let range = entry.read(parts.count > 1 ? parts[1] : nil) else {
                throw OptionRefusal("\(quoted(String(item))) is not \(entry.accepted)")
            }
            guard names.insert(name).inserted else {
                throw OptionRefusal("\(name) is listed twice")
            }
            ranges.append(range)
        }
        self.init(ranges: ranges, allowsRepeats: false)
    }
}
