// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Images of a catalogue that are byte for byte the same, and those that were left out for it.
///
/// What links two patients is a link for ever: when the same file stands under two ids, the ids are
/// one group, also once only one of the files is left.
package struct Twins: Sendable, Hashable {
    /// Images that are the same.
    struct Link: Sendable, Hashable {
        /// Those in the catalogue, ascending positions in its images.
        var kept: [Int]
        /// Those that were left out.
        var gone: [CatalogueImage] = []
    }

    private(set) var links: [Link]

    /// Sets of ascending positions in the catalogue's images, no image in two of them.
    package init(_ sets: [[Int]] = []) {
        links = sets.map { Link(kept: $0) }
    }

    /// The sets of which two images or more are in the catalogue.
    package var sets: [[Int]] {
        links.map(\.kept).filter { $0.count > 1 }
    }

    /// The same for the catalogue that is left without some images.
    ///
    /// - Parameters:
    ///   - removed: positions in the catalogue's images.
    ///   - catalogue: what they are removed from.
    ///   - linksStay: whether they link others still, being sound and only there twice.
    package func removing(
        _ removed: Set<Int>,
        from catalogue: Catalogue,
        linksStay: Bool
    ) -> Twins {
        let gone = removed.sorted()
        var twins = Twins()
        twins.links = links.compactMap { link in
            var left = Link(kept: [], gone: link.gone)
            for index in link.kept {
                if !removed.contains(index) {
                    left.kept.append(index - gone.count(below: index))
                } else if linksStay {
                    left.gone.append(catalogue.images[index])
                }
            }
            return left.kept.count + left.gone.count < 2 ? nil : left
        }
        return twins
    }
}

extension Twins: ExpressibleByArrayLiteral {
    /// Sets of positions.
    package init(arrayLiteral sets: [Int]...) {
        self.init(sets)
    }
}

extension [Int] {
    /// How many elements of an ascending array are below a number.
    fileprivate func count(below number: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
