// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One augmentation with every parameter fixed: data only, so that a plan can be printed.
///
/// Angles are whole hundredths of a degree and factors whole thousandths, so the same draw is the
/// same bits on every machine. What each does to pixels, and through which call of OpenCV, is the
/// table "Operations" of the service's contract.
package enum Operation: Sendable, Hashable {
    /// A turn about a point, positive counter-clockwise.
    case rotate(centidegrees: Int, centre: RotationCentre)
    /// Left and right swapped.
    case flip
    /// Top and bottom swapped.
    case verticalFlip
    /// A shift by whole pixels, to the right and down where positive.
    case translate(x: Int, y: Int)
    /// A magnification about the image's true centre.
    case scale(thousandths: Int)
    /// A Gaussian blur with an odd kernel; sigma 0 lets OpenCV derive it from the kernel.
    case blur(kernel: Int, sigma: Int)
    /// Every sample raised by so many of the 255 levels of an 8-bit image, lowered where negative.
    case brightness(levels: Int)
    /// Every sample's distance from half of full scale times a factor.
    case contrast(thousandths: Int)
    /// Every sample's share of full scale to a power.
    case gamma(thousandths: Int)
    /// Normal noise, an own draw for every sample, of so many hundredths of an 8-bit level.
    case noise(centilevels: Int, seed: UInt32)
    /// Two or more of the others, one after the other.
    case composed([Operation])
}

extension Operation {
    /// What is done one after the other: those that are composed, else this one alone.
    package var steps: [Operation] {
        if case .composed(let steps) = self { steps } else { [self] }
    }
}

/// The point a rotation turns about.
package enum RotationCentre: Sendable, Hashable {
    /// The image's true centre, ((w−1)/2, (h−1)/2).
    case pixelCentre
    /// The point (h/2, w/2), as in the tutorial, which is off by half a pixel.
    case tutorial
}

/// What stands in for pixels beyond the image's edge.
package enum Border: String, Sendable, Hashable, CaseIterable {
    /// The image mirrored at its edge pixels (OpenCV's REFLECT_101).
    case reflect
    /// The edge pixel repeated.
    case replicate
    /// Black. In classes that alone are augmented, black corners tell a network the label.
    case constant
}
