// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the classes of a dataset differ in beside what their images show.
///
/// A network that finds such a difference learns it instead of the finding: Geirhos et al.,
/// "Shortcut learning in deep neural networks" (2020). Each property is therefore given the best
/// simple rule that tells one class from all others, and what a rule on one property alone does
/// with a balanced accuracy of 0.9 or more, on five images or more of either side, is a warning. So
/// is a value that a class alone has, with half of its images or more.
package struct Confounds: Sendable, Hashable {
    /// One a class, in the order of the labels.
    package let classes: [ClassTraits]
    /// At most one a property and class, the most telling first, ``mostWarnings`` at the most;
    /// their code is `confound`.
    package let warnings: [DatasetWarning]

    /// Looks at the images of all classes; takes O(n log n).
    ///
    /// - Parameters:
    ///   - classes: the names of the classes, by label.
    ///   - labels: each image's class.
    ///   - traits: what each image is like; those not known are left out.
    package static func make(
        classes: [String],
        labels: some RandomAccessCollection<Int>,
        traits: [ImageTraits?]
    ) -> Confounds {
        precondition(labels.count == traits.count)
        // Positions, and no copies of the traits: there may be very many images.
        var members = [[Int32]](repeating: [], count: classes.count)
        for (index, label) in labels.enumerated() where traits[index] != nil {
            members[label].append(Int32(index))
        }
        let present = classes.indices.filter { !members[$0].isEmpty }
        let known = Labelled(labels: labels.map { Int32($0) }, traits: traits)
        let found = Property.allCases.flatMap { property in
            findings(property, known, classes: classes.count, present)
        }
        return Confounds(
            classes: zip(classes, members).map { name, members in
                ClassTraits(name: name, of: members.lazy.compactMap { traits[Int($0)] })
            },
            warnings: found.sorted(by: Finding.precedes).prefix(mostWarnings).map { finding in
                finding.warning(classes, pair: present.count == 2 ? present : nil)
            }
        )
    }

    /// Many classes with many properties would drown all other warnings.
    static let mostWarnings = 20

    /// Images with their classes, of those whose traits are known.
    struct Labelled {
        let labels: [Int32]
        let traits: [ImageTraits?]

        /// A value of each image that has one.
        func values<Value>(
            _ value: (ImageTraits) -> Value?
        ) -> [(label: Int, value: Value)] {
            var values: [(label: Int, value: Value)] = []
            values.reserveCapacity(labels.count)
            for (index, label) in labels.enumerated() {
                if let found = traits[index].flatMap(value) { values.append((Int(label), found)) }
            }
            return values
        }
    }

    private static func findings(
        _ property: Property,
        _ images: Labelled,
        classes: Int,
        _ present: [Int]
    ) -> [Finding] {
        // Of two classes, what tells the one tells the other.
        let asked = present.count == 2 ? Array(present.prefix(1)) : present
        let tell = property.rule(images, classes: classes)
        return asked.compactMap { label in
            guard let found = tell(label), found.accuracy.isTelling || found.isExclusive else {
                return nil
            }
            return Finding(property: property, label: label, tell: found)
        }
    }
}

extension Property {
    /// The rule on this property, from what is known of all images: what it says of a class.
    fileprivate func rule(
        _ images: Confounds.Labelled,
        classes: Int
    ) -> (_ label: Int) -> Tell? {
        func vote<Value: Hashable>(
            pooling: Bool = false,
            _ value: (ImageTraits) -> Value,
            _ predicate: (Value) -> String
        ) -> (Int) -> Tell? {
            let vote = ValueVote(
                images.values(value),
                classes: classes,
                pooling: pooling,
                predicate: predicate
            )
            return vote.tell
        }
        func threshold(
            _ noun: String,
            _ decimals: Int,
            _ value: (ImageTraits) -> Double?
        ) -> (Int) -> Tell? {
            let rule = ThresholdRule(
                images.values(value),
                classes: classes,
                noun: noun,
                decimals: decimals
            )
            return rule.tell
        }
        return switch self {
        case .format: vote(\.kind) { "are \($0.rawValue)" }
        case .bitDepth: vote(\.bitDepth) { "have \($0) bits a sample" }
        case .channels: vote(\.channels) { "have \(counted($0, "channel"))" }
        case .size:
            vote(pooling: true) {
                PixelSize(width: $0.width, height: $0.height)
            } _: {
                "are \($0.width) × \($0.height) pixels"
            }
        case .aspect: threshold("an aspect ratio", 4, \.aspect)
        case .pixels: threshold("a pixel count", 0) { Double($0.width * $0.height) }
        case .brightness: threshold("a brightness", 4, \.brightness)
        case .sharpness: threshold("a sharpness", 2, \.sharpness)
        }
    }
}
