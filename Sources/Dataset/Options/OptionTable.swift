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
        target,
        .choice(
            "fill",
            \.fill,
            "What a class is filled with: altered images, or copies of the originals' bytes."
        ),
        .optionalInteger(
            "max_copies",
            \.maxCopies,
            in: 1...10_000,
            "The most artificial images of one source; what is then missing is reported."
        ),
        augment,
        .choice(
            "compose",
            \.compose,
            "Whether each artificial image is made by one of the operations, or by all of them in "
                + "the order given."
        ),
        .choice(
            "border",
            \.border,
            "What fills the pixels that a rotation or a shift leaves empty."
        ),
        preset,
        size,
        .choice(
            "fit",
            \.fit,
            "How other proportions come to the size: stretched, padded with black, or cropped."
        ),
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
        .heldOut(
            "test",
            \.test,
            Options.standardTest,
            "The share of all images held out for testing, 0 for none."
        ),
        .heldOut(
            "validation",
            \.validation,
            Options.standardValidation,
            "The share of all images held out for validation, 0 for none."
        ),
        .choice(
            "splits",
            \.splits,
            "What becomes of train, validation and test folders that the upload has already."
        ),
        group,
        .flag(
            "allow_leakage",
            \.allowLeakage,
            "Whether an upload's own split that leaks is worked on, with a warning."
        ),
        label,
        csvColumns,
        .choice(
            "duplicates",
            \.duplicates,
            "Whether all but one of byte-identical images are left out, or stay in one part."
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
        .flag(
            "parity",
            \.parity,
            "Whether classes that need no artificial images get as many altered ones all the same."
        ),
    ]

    /// The description of the option of this exact name.
    package static func description(named name: String) -> OptionDescription? {
        all.first { $0.name == name }
    }

    /// The shortest and the longest side of an image in the archive, in pixels.
    package static let sides = 8...4096

    private static let target = OptionDescription(
        name: "target",
        defaultText: "majority",
        accepted: Target.accepted,
        summary: "How large every class of the training split is to be; by default majority, for "
            + "undersample minority, for hybrid median.",
        read: { text, options throws(OptionRefusal) in
            options.target = try Target(parsing: text)
        },
        value: { $0.target.value }
    )

    private static let group = OptionDescription(
        name: "group",
        defaultText: nil,
        accepted: GroupRule.accepted,
        summary: "Which images belong together, as one patient's, and are never parted by a split.",
        read: { text, options throws(OptionRefusal) in
            options.group = try GroupRule(parsing: text)
        },
        value: { $0.group.map { .text($0.text) } ?? .null }
    )

    private static let label = OptionDescription(
        name: "label",
        defaultText: "folder",
        accepted: LabelRule.accepted,
        summary: "Where the class of an image is read.",
        read: { text, options throws(OptionRefusal) in
            options.label = try LabelRule(parsing: text)
        },
        value: { .text(($0.label ?? .folder).text) }
    )

    private static let csvColumns = OptionDescription(
        name: "csv_columns",
        defaultText: nil,
        accepted: CSVColumns.accepted,
        summary: "What the columns of a table of labels are called, such as "
            + "file:Image Index,label:Finding Labels,group:Patient ID.",
        read: { text, options throws(OptionRefusal) in
            options.csvColumns = try CSVColumns(parsing: text)
        },
        value: { $0.csvColumns.text.map(Scalar.text) ?? .null }
    )

    private static let augment = OptionDescription(
        name: "augment",
        defaultText: Augmentation.standard.text,
        accepted: "a comma-separated list of "
            + OperationRanges.table.map(\.accepted).joined(separator: ", "),
        summary: "The operations that make artificial images, with their largest magnitudes.",
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
