// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Images that are the same picture although their files differ: reported, never removed.
package struct LookalikeSets: Sendable, Hashable {
    /// Sets of images with the same decoded pixels that are not all byte-identical.
    package let samePixels: [Lookalikes]
    /// Sets of images with the same perceptual hash in more than one part of the split that have
    /// not all the same pixels.
    package let similar: [Lookalikes]

    /// Two images or more that stand for one.
    package struct Lookalikes: Sendable, Hashable {
        /// Positions of the images, ascending.
        package let images: [Int]
        /// Whether they lie in more than one part of the split.
        package let spansParts: Bool
    }

    /// Finds both kinds of sets in O(n log n), with 4 bytes of memory an image; each list is in the
    /// order of the sets' first images.
    ///
    /// - Parameters:
    ///   - pixels: each image's digest of the decoded pixels; nil where they were not looked at.
    ///   - perceptual: each image's perceptual hash; nil where it has none.
    ///   - identical: the number of the byte-identical set an image is in; nil where it is in none.
    ///   - parts: each image's part of the split.
    package static func make(
        pixels: some RandomAccessCollection<PixelDigest?>,
        perceptual: some RandomAccessCollection<UInt64?>,
        identical: [Int32?],
        parts: [Split.Part]
    ) -> LookalikeSets {
        precondition(pixels.count == parts.count && perceptual.count == parts.count)
        precondition(identical.count == parts.count)
        func isOne<Key: Equatable>(_ images: [Int], by key: (Int) -> Key?) -> Bool {
            guard let first = key(images[0]) else { return false }
            return images.allSatisfy { key($0) == first }
        }
        func digest(_ image: Int) -> PixelDigest? {
            pixels[pixels.index(pixels.startIndex, offsetBy: image)]
        }
        func hash(_ image: Int) -> UInt64? {
            perceptual[perceptual.index(perceptual.startIndex, offsetBy: image)]
        }
        func set(_ image: Int) -> Int32? { identical[image] }
        func lookalikes(_ images: [Int]) -> Lookalikes {
            let part = parts[images[0]]
            return Lookalikes(images: images, spansParts: images.contains { parts[$0] != part })
        }
        return LookalikeSets(
            samePixels: positionsWithEqualKeys(parts.count, by: digest)
                .filter { !isOne($0, by: set) }
                .map(lookalikes),
            similar: positionsWithEqualKeys(parts.count, by: hash)
                .filter { !isOne($0, by: digest) && !isOne($0, by: set) }
                .map(lookalikes)
                .filter(\.spansParts)
        )
    }
}
