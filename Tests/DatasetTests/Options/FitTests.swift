// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct FitTests {
    private func size(_ width: Int, _ height: Int) -> PixelSize {
        PixelSize(width: width, height: height)
    }

    /// A placement as `x,y part > scaled + x,y`.
    private func text(_ placement: Placement) -> String {
        let (origin, part) = (placement.origin, placement.part)
        let (scaled, offset) = (placement.scaled, placement.offset)
        return "\(origin.x),\(origin.y) \(part.width)x\(part.height) > "
            + "\(scaled.width)x\(scaled.height) + \(offset.x),\(offset.y)"
    }

    @Test(arguments: [
        (Fit.stretch, 640, 480, 256, 256, "0,0 640x480 > 256x256 + 0,0"),
        (.pad, 640, 480, 256, 256, "0,0 640x480 > 256x192 + 0,32"),
        (.pad, 480, 640, 256, 256, "0,0 480x640 > 192x256 + 32,0"),
        (.crop, 640, 480, 256, 256, "80,0 480x480 > 256x256 + 0,0"),
        (.crop, 480, 640, 256, 256, "0,80 480x480 > 256x256 + 0,0"),
        // An odd pixel is black, or cut off, on the right or at the bottom.
        (.pad, 100, 75, 10, 11, "0,0 100x75 > 10x8 + 0,1"),
        (.crop, 101, 50, 32, 32, "25,0 50x50 > 32x32 + 0,0"),
        // Halves are rounded up, and no side vanishes.
        (.pad, 4, 1, 10, 10, "0,0 4x1 > 10x3 + 0,3"),
        (.pad, 4000, 3, 16, 16, "0,0 4000x3 > 16x1 + 0,7"),
        (.crop, 4000, 3, 16, 16, "1998,0 3x3 > 16x16 + 0,0"),
        (.crop, 3, 4000, 4096, 8, "0,1999 3x1 > 4096x8 + 0,0"),
        (.pad, 100, 200, 640, 320, "0,0 100x200 > 160x320 + 240,0"),
        (.crop, 100, 200, 640, 320, "0,75 100x50 > 640x320 + 0,0"),
        (.pad, 1, 1, 9, 8, "0,0 1x1 > 8x8 + 0,0"),
    ])
    func places(
        fit: Fit,
        width: Int,
        height: Int,
        toWidth: Int,
        toHeight: Int,
        expected: String
    ) {
        let placement = fit.placement(of: size(width, height), in: size(toWidth, toHeight))
        #expect(text(placement) == expected)
    }

    /// Whatever the sizes: nothing lies outside, nothing is empty, and the proportions are kept to
    /// within a pixel.
    @Test(arguments: Fit.allCases) func keepsWithinBothSizes(fit: Fit) {
        var generator = KeyedGenerator(hash: (7, 9))
        for _ in 0..<2_000 {
            let source = size(1 + generator.below(5_000), 1 + generator.below(5_000))
            let target = size(8 + generator.below(4_089), 8 + generator.below(4_089))
            let placed = fit.placement(of: source, in: target)
            #expect(placed.origin.x >= 0 && placed.origin.y >= 0)
            #expect(placed.part.width > 0 && placed.part.height > 0)
            #expect(placed.origin.x + placed.part.width <= source.width)
            #expect(placed.origin.y + placed.part.height <= source.height)
            #expect(placed.scaled.width > 0 && placed.scaled.height > 0)
            #expect(placed.offset.x + placed.scaled.width <= target.width)
            #expect(placed.offset.y + placed.scaled.height <= target.height)
            switch fit {
            case .stretch: #expect(placed.part == source && placed.scaled == target)
            case .pad:
                #expect(placed.part == source)
                #expect(
                    placed.scaled.width == target.width || placed.scaled.height == target.height
                )
            case .crop:
                #expect(placed.scaled == target)
                #expect(placed.part.width == source.width || placed.part.height == source.height)
            }
        }
    }

    @Test(arguments: Fit.allCases) func leavesEqualProportionsAlone(fit: Fit) {
        let placed = fit.placement(of: size(640, 480), in: size(320, 240))
        #expect(text(placed) == "0,0 640x480 > 320x240 + 0,0")
    }

    @Test(arguments: ["pad", "crop"]) func needsASizeToFit(fit: String) throws {
        let error = #expect(throws: DatasetError.self) { () throws in
            _ = try Options([("fit", fit), ("size", "original")])
        }
        #expect(error?.detail.contains("fit: \(fit) is about a fixed size") == true)
        #expect(try Options([("fit", fit), ("size", "64")]).fit.rawValue == fit)
        #expect(try Options([("fit", "stretch"), ("size", "original")]).fit == .stretch)
    }
}
