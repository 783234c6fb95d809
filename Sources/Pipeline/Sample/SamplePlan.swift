// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which pictures a sample dataset is made of, before any of them is drawn: a value, no I/O.
package struct SamplePlan: Sendable, Hashable {
    /// The largest number of classes.
    package static let mostClasses = 100
    /// The largest number of pictures, all classes together.
    package static let mostImages = 1_000_000

    /// Pictures in each class, by class index.
    package let counts: [Int]
    /// The side of every picture in pixels.
    package let size: Int
    /// The number that makes this dataset unlike others of the same counts.
    package let seed: UInt64

    /// Checks the numbers and keeps them.
    ///
    /// - Parameters:
    ///   - counts: pictures in each class; 1 … ``mostClasses`` classes of at least one picture.
    ///   - size: one of ``Phantom/sizes``.
    ///   - seed: any number.
    /// - Throws: `SampleError` for the first number that is out of its range.
    package init(counts: [Int], size: Int, seed: UInt64) throws(SampleError) {
        guard (1...Self.mostClasses).contains(counts.count) else { throw .classes(counts.count) }
        var rest = Self.mostImages
        for count in counts {
            guard count > 0 else { throw .emptyClass }
            guard count <= rest else { throw .tooManyImages }
            rest -= count
        }
        guard Phantom.sizes.contains(size) else { throw .size(size) }
        self.counts = counts
        self.size = size
        self.seed = seed
    }

    /// The names of the class folders, `0_clear` and so on: in byte order, as the classes count.
    package var classNames: [String] {
        counts.indices.map { label in
            "\(padded(label, to: counts.count - 1))_\(LungPattern.word(label: label))"
        }
    }

    /// All pictures: class after class, in byte order of their names within a class.
    package var images: [SampleImage] {
        var images: [SampleImage] = []
        images.reserveCapacity(counts.reduce(0, +))
        for (label, name) in classNames.enumerated() {
            let word = LungPattern.word(label: label)
            for index in 0..<counts[label] {
                images.append(
                    SampleImage(
                        label: label,
                        index: index,
                        className: name,
                        stem: "\(word)-\(padded(index + 1, to: max(counts[label], 1000)))",
                        phantom: Phantom(seed: seed, label: label, index: index, size: size)
                    )
                )
            }
        }
        return images
    }

    /// Decimal digits with as many zeros before them as `largest` is longer.
    private func padded(_ number: Int, to largest: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: String(largest).count - digits.count) + digits
    }
}

/// One picture of a sample dataset: what it is called and how it is drawn.
package struct SampleImage: Sendable, Hashable {
    /// The class, from 0.
    package let label: Int
    /// The number in the class, from 0.
    package let index: Int
    /// The folder the picture belongs in.
    package let className: String
    /// The file's name without its extension, which whoever encodes the picture knows.
    package let stem: String
    /// What draws the picture.
    package let phantom: Phantom
}

/// Why no sample dataset of the wanted shape can be made.
package enum SampleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No class, or more than ``SamplePlan/mostClasses``.
    case classes(Int)
    /// A class of no picture.
    case emptyClass
    /// More pictures than ``SamplePlan/mostImages``.
    case tooManyImages
    /// A side that is not one of ``Phantom/sizes``.
    case size(Int)

    /// A sentence for the person who asked.
    package var description: String {
        switch self {
        case .classes(let count):
            "\(count) classes; a sample has 1 to \(SamplePlan.mostClasses)"
        case .emptyClass:
            "every class of a sample has at least one picture"
        case .tooManyImages:
            "a sample has at most \(SamplePlan.mostImages) pictures"
        case .size(let size):
            "size \(size); a sample picture has \(Phantom.sizes.lowerBound) to "
                + "\(Phantom.sizes.upperBound) pixels a side"
        }
    }
}
