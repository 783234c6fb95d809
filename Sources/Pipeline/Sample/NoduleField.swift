// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Small round spots scattered over a grid, at most one to a square of it.
struct NoduleField {
    private static let cells = 26
    private let spots: [Blob?]

    init(random: inout SampleRandom) {
        let side = 2 / Float(Self.cells)
        spots = (0..<Self.cells * Self.cells).map { cell in
            guard random.integer(0...9) < 4 else { return nil }
            let x = (Float(cell % Self.cells) + random.uniform(0.32, 0.68)) * side - 1
            let y = (Float(cell / Self.cells) + random.uniform(0.32, 0.68)) * side - 1
            let radius = random.uniform(0.18, 0.32) * side
            return Blob(centre: Point(x: x, y: y), width: radius, height: radius)
        }
    }

    /// How much of a spot covers the point, 0 … 1.
    func cover(at point: Point) -> Float {
        guard point.x.magnitude < 1, point.y.magnitude < 1 else { return 0 }
        // A coordinate just below 1 may round up to the cell behind the last.
        let column = min(Int((point.x + 1) * 0.5 * Float(Self.cells)), Self.cells - 1)
        let row = min(Int((point.y + 1) * 0.5 * Float(Self.cells)), Self.cells - 1)
        return spots[row * Self.cells + column]?.fill(at: point, softness: 0.7) ?? 0
    }
}
