// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// What a pass over the pixels has seen of the images of a catalogue, by their positions in it.
///
/// It takes 45 bytes an image: digests and hashes lie side by side without room for nil.
struct Observations: Sendable {
    /// What each image is like; nil where it was not looked at, as those that are not rendered.
    private(set) var traits: [ImageTraits?]
    /// Of images that have ``Known/pixels``.
    private var pixels: [PixelDigest]
    /// Of images that have ``Known/perceptual``.
    private var perceptual: [UInt64]
    private var known: [Known]
    /// Images whose translucent pixels are seen against black in the archive.
    private(set) var blended = 0

    /// What one image was seen to be.
    struct Observation: Sendable, Hashable {
        let traits: ImageTraits
        /// Nil where its pixels were not looked at.
        let pixels: PixelDigest?
        /// Nil there too, and where the image is too flat to say.
        let perceptual: UInt64?
        /// Whether pixels that were not opaque lost their alpha.
        let isBlended: Bool
    }

    private struct Known: OptionSet {
        var rawValue: UInt8
        static let pixels = Known(rawValue: 1)
        static let perceptual = Known(rawValue: 2)
    }

    init(count: Int) {
        traits = Array(repeating: nil, count: count)
        pixels = Array(repeating: PixelDigest(high: 0, low: 0), count: count)
        perceptual = Array(repeating: 0, count: count)
        known = Array(repeating: [], count: count)
    }

    mutating func add(_ observation: Observation, of image: Int) {
        traits[image] = observation.traits
        if let digest = observation.pixels {
            pixels[image] = digest
            known[image].insert(.pixels)
        }
        if let hash = observation.perceptual {
            perceptual[image] = hash
            known[image].insert(.perceptual)
        }
        if observation.isBlended { blended += 1 }
    }

    /// Forgets images that are taken out of the catalogue.
    mutating func remove(_ images: Set<Int>) {
        let kept = traits.indices.filter { !images.contains($0) }
        traits = kept.map { traits[$0] }
        pixels = kept.map { pixels[$0] }
        perceptual = kept.map { perceptual[$0] }
        known = kept.map { known[$0] }
    }

    /// Gives up what only ``lookalikes(identical:parts:)`` needs, of which there may be much.
    mutating func forgetDigests() {
        pixels = []
        perceptual = []
    }

    /// Properties that tell a class by themselves.
    func confounds(in catalogue: Catalogue) -> Confounds {
        Confounds.make(
            classes: catalogue.classes,
            labels: catalogue.images.lazy.map(\.label),
            traits: traits
        )
    }

    /// Whether the pixels of any image were looked at.
    var hasPixels: Bool { known.contains { $0.contains(.pixels) } }

    /// What was done to images without being asked for, and what was not looked at.
    var warnings: [DatasetWarning] { copied + dropped }

    private var copied: [DatasetWarning] {
        let count = zip(traits, known).count { $0 != nil && !$1.contains(.pixels) }
        if count == 0 { return [] }
        return [
            DatasetWarning(
                code: "pixels-not-seen",
                detail: "\(count) of \(traits.count) source images were not decoded, because "
                    + "size=original leaves their files as they are: nothing is known of their "
                    + "brightness and sharpness, nor whether other files show the same."
            )
        ]
    }

    private var dropped: [DatasetWarning] {
        if blended == 0 { return [] }
        return [
            DatasetWarning(
                code: "alpha-dropped",
                detail: "\(blended) source images had translucent pixels; they are seen against "
                    + "black in the archive."
            )
        ]
    }

    /// Images that are the same picture although their files differ.
    func lookalikes(identical: [[Int]], parts: [Split.Part]) -> LookalikeSets {
        var numbers = [Int32?](repeating: nil, count: parts.count)
        for (number, set) in identical.enumerated() {
            for image in set { numbers[image] = Int32(number) }
        }
        return LookalikeSets.make(
            pixels: known.indices.lazy.map { known[$0].contains(.pixels) ? pixels[$0] : nil },
            perceptual: known.indices.lazy.map {
                known[$0].contains(.perceptual) ? perceptual[$0] : nil
            },
            identical: numbers,
            parts: parts
        )
    }
}
