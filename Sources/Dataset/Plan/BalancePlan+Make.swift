// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension BalancePlan {
    /// Plans the archive.
    ///
    /// - Parameters:
    ///   - split: the part of every image of the catalogue.
    ///   - facts: what is known of the bytes of every image of the catalogue.
    /// - Throws: `tooManyImages` when the archive would outgrow the limit.
    package static func make(
        catalogue: Catalogue,
        split: Split,
        options: Options,
        facts: [ImageFacts],
        limits: DatasetLimits = DatasetLimits()
    ) throws(DatasetError) -> BalancePlan {
        precondition(split.parts.count == catalogue.images.count, "one part an image")
        precondition(facts.count == catalogue.images.count, "one set of facts an image")
        let members = catalogue.ranges.map { range in
            ClassMembers(range, parts: split.parts)
        }
        let largest = members.map(\.train.count).max() ?? 0
        let targets = members.map { members in
            switch options.strategy {
            case .oversample: largest
            case .undersample, .hybrid, .none: members.train.count
            }
        }
        try check(catalogue, members, targets, limits)

        var assembly = Assembly(catalogue: catalogue, options: options, facts: facts)
        for part in Split.Part.allCases {
            var names = FileNames()
            for (label, members) in members.enumerated() {
                let sources = members[part]
                let wanted = part == .train ? targets[label] - sources.count : 0
                assembly.append(sources, to: part, label: label, adding: wanted, names: &names)
            }
        }
        let classes = members.enumerated().map { label, members in
            PlannedClass(
                name: catalogue.classes[label],
                index: label,
                images: catalogue.ranges[label].count,
                train: members.train.count,
                validation: members.validation.count,
                test: members.test.count,
                target: targets[label],
                added: assembly.added[label]
            )
        }
        return BalancePlan(
            rows: assembly.rows,
            classes: classes,
            warnings: warnings(about: classes)
        )
    }

    private static func check(
        _ catalogue: Catalogue,
        _ members: [ClassMembers],
        _ targets: [Int],
        _ limits: DatasetLimits
    ) throws(DatasetError) {
        let added = zip(members, targets).reduce(0) { $0 + $1.1 - $1.0.train.count }
        let planned = catalogue.images.count + added
        if planned > limits.plannedImages {
            throw .tooManyImages(planned: planned, limit: limits.plannedImages)
        }
    }
}

/// The images of one class by part, each in catalogue order.
private struct ClassMembers {
    var train: [Int] = []
    var validation: [Int] = []
    var test: [Int] = []

    init(_ range: Range<Int>, parts: [Split.Part]) {
        for index in range {
            switch parts[index] {
            case .train: train.append(index)
            case .validation: validation.append(index)
            case .test: test.append(index)
            }
        }
    }

    subscript(part: Split.Part) -> [Int] {
        switch part {
        case .train: train
        case .validation: validation
        case .test: test
        }
    }
}

/// The rows of a plan while they are put together.
private struct Assembly {
    let catalogue: Catalogue
    let options: Options
    let facts: [ImageFacts]
    var rows: [PlannedImage] = []
    /// Artificial images of each class.
    var added: [Int]

    init(catalogue: Catalogue, options: Options, facts: [ImageFacts]) {
        self.catalogue = catalogue
        self.options = options
        self.facts = facts
        added = catalogue.classes.map { _ in 0 }
        rows.reserveCapacity(catalogue.images.count)
    }

    /// Adds the images of one class in one part, each with its share of the copies wanted.
    mutating func append(
        _ sources: [Int],
        to part: Split.Part,
        label: Int,
        adding wanted: Int,
        names: inout FileNames
    ) {
        let folder = catalogue.classes[label]
        let files = sources.map { stemAndExtension(of: catalogue.images[$0].path) }
        let stems = names.originals(files.map(\.stem), in: folder)
        let keys = wanted == 0 ? [] : sources.map { key(of: $0) }
        let copies = copiesPerSource(keys, difference: wanted)
        for (position, source) in sources.enumerated() {
            func row(_ name: String, copy: Int, _ operation: Operation?) -> PlannedImage {
                let encoding = ImageEncoding(
                    of: facts[source].kind,
                    isArtificial: copy > 0,
                    options: options
                )
                let ending = encoding.fileExtension(of: files[position].extension)
                return PlannedImage(
                    file: "\(part.rawValue)/\(folder)/\(name).\(ending)",
                    part: part,
                    label: label,
                    source: source,
                    copy: copy,
                    operation: operation,
                    encoding: encoding
                )
            }
            let stem = stems[position]
            rows.append(row(stem, copy: 0, nil))
            guard wanted > 0, copies[position] > 0 else { continue }
            var deck = OutcomeDeck(options.augment, size: outputSize(of: source))
            for copy in 1...copies[position] {
                var generator = keys[position].generator(copy: copy)
                guard let operation = deck.draw(&generator) else { break }
                let name = names.artificial(stem, copy: copy, in: folder)
                rows.append(row(name, copy: copy, operation))
                added[label] += 1
            }
        }
    }

    private func key(of source: Int) -> SourceKey {
        let image = catalogue.images[source]
        return SourceKey(
            seed: options.seed,
            label: catalogue.classes[image.label],
            path: image.path
        )
    }

    private func outputSize(of source: Int) -> PixelSize {
        switch options.size {
        case .original: facts[source].size
        case .fixed(let size): size
        }
    }
}
