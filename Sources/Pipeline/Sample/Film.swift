// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Turns opacity into grey levels: where the chest lies on the film, exposure, grain.
struct Film {
    private let size: Int
    // Made from the tangent of half the angle, so that no libm is needed.
    private let cosine: Float
    private let sine: Float
    private let scale: Float
    private let shift: Point
    private let exposure: Float
    private let fallOff: Point
    private let grain: Float
    private let grainKey: UInt64

    init(size: Int, random: inout SampleRandom) {
        let tangent = random.uniform(-0.035, 0.035)
        self.size = size
        self.cosine = (1 - tangent * tangent) / (1 + tangent * tangent)
        self.sine = 2 * tangent / (1 + tangent * tangent)
        self.scale = random.uniform(0.95, 1.08)
        self.shift = Point(x: random.uniform(-0.04, 0.04), y: random.uniform(-0.05, 0.05))
        self.exposure = random.uniform(0.92, 1.1)
        self.fallOff = Point(x: random.uniform(-0.07, 0.07), y: random.uniform(-0.08, 0.08))
        self.grain = random.uniform(0.010, 0.018)
        self.grainKey = random.next()
    }

    /// The grey levels of the whole picture, row by row.
    ///
    /// What lies under the film is wider than two pixels, so it is sampled at every second one of
    /// both directions and averaged in between; the grain is a pixel's own.
    func expose(_ opacity: (Point) -> Float) -> [UInt8] {
        let nodes = levels(opacity)
        let width = size / 2 + 1
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size * size)
        for row in 0..<size {
            let above = (row / 2) * width
            let below = ((row + 1) / 2) * width
            for column in 0..<size {
                let left = column / 2
                let right = (column + 1) / 2
                let sum =
                    nodes[above + left] + nodes[above + right]
                    + (nodes[below + left] + nodes[below + right])
                let level = sum * 0.25 + speck(row: row, column: column)
                pixels.append(UInt8(min(max(level, 0), 1) * 255 + 0.5))
            }
        }
        return pixels
    }

    /// The light levels, 0 … 1, at every second pixel of every second row.
    private func levels(_ opacity: (Point) -> Float) -> [Float] {
        let width = size / 2 + 1
        let step = 4 / Float(size)
        var nodes: [Float] = []
        nodes.reserveCapacity(width * width)
        for row in 0..<width {
            let y = Float(row) * step - 1
            for column in 0..<width {
                let x = Float(column) * step - 1
                let light = exposure * (1 + fallOff.x * x + fallOff.y * y)
                nodes.append(opacity(place(x: x, y: y)) * light)
            }
        }
        return nodes
    }

    private func place(x: Float, y: Float) -> Point {
        Point(
            x: (cosine * x - sine * y) * scale + shift.x,
            y: (sine * x + cosine * y) * scale + shift.y
        )
    }

    /// Grain: the sum of eight random bytes is close to a normal distribution.
    private func speck(row: Int, column: Int) -> Float {
        let bits = SampleRandom.hash(grainKey, UInt64(row * size + column))
        let pairs = (bits & 0x00FF_00FF_00FF_00FF) + ((bits >> 8) & 0x00FF_00FF_00FF_00FF)
        let sum = (pairs &* 0x0001_0001_0001_0001) >> 48
        return (Float(sum) - 1020) * (grain / 209)
    }
}
