// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Two sets of curved bands: the ribs of the back, and fainter those of the front.
struct Ribs {
    private static let count = 12

    private let top: Float
    private let spacing: Float
    private let thickness: Float
    private let slope: Float
    private let curve: Float
    private let frontSpacing: Float
    private let frontSlope: Float
    /// How far each rib lies from its even place, right ones first.
    private let offsets: [Float]

    init(top: Float, random: inout SampleRandom) {
        self.top = top - 0.02
        spacing = random.uniform(0.140, 0.160)
        thickness = random.uniform(0.19, 0.24)
        slope = random.uniform(-0.30, -0.18)
        curve = random.uniform(0.62, 0.85)
        frontSpacing = random.uniform(0.19, 0.22)
        frontSlope = random.uniform(0.55, 0.75)
        offsets = (0..<2 * Self.count).map { _ in random.uniform(-0.06, 0.06) }
    }

    /// How much bone there is, 0 … 1.
    ///
    /// - Parameters:
    ///   - across: the distance from the middle of the chest.
    ///   - y: from −1 at the top to 1 at the bottom.
    ///   - isLeft: whether the place is in the patient's left half, on the right of the picture.
    func cover(across: Float, y: Float, isLeft: Bool) -> Float {
        guard across > 0.08, across < 0.84 else { return 0 }
        let ends = ramp((across - 0.08) * 10) * ramp((0.84 - across) * 12)
        let back = y - top - across * (slope + curve * across)
        let behind = band(back / spacing, thickness, first: isLeft ? Self.count : 0)
        let front = y - top - 0.36 - frontSlope * (0.8 - across) * (1.1 - 0.4 * across)
        let fade = ramp((across - 0.26) * 5)
        let before = band(front / frontSpacing, thickness * 0.95, first: isLeft ? Self.count : 0)
        return ends * (behind + 0.55 * fade * before)
    }

    private func band(_ phase: Float, _ thickness: Float, first: Int) -> Float {
        guard phase > -0.5, phase < Float(Self.count) - 0.5 else { return 0 }
        let index = Int(phase + 0.5)
        return shaft((phase - Float(index) - offsets[first + index]) / thickness)
    }
}
