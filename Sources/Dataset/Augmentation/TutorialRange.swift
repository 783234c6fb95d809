// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The draws of the tutorial as its code makes them, those that change nothing included.
enum TutorialRange: OperationRange, CaseIterable {
    /// Whole degrees −25 … 25 about (h/2, w/2).
    case rotate
    case flip
    /// Whole pixels −50 … 50 on a side of 256, in proportion on others.
    case translate
    /// A kernel of 1 or 3 and, by a slip in the tutorial's call, a sigma of 4.
    case blur

    /// None: `augment` cannot say what the tutorial does.
    var text: String? { nil }

    func outcomes(in size: PixelSize) -> Int {
        switch self {
        case .rotate: 51
        case .flip: 1
        case .translate: shifts(in: size).outcomes
        case .blur: 2
        }
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        switch self {
        case .rotate: .rotate(centidegrees: (outcome - 25) * 100, centre: .tutorial)
        case .flip: .flip
        case .translate: shifts(in: size).operation(outcome)
        case .blur: .blur(kernel: 2 * outcome + 1, sigma: 4)
        }
    }

    private func shifts(in size: PixelSize) -> Shifts {
        // 50/256 of the side, rounded to the nearest pixel, a half up.
        func scaled(_ side: Int) -> Int { (50 * side + 128) / 256 }
        return Shifts(x: scaled(size.width), y: scaled(size.height))
    }
}
