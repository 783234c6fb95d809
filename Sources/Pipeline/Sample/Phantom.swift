// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One synthetic picture that looks like a chest radiograph, for trying things on.
///
/// It is a pure function of its four numbers, and the same on every x86-64 machine: pixels come
/// from +, −, ×, ÷ and square roots, which IEEE 754 rounds exactly, and never from libm. It shows
/// no person and has no medical meaning.
package struct Phantom: Sendable, Hashable {
    /// The side lengths that can be drawn, in pixels.
    package static let sizes = 16...4096

    private let key: UInt64
    private let pattern: LungPattern
    private let size: Int

    /// Describes a picture; nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - seed: the number of the whole dataset; another seed gives other pictures.
    ///   - label: the class, from 0; it decides what the lungs show.
    ///   - index: the number of the picture in its class, from 0.
    ///   - size: the side in pixels, one of ``sizes``; anything else traps.
    package init(seed: UInt64, label: Int, index: Int, size: Int) {
        precondition(label >= 0 && index >= 0, "labels and indices count from 0")
        precondition(Self.sizes.contains(size), "a phantom's side is out of range")
        self.key = SampleRandom.key(seed, UInt64(label), UInt64(index))
        self.pattern = LungPattern(label: label)
        self.size = size
    }

    /// Draws the picture: `size` × `size` grey levels, row by row from the top left.
    package func draw() -> [UInt8] {
        var random = SampleRandom(key: key)
        let film = Film(size: size, random: &random)
        let chest = Chest(random: &random)
        let lungs = LungTexture(pattern: pattern, random: &random)
        return film.expose { point in
            var opacity = chest.opacity(at: point)
            if opacity.lung > 0 {
                opacity.total += opacity.lung * lungs.opacity(at: point)
            }
            return opacity.total
        }
    }
}
