// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What one property alone says of whether an image is of one class.
struct Tell: Sendable, Hashable {
    /// How well the best rule on this property tells the class from the others.
    let accuracy: BalancedAccuracy
    /// What shows it best, such as "are jpeg", to follow "12 of 12 of its images".
    let predicate: String
    /// Images of the class for which the predicate holds.
    let own: Int
    /// Images of the others for which it does.
    let others: Int
    /// The median of the class and of the others, for numbers.
    var medians: Medians?

    /// Whether a value that one side alone has, with half of its images or more, gives these away.
    ///
    /// The rule may fail on the rest and still be a shortcut: a class of which every second image
    /// is a JPEG, in a dataset of PNGs. Numbers have no values to be had alone.
    var isExclusive: Bool {
        func isShortcut(_ holders: Int, of side: Int, outside: Int) -> Bool {
            outside == 0 && holders >= BalancedAccuracy.enough && 2 * holders >= side
        }
        return medians == nil
            && (isShortcut(own, of: accuracy.own, outside: others)
                || isShortcut(others, of: accuracy.others, outside: own))
    }

    /// Medians as they are printed.
    struct Medians: Sendable, Hashable {
        let own: String
        let others: String
    }
}

/// A property that says nothing of what an image shows, in the order in which they are reported.
enum Property: Int, Sendable, CaseIterable {
    case format, bitDepth, channels, size, aspect, pixels, brightness, sharpness

    /// As it is called in a sentence.
    var name: String {
        switch self {
        case .format: "file format"
        case .bitDepth: "bit depth"
        case .channels: "number of channels"
        case .size: "image size"
        case .aspect: "aspect ratio"
        case .pixels: "pixel count"
        case .brightness: "brightness"
        case .sharpness: "sharpness"
        }
    }
}
