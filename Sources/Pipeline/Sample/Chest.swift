// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The anatomy of one phantom: where its parts lie and how much light each holds back.
struct Chest {
    private let middle: Float
    private let right: Lung
    private let left: Lung
    private let ribs: Ribs
    private let spineWidth: Float
    private let vertebra: Float
    private let neck: Float
    private let torso: Float
    private let shoulder: Float
    private let heart: Blob
    private let apex: Blob
    private let aorta: Blob
    private let clavicle: (medial: Float, lateral: Float, bend: Float)
    private let tissue: Float
    private let stomach: Blob

    init(random: inout SampleRandom) {
        middle = random.uniform(-0.03, 0.03)
        let top = random.uniform(-0.80, -0.70)
        let width = random.uniform(0.70, 0.80)
        let base = random.uniform(0.62, 0.74)
        right = Lung(top: top, width: width, base: base, hilum: 0.15, random: &random)
        left = Lung(top: top, width: width, base: base + 0.04, hilum: 0.13, random: &random)
        ribs = Ribs(top: top, random: &random)
        spineWidth = random.uniform(0.085, 0.105)
        vertebra = random.uniform(0.13, 0.15)
        neck = random.uniform(0.25, 0.32)
        torso = random.uniform(0.86, 0.96)
        shoulder = random.uniform(-0.80, -0.70)
        let size = random.uniform(0.9, 1.15)
        heart = Blob(
            centre: Point(x: middle + 0.13, y: base - 0.33),
            width: 0.29 * size,
            height: 0.36 * size,
            lean: random.uniform(0.1, 0.3)
        )
        apex = Blob(
            centre: Point(x: middle + 0.24 * size, y: base - 0.2),
            width: 0.23 * size,
            height: 0.22 * size
        )
        aorta = Blob(
            centre: Point(x: middle + 0.10, y: top + random.uniform(0.40, 0.46)),
            width: 0.10,
            height: 0.11
        )
        clavicle = (
            top + random.uniform(0.20, 0.27),
            top + random.uniform(0.00, 0.08),
            random.uniform(0.03, 0.07)
        )
        tissue = random.uniform(0.56, 0.64)
        stomach = Blob(
            centre: Point(x: middle + random.uniform(0.3, 0.45), y: base + 0.12),
            width: random.uniform(0.10, 0.2),
            height: random.uniform(0.05, 0.12)
        )
    }

    /// How much light is held back at a point (0 none, 1 all), and how much of that place is lung.
    func opacity(at point: Point) -> (total: Float, lung: Float) {
        let body = silhouette(at: point)
        guard body > 0 else { return (0.02, 0) }
        let side = point.x - middle
        let across = side.magnitude
        let air =
            side < 0 ? right.air(across: across, y: point.y) : left.air(across: across, y: point.y)
        let centre = mediastinum(at: point, across: across)
        var total = tissue - 0.43 * air * (1 - 0.85 * centre)
        total += 0.13 * centre
        total += (0.045 + 0.05 * air) * ribs.cover(across: across, y: point.y, isLeft: side > 0)
        total += 0.085 * bones(at: point, across: across)
        total += 0.08 * ramp((point.y - right.base + 0.3) * 3) * (1 - air)
        total -= 0.16 * stomach.cover(at: point)
        return (0.02 + (total - 0.02) * body, air * (1 - centre) * body)
    }

    private func silhouette(at point: Point) -> Float {
        let shoulders = ramp((point.y - shoulder + 0.22) * 2.6)
        let waist = ramp((point.y + 0.35) * 1.2)
        let half = neck + (1.06 - neck) * shoulders - (1.06 - torso) * waist
        return ramp((half - (point.x - middle).magnitude) * 14)
    }

    private func mediastinum(at point: Point, across: Float) -> Float {
        let narrow = 0.16 + 0.05 * ramp((point.y - aorta.centre.y) * 2)
        var cover = ramp((narrow - across) * 9)
        cover = max(cover, heart.fill(at: point, softness: 0.40))
        cover = max(cover, apex.fill(at: point, softness: 0.5))
        cover = max(cover, 0.9 * aorta.fill(at: point, softness: 0.9))
        let trachea = bump(across * 18) * ramp((aorta.centre.y + 0.12 - point.y) * 8)
        return cover - 0.45 * trachea
    }

    private func bones(at point: Point, across: Float) -> Float {
        var cover: Float = 0
        if across < spineWidth * 1.3 {
            let phase = point.y / vertebra + 64
            let disc = bump((phase - Float(Int(phase)) - 0.5) * 5)
            cover = ramp((spineWidth * 1.3 - across) * 22) * (0.75 - 0.35 * disc)
        }
        if across > 0.05, across < 0.80 {
            let along = (across - 0.05) / 0.7
            let line = clavicle.medial + (clavicle.lateral - clavicle.medial) * along
            let bent = line + clavicle.bend * (along - 0.5) * (along - 1) * along * 9
            let thickness = 0.030 + 0.014 * (along - 0.5) * (along - 0.5) * 4
            let ends = ramp((across - 0.05) * 14) * ramp((0.80 - across) * 9)
            cover += shaft((point.y - bent) / thickness) * ends
        }
        return cover
    }
}

/// The profile of a long bone: full inside, a little brighter at its two rims.
func shaft(_ distance: Float) -> Float {
    let from = distance.magnitude
    guard from < 1 else { return 0 }
    return ramp((1 - from) * 3.5) * (0.8 + 0.4 * from * from)
}
