// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What lies inside the lungs: vessels in every picture, and the pattern of its class.
struct LungTexture {
    private let pattern: LungPattern
    private let coarse: SmoothNoise
    private let middle: SmoothNoise
    private let fine: SmoothNoise
    private let hilum: (right: Blob, left: Blob)
    private let patches: [Blob]
    private let nodules: NoduleField
    private let strength: Float
    private let level: Float

    init(pattern: LungPattern, random: inout SampleRandom) {
        self.pattern = pattern
        coarse = SmoothNoise(cells: 11, random: &random)
        middle = SmoothNoise(cells: 30, random: &random)
        fine = SmoothNoise(cells: 84, random: &random)
        hilum = (Self.hilum(side: -1, random: &random), Self.hilum(side: 1, random: &random))
        patches = (0..<random.integer(1...3)).map { _ in Self.patch(random: &random) }
        nodules = NoduleField(random: &random)
        strength = random.uniform(0.8, 1.2)
        level = random.uniform(0.16, 0.36)
    }

    /// What is held back at a point beside the air itself, for a place that is wholly lung.
    func opacity(at point: Point) -> Float {
        let hilum = max(hilum.right.cover(at: point), hilum.left.cover(at: point))
        let hill = coarse.height(at: point)
        var total = 0.10 * hilum * hilum + 0.05 * hill
        total += (0.015 + 0.11 * hilum) * middle.crest(at: point, sharpness: 6 - 3 * hilum)
        if pattern.focal > 0 { total += pattern.focal * strength * focal(at: point) }
        if pattern.diffuse > 0 {
            total += pattern.diffuse * strength * diffuse(at: point, hill: hill)
        }
        if pattern.nodular > 0 {
            total += pattern.nodular * strength * 0.15 * nodules.cover(at: point)
        }
        if pattern.basal > 0 { total += pattern.basal * basal(at: point) }
        return total
    }

    private static func hilum(side: Float, random: inout SampleRandom) -> Blob {
        Blob(
            centre: Point(x: side * random.uniform(0.16, 0.22), y: random.uniform(-0.18, -0.08)),
            width: random.uniform(0.42, 0.52),
            height: random.uniform(0.55, 0.70)
        )
    }

    private static func patch(random: inout SampleRandom) -> Blob {
        let side: Float = random.integer(0...1) == 0 ? -1 : 1
        return Blob(
            centre: Point(x: side * random.uniform(0.28, 0.58), y: random.uniform(-0.45, 0.40)),
            width: random.uniform(0.12, 0.24),
            height: random.uniform(0.12, 0.24),
            lean: random.uniform(-0.3, 0.3)
        )
    }

    private func focal(at point: Point) -> Float {
        var total: Float = 0
        for patch in patches {
            let squared = patch.squaredDistance(to: point)
            guard squared < 1.6 else { continue }
            let uneven = squared + 0.9 * middle.height(at: point)
            total += 0.30 * ramp((1 - uneven) * 0.9) * (0.9 + 0.5 * fine.height(at: point))
        }
        return min(total, 0.34)
    }

    private func diffuse(at point: Point, hill: Float) -> Float {
        let haze = 0.10 * ramp(0.7 + hill * 1.4)
        let net = 0.11 * fine.crest(at: point, sharpness: 3.5) * (0.7 + 0.7 * hill)
        return haze + net
    }

    private func basal(at point: Point) -> Float {
        let surface = level + 0.10 * (0.5 - point.x.magnitude)
        return 0.36 * ramp((point.y - surface) * 6)
    }
}
