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

    /// Finds both kinds of sets in O(n); each list is in the order of the sets' first images.
    ///
    /// - Parameters:
    ///   - pixels: each image's digest of the decoded pixels; nil where they were not looked at.
    ///   - perceptual: each image's perceptual hash; nil where it has none.
    ///   - identical: the number of the byte-identical set an image is in; nil where it is in none.
    ///   - parts: each image's part of the split.
    package static func make(
        pixels: [PixelDigest?],
        perceptual: [UInt64?],
        identical: [Int?],
        parts: [Split.Part]
    ) -> LookalikeSets {
        precondition(pixels.count == parts.count && perceptual.count == parts.count)
        precondition(identical.count == parts.count)
        func isOne<Key: Hashable>(_ images: [Int], by keys: [Key?]) -> Bool {
            guard let key = keys[images[0]] else { return false }
            return images.allSatisfy { keys[$0] == key }
        }
        func lookalikes(_ images: [Int]) -> Lookalikes {
            let part = parts[images[0]]
            return Lookalikes(images: images, spansParts: images.contains { parts[$0] != part })
        }
        return LookalikeSets(
            samePixels: sets(by: pixels)
                .filter { !isOne($0, by: identical) }
                .map(lookalikes),
            similar: sets(by: perceptual)
                .filter { !isOne($0, by: pixels) && !isOne($0, by: identical) }
                .map(lookalikes)
                .filter(\.spansParts)
        )
    }

    /// The positions that share a key, where two or more do, in the order of their first.
    private static func sets<Key: Hashable>(by keys: [Key?]) -> [[Int]] {
        var known: [Key: Int] = [:]
        var sets: [[Int]] = []
        for (index, key) in keys.enumerated() {
            guard let key else { continue }
            if let set = known[key] {
                sets[set].append(index)
            } else {
                known[key] = sets.count
                sets.append([index])
            }
        }
        return sets.filter { $0.count > 1 }
    }
}
