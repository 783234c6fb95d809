// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Every option there is, in the order in which help, job documents and recipes list them.
package enum OptionTable {
    /// The table; the order in which options are given does not matter, this one does.
    package static let all: [OptionDescription] = [
        .choice(
            "strategy",
            \.strategy,
            "How the training split is balanced; none only splits."
        ),
        .choice(
            "target",
            \.target,
            "How large every class of the training split is to be."
        ),
        augment,
        .choice(
            "border",
            \.border,
            "What fills the pixels that a rotation or a shift leaves empty."
        ),
        preset,
        size,
        .choice(
            "color",
            \.color,
            "The channels of the images in the archive."
        ),
        .choice(
            "format",
            \.format,
            "How images are encoded; with keep, JPEG stays JPEG and all else becomes PNG."
        ),
        .integer(
            "quality",
            \.quality,
            in: 1...100,
            "The quality of JPEG images."
        ),
        .share(
            "test",
            \.test,
            "The share of all images held out for testing, 0 for none."
        ),
        .share(
            "validation",
            \.validation,
            "The share of all images held out for validation, 0 for none."
        ),
        .integer(
            "seed",
            \.seed,
            in: 0...UInt32.max,
            "The number that every random choice follows from."
        ),
        .choice(
            "bad_images",
            \.badImages,
            "Whether an image that cannot be read is left out or fails the job."
        ),
    ]

    /// The description of the option of this exact name.
    package static func description(named name: String) -> OptionDescription? {
        all.first { $0.name == name }
    }

    /// The shortest and the longest side of an image in the archive, in pixels.
    package static let sides = 8...4096

    private static let augment = OptionDescription(
        name: "augment",
        defaultText: Augmentation.standard.text,
        accepted: "a comma-separated list of "
            + OperationRanges.table.map(\.accepted).joined(separator: ", "),
        summary: "The operations, with their largest magnitudes, one of which makes each "
            + "artificial image.",
        read: { text, options throws(OptionRefusal) in
            options.augment = try Augmentation(parsing: text)
        },
        value: { $0.augment.text.map(Scalar.text) ?? .null }
    )

    private static let preset = OptionDescription(
        name: "preset",
        defaultText: nil,
        accepted: OptionDescription.words(Preset.self),
        summary: "A set of values for other options; options set by themselves override it.",
        read: { text, options throws(OptionRefusal) in
            guard let preset = Preset(rawValue: text) else { throw OptionRefusal() }
            options.apply(preset)
        },
        value: { $0.preset.map { .text($0.rawValue) } ?? .null }
    )

    private static let size = OptionDescription(
        name: "size",
        defaultText: "256",
        accepted: "a side N or WIDTHxHEIGHT in pixels, each from \(sides.lowerBound) to "
            + "\(sides.upperBound), or original",
        summary: "The size that images are resized to; original keeps each as it is.",
        read: { text, options throws(OptionRefusal) in
            if text == "original" {
                options.size = .original
                return
            }
            let numbers = text.split(separator: "x", omittingEmptySubsequences: false)
                .map { wholeNumber($0) }
            guard (1...2).contains(numbers.count), let width = numbers[0],
                let height = numbers[numbers.count - 1],
                sides.contains(width), sides.contains(height)
            else { throw OptionRefusal() }
            options.size = .fixed(PixelSize(width: width, height: height))
        },
        value: { options in
            switch options.size {
            case .original: "original"
            case .fixed(let size) where size.width == size.height:
                .number(Decimal(units: size.width))
            case .fixed(let size): .text("\(size.width)x\(size.height)")
            }
        }
    )
}
