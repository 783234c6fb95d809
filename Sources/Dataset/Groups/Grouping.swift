// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What one rule, other than ``GroupRule/auto``, makes of the images of a catalogue.
package struct Grouping: Sendable, Hashable {
    /// The rule.
    package let rule: GroupRule
    /// What the rule says of each image; nil where it says nothing.
    package let ids: GroupIDs
    /// The group of each image, 0 ..< ``count``, in the order of their first images.
    package let numbers: [Int]
    /// How many groups there are; an image of which nothing is said is one.
    package let count: Int
    /// How many images have an id.
    package let matched: Int

    /// Applies a rule.
    ///
    /// An id is the same group in every class: where two patients of two classes share an id, that
    /// keeps too much together, never too little. So do ids that only a normal form tells apart.
    ///
    /// - Parameter identical: images that belong together whatever the rule says; those that were
    ///   left out lend the others their ids.
    init(_ catalogue: Catalogue, rule: GroupRule, identical: Twins = []) {
        let count = catalogue.images.count
        let gone = identical.links.flatMap(\.gone)
        let ids = rule.ids(of: catalogue.images + gone, in: catalogue)
        var sets = DisjointSets(count: ids.count)
        var first: [String: Int] = [:]
        for (index, id) in ids.enumerated() {
            guard let id else { continue }
            if let other = first[id] {
                sets.join(index, other)
            } else {
                first[id] = index
            }
        }
        var next = count
        for link in identical.links {
            let members = link.kept + Array(next..<next + link.gone.count)
            next += link.gone.count
            for index in members.dropFirst() { sets.join(members[0], index) }
        }
        self.rule = rule
        self.ids = GroupIDs(ids.prefix(count))
        (numbers, self.count) = sets.numbered(first: count)
        matched = self.ids.count { $0 != nil }
    }

    /// How many images each group has.
    var sizes: [Int] {
        var sizes = [Int](repeating: 0, count: count)
        for number in numbers { sizes[number] += 1 }
        return sizes
    }
}

extension GroupRule {
    /// What the rule says of images of a catalogue; nil where it says nothing.
    fileprivate func ids(of images: [CatalogueImage], in catalogue: Catalogue) -> [String?] {
        switch self {
        case .none:
            return images.map { _ in nil }
        case .auto:
            preconditionFailure("auto is no rule before a preset has been found for it")
        case .preset(let preset):
            return images.map { preset.id(in: $0.pathBelowRoot) }
        case .folder:
            return images.map { $0.path.firstFolder.map { String($0) } }
        case .csv:
            return images.map { $0.tableGroup.flatMap { $0.isEmpty ? nil : $0 } }
        case .patterns(let patterns):
            return images.map { image in
                let path = image.pathBelowRoot
                return patterns.lazy.compactMap { $0.capture(in: path) }.first
            }
        }
    }
}
