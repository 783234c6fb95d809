// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The rows of a plan while they are put together.
struct PlanAssembly {
    let catalogue: Catalogue
    let options: Options
    let facts: [ImageFacts]
    private(set) var rows: PlannedRows

    init(catalogue: Catalogue, options: Options, facts: [ImageFacts], count: Int) {
        self.catalogue = catalogue
        self.options = options
        self.facts = facts
        rows = PlannedRows(catalogue, count: count)
    }

    /// Adds the images of one class in one part, each followed by its copies.
    mutating func append(
        _ share: ClassShare,
        to part: Split.Part,
        label: Int,
        names: inout FileNames
    ) {
        let folder = catalogue.classes[label]
        let stems = names.originals(
            share.kept.map { stemAndExtension(of: catalogue.images[$0].path).stem },
            in: folder
        )
        for (position, source) in share.kept.enumerated() {
            func append(_ name: String, copy: Int, _ operation: Operation?) {
                let encoding = ImageEncoding(
                    of: facts[source].kind,
                    isArtificial: operation != nil,
                    options: options
                )
                rows.append(
                    source: source,
                    copy: copy,
                    operation,
                    in: part,
                    as: encoding,
                    name: name
                )
            }
            let stem = stems[position]
            if !share.replaced.contains(position) { append(stem, copy: 0, nil) }
            let operations =
                share.operations.isEmpty
                ? operations(share.artificial(at: position), of: source)
                : share.operations[position]
            for (index, operation) in operations.enumerated() {
                let name = names.artificial(
                    stem,
                    copy: index + 1,
                    in: folder,
                    mark: operation == nil ? "copy" : "aug"
                )
                append(name, copy: index + 1, operation)
            }
        }
    }

    /// What is done for each artificial image of a source; nil where its bytes are copied.
    private func operations(_ count: Int, of source: Int) -> [Operation?] {
        if count == 0 { return [] }
        if options.fill == .copy { return Array(repeating: nil, count: count) }
        let key = SourceKey(catalogue.images[source], of: catalogue, options)
        var deck = OutcomeDeck(options.program, size: options.pixels(of: facts[source]))
        return (1...count).map { copy in
            var generator = key.generator(copy: copy)
            guard let operation = deck.draw(&generator) else {
                preconditionFailure("no source is given more copies than it has outcomes")
            }
            return operation
        }
    }
}
