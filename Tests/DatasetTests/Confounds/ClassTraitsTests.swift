// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ClassTraitsTests {
    private func traits(
        _ width: Int,
        _ height: Int,
        _ depth: Int,
        _ channels: Int,
        _ kind: ImageKind,
        _ brightness: Double?,
        _ sharpness: Double?
    ) -> ImageTraits {
        ImageTraits(
            width: width,
            height: height,
            bitDepth: depth,
            channels: channels,
            kind: kind,
            brightness: brightness,
            sharpness: sharpness
        )
    }

    @Test func takesMediansAndCounts() {
        let found = ClassTraits(
            name: "a",
            of: [
                traits(300, 100, 8, 1, .png, 0.5, 10),
                traits(100, 300, 16, 3, .jpeg, 0.25, 30.128),
                traits(201, 200, 8, 1, .png, nil, nil), traits(500, 600, 8, 4, .tiff, 0.123_46, 7),
            ]
        )
        #expect(found.name == "a" && found.images == 4)
        #expect(found.medianWidth == 250.5 && found.medianHeight == 250)
        // 5/6 and 201/200.
        #expect(found.medianAspect == 0.919_2)
        #expect(found.formats == [.png: 2, .jpeg: 1, .tiff: 1])
        #expect(found.bitDepths == [8: 3, 16: 1])
        #expect(found.channels == [1: 2, 3: 1, 4: 1])
        #expect(found.medianBrightness == 0.25)
        #expect(found.medianSharpness == 10)
    }

    @Test func roundsWhatItMeasures() {
        let found = ClassTraits(
            name: "a",
            of: [
                traits(1, 3, 8, 1, .png, 0.123_46, 2.345_67),
                traits(1, 3, 8, 1, .png, 0.123_48, 4.567_89),
            ]
        )
        #expect(found.medianAspect == 0.333_3)
        #expect(found.medianBrightness == 0.123_5)
        #expect(found.medianSharpness == 3.46)
    }

    @Test func knowsNothingOfNoImages() {
        let found = ClassTraits(name: "a", of: [])
        #expect(found.images == 0 && found.formats.isEmpty && found.medianWidth == nil)
        #expect(found.medianAspect == nil && found.medianBrightness == nil)
    }
}
