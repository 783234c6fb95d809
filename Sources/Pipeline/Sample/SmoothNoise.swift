// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Smooth random hills over the square −1 … 1.
///
/// Each corner of a tilted grid has a height and a slope of its own, and the planes that these
/// give are blended in between. Heights alone would show the grid as squares.
struct SmoothNoise {
    private struct Corner {
        var height: Float
        var slopeX: Float
        var slopeY: Float
    }

    private let cells: Int
    private let corners: [Corner]
    private let cosine: Float
    private let sine: Float

    /// Fills a grid of `cells` × `cells` squares, which reaches half as far again as the picture.
    init(cells: Int, random: inout SampleRandom) {
        let tangent = random.uniform(0.1, 0.4)
        self.cells = cells
        cosine = (1 - tangent * tangent) / (1 + tangent * tangent)
        sine = 2 * tangent / (1 + tangent * tangent)
        corners = (0..<(cells + 1) * (cells + 1)).map { _ in
            Corner(
                height: random.uniform(-0.22, 0.22),
                slopeX: random.uniform(-0.7, 0.7),
                slopeY: random.uniform(-0.7, 0.7)
            )
        }
    }

    /// The height at a point, about −0.5 … 0.5.
    func height(at point: Point) -> Float {
        let (column, x) = split(cosine * point.x - sine * point.y)
        let (row, y) = split(sine * point.x + cosine * point.y)
        let first = row * (cells + 1) + column
        let across = x * x * (3 - 2 * x)
        let down = y * y * (3 - 2 * y)
        let top = blend(plane(first, x, y), plane(first + 1, x - 1, y), across)
        let below = first + cells + 1
        let bottom = blend(plane(below, x, y - 1), plane(below + 1, x - 1, y - 1), across)
        return blend(top, bottom, down)
    }

    /// Thin bright lines, 0 … 1, where the hills cross half their height: vessels, a net of septa.
    ///
    /// - Parameter sharpness: one over the height at which a line fades out.
    func crest(at point: Point, sharpness: Float) -> Float {
        bump(height(at: point) * sharpness)
    }

    private func plane(_ corner: Int, _ x: Float, _ y: Float) -> Float {
        let corner = corners[corner]
        return corner.height + corner.slopeX * x + corner.slopeY * y
    }

    private func blend(_ first: Float, _ second: Float, _ share: Float) -> Float {
        first + share * (second - first)
    }

    private func split(_ coordinate: Float) -> (cell: Int, rest: Float) {
        let scaled = min(max((coordinate + 1.5) * (1 / 3), 0), 0.99999) * Float(cells)
        let cell = Int(scaled)
        return (cell, scaled - Float(cell))
    }
}
