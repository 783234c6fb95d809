// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The outline of one lung, seen from the middle of the chest outwards.
struct Lung {
    /// The lowest point of the diaphragm's edge.
    let base: Float
    private let top: Float
    private let width: Float
    private let hilum: Float
    private let dome: Float
    private let domeCentre: Float
    private let tip: Float

    init(top: Float, width: Float, base: Float, hilum: Float, random: inout SampleRandom) {
        self.top = top
        self.width = width + random.uniform(-0.015, 0.015)
        self.base = base + random.uniform(-0.02, 0.02)
        self.hilum = hilum + random.uniform(-0.01, 0.02)
        self.dome = random.uniform(0.17, 0.25)
        self.domeCentre = random.uniform(0.30, 0.38)
        self.tip = random.uniform(0.25, 0.31)
    }

    /// How much of the place is air, 0 … 1.
    ///
    /// - Parameters:
    ///   - across: the distance from the middle of the chest.
    ///   - y: from −1 at the top to 1 at the bottom.
    func air(across: Float, y: Float) -> Float {
        guard y > top, y < base, across < width else { return 0 }
        let below = 1 - (y - top) / (base - top)
        let outer = tip + (width - tip) * (1 - below * below * below).squareRoot()
        let inner = hilum + (tip - hilum) * below * below * below * below * below * below
        let fromCentre = (across - domeCentre) / (width - domeCentre)
        let floor = base - dome * (1 - fromCentre * fromCentre)
        let wall = ramp((outer - across) * 13)
        return wall * ramp((across - inner) * 10) * ramp((floor - y) * 18)
    }
}
