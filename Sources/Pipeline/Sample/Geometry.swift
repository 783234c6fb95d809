// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A place in the picture: −1 … 1 from left to right and from top to bottom.
struct Point {
    var x: Float
    var y: Float
}

/// A tilted ellipse with soft edges.
struct Blob {
    let centre: Point
    private let perWidth: Float
    private let perHeight: Float
    private let lean: Float

    /// Describes an ellipse.
    ///
    /// - Parameters:
    ///   - width: half of its width; `height` likewise.
    ///   - lean: x moves by so much for each unit of y.
    init(centre: Point, width: Float, height: Float, lean: Float = 0) {
        self.centre = centre
        self.perWidth = 1 / width
        self.perHeight = 1 / height
        self.lean = lean
    }

    /// 1 in the centre, falling smoothly to 0 at the edge.
    func cover(at point: Point) -> Float {
        bump(squared: squaredDistance(to: point))
    }

    /// 1 inside, 0 outside, with an edge of `softness` of the radius.
    func fill(at point: Point, softness: Float) -> Float {
        let squared = squaredDistance(to: point)
        guard squared < 1 else { return 0 }
        return ramp((1 - squared) / softness)
    }

    /// The square of the distance from the centre in radii: 1 on the edge.
    func squaredDistance(to point: Point) -> Float {
        let down = point.y - centre.y
        let x = (point.x - centre.x - lean * down) * perWidth
        let y = down * perHeight
        return x * x + y * y
    }
}

/// 0 up to 0, 1 from 1 on, and smooth in between: 3t² − 2t³.
func ramp(_ value: Float) -> Float {
    let clamped = min(max(value, 0), 1)
    return clamped * clamped * (3 - 2 * clamped)
}

/// A hill of height 1 around 0 that ends at ±1.
func bump(_ distance: Float) -> Float {
    bump(squared: distance * distance)
}

/// The same hill, of the square of the distance.
func bump(squared: Float) -> Float {
    guard squared < 1 else { return 0 }
    return (1 - squared) * (1 - squared)
}
