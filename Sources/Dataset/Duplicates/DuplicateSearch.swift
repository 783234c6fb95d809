// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the images of a catalogue that are byte for byte the same.
///
/// The archive's directory knows sizes and checksums, so only few images have to be read for it:
/// first ``candidates(_:)``, then their digests, then ``identical(among:digests:)``. Sets are
/// ascending lists of positions in the catalogue's images, in the order of their first members.
package enum DuplicateSearch {
    /// The sets of images, two or more, that have size and CRC-32 in common.
    ///
    /// An image that is in none of them differs from every other.
    package static func candidates(_ catalogue: Catalogue) -> [[Int]] {
        let images = catalogue.images
        func key(_ index: Int32) -> (UInt64, UInt32) {
            (images[Int(index)].size, images[Int(index)].crc32)
        }
        // Sorted, and not in a table of arrays: nearly all images are alone.
        var order = Array(0..<Int32(images.count))
        order.sort { left, right in
            let (first, second) = (key(left), key(right))
            return first == second ? left < right : first < second
        }
        var sets: [[Int]] = []
        var rest = order[...]
        while let first = rest.first {
            let same = rest.prefix { key($0) == key(first) }
            if same.count > 1 { sets.append(same.map { Int($0) }) }
            rest = rest.dropFirst(same.count)
        }
        return sets.sorted { $0[0] < $1[0] }
    }

    /// The sets of images, two or more, whose bytes have the same digest.
    ///
    /// - Parameter digests: what is known of the candidates; one without a digest is in no set.
    package static func identical<Digest: Hashable>(
        among candidates: [[Int]],
        digests: [Int: Digest]
    ) -> [[Int]] {
        let found = candidates.flatMap { candidates in
            sets(of: candidates.filter { digests[$0] != nil }) { digests[$0] }
        }
        return found.sorted { $0[0] < $1[0] }
    }

    /// The elements, which ascend, that share a key with another.
    private static func sets(
        of indices: some Sequence<Int>,
        key: (Int) -> some Hashable
    ) -> [[Int]] {
        Dictionary(grouping: indices, by: key).values.filter { $0.count > 1 }
            .sorted { $0[0] < $1[0] }
    }
}
