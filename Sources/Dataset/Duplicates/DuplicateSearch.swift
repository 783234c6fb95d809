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
        return positionsWithEqualKeys(images.count) { index in
            UInt128(images[index].size) << 32 | UInt128(images[index].crc32)
        }
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
