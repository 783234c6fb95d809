// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the images of one class are like: medians, and how many there are of each kind.
///
/// A median is the middle value, or the mean of the middle two; nil where nothing was measured.
package struct ClassTraits: Sendable, Hashable {
    /// The class.
    package let name: String
    /// Images whose traits are known.
    package let images: Int
    /// In pixels, upright.
    package let medianWidth: Double?
    /// In pixels, upright.
    package let medianHeight: Double?
    /// Of width over height, to four decimals.
    package let medianAspect: Double?
    /// Images of each format.
    package let formats: [ImageKind: Int]
    /// Images of each number of bits a sample.
    package let bitDepths: [Int: Int]
    /// Images of each number of channels.
    package let channels: [Int: Int]
    /// Of the mean grey value over full scale, to four decimals.
    package let medianBrightness: Double?
    /// Of the variance of the Laplacian, to two decimals.
    package let medianSharpness: Double?

    /// Sums up the images of a class.
    init(name: String, of traits: some Collection<ImageTraits>) {
        self.name = name
        images = traits.count
        medianWidth = median(traits.map { Double($0.width) })
        medianHeight = median(traits.map { Double($0.height) })
        medianAspect = median(traits.map(\.aspect)).map { rounded($0, decimals: 4) }
        formats = traits.counted(by: \.kind)
        bitDepths = traits.counted(by: \.bitDepth)
        channels = traits.counted(by: \.channels)
        medianBrightness = median(traits.compactMap(\.brightness))
            .map { rounded($0, decimals: 4) }
        medianSharpness = median(traits.compactMap(\.sharpness))
            .map { rounded($0, decimals: 2) }
    }
}

extension Collection<ImageTraits> {
    fileprivate func counted<Value>(by trait: KeyPath<ImageTraits, Value>) -> [Value: Int] {
        reduce(into: [:]) { $0[$1[keyPath: trait], default: 0] += 1 }
    }
}

/// The middle value, or the mean of the middle two; nil of none.
func median(_ values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// The nearest number of so many decimals, 0 … 4.
func rounded(_ value: Double, decimals: Int) -> Double {
    let scale: Double = (0..<decimals).reduce(1) { power, _ in power * 10 }
    return (value * scale).rounded() / scale
}
