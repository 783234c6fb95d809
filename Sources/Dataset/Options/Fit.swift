// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What becomes of an image whose proportions are not those of the size that it is to have.
package enum Fit: String, Sendable, Hashable, CaseIterable {
    /// It is stretched.
    case stretch
    /// All of it is seen, between stripes of black.
    case pad
    /// It fills the size, and what stands over on two sides is cut off.
    case crop
}

/// Which part of an image goes where in an image of another size.
package struct Placement: Sendable, Hashable {
    /// The upper left corner, in the source, of the part that is seen.
    package let origin: PixelPoint
    /// The size of that part.
    package let part: PixelSize
    /// The size that the part is resized to.
    package let scaled: PixelSize
    /// The upper left corner, in the target, of what was resized; all around it is black.
    package let offset: PixelPoint
}

/// Columns from the left and rows from the top.
package struct PixelPoint: Sendable, Hashable {
    /// Columns to the right of the first.
    package let x: Int
    /// Rows below the first.
    package let y: Int

    /// The point of so many columns and rows.
    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

extension Fit {
    /// Where an image goes in the size that it is to have.
    ///
    /// Sides are rounded to the nearest pixel, a half up. What is over on two sides, cut off or
    /// black, is the same on both, but for an odd pixel, which is on the right or at the bottom.
    ///
    /// - Parameters:
    ///   - source: the image's size, each side 1 … 65,535 pixels.
    ///   - target: the size that it is to have, likewise.
    package func placement(of source: PixelSize, in target: PixelSize) -> Placement {
        let sides = 1...65_535
        precondition(sides.contains(source.width) && sides.contains(source.height))
        precondition(sides.contains(target.width) && sides.contains(target.height))
        let part = self == .crop ? target.largestLikeness(in: source) : source
        let scaled = self == .pad ? source.largestLikeness(in: target) : target
        return Placement(
            origin: part.margin(in: source),
            part: part,
            scaled: scaled,
            offset: scaled.margin(in: target)
        )
    }
}

extension PixelSize {
    /// The largest size of these proportions within another.
    fileprivate func largestLikeness(in frame: PixelSize) -> PixelSize {
        func scaled(_ side: Int, _ numerator: Int, _ denominator: Int) -> Int {
            max(1, (2 * side * numerator + denominator) / (2 * denominator))
        }
        if frame.width * height <= frame.height * width {
            return PixelSize(
                width: frame.width,
                height: min(frame.height, scaled(height, frame.width, width))
            )
        }
        return PixelSize(
            width: min(frame.width, scaled(width, frame.height, height)),
            height: frame.height
        )
    }

    /// How far from the upper left corner of a frame this size stands in its middle.
    fileprivate func margin(in frame: PixelSize) -> PixelPoint {
        PixelPoint(x: (frame.width - width) / 2, y: (frame.height - height) / 2)
    }
}
