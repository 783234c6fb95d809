// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ConfoundsTests {
    /// An image like every other, but for what is given.
    private func image(
        _ width: Int = 1_024,
        _ height: Int = 1_024,
        depth: Int = 8,
        channels: Int = 1,
        kind: ImageKind = .png,
        brightness: Double? = nil,
        sharpness: Double? = nil
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

    /// The warnings about classes `a`, `b`, `c` … of these images.
    private func warnings(_ classes: [[ImageTraits?]]) -> [String] {
        let found = Confounds.make(
            classes: classes.indices.map { String("abcdefgh".dropFirst($0).prefix(1)) },
            labels: classes.enumerated().flatMap { label, images in images.map { _ in label } },
            traits: classes.flatMap(\.self)
        )
        #expect(found.warnings.allSatisfy { $0.code == "confound" })
        return found.warnings.map(\.detail)
    }

    private func times(_ count: Int, _ image: (Int) -> ImageTraits) -> [ImageTraits] {
        (0..<count).map(image)
    }

    /// COVID images are JPEGs of any size and the others PNGs of one, as in a set that is passed
    /// around: nobody need look at a lung to tell them.
    @Test func tellsAClassByItsFormatAndItsSize() {
        let found = Confounds.make(
            classes: ["Covid-19", "No findings", "Pneumonia"],
            labels: Array(repeating: 0, count: 12) + Array(repeating: 1, count: 48)
                + Array(repeating: 2, count: 48),
            traits: times(12) { image(700 + 31 * $0, 600 + 37 * $0, kind: .jpeg) }
                + times(96) { _ in image() }
        )
        let format = """
            Class ‘Covid-19’ can be told by the file format alone (balanced accuracy 1.00): \
            12 of 12 of its images are jpeg, 0 of 96 of the others. \
            A network may learn the file format instead of the finding.
            """
        let size = """
            Class ‘Covid-19’ can be told by the image size alone (balanced accuracy 1.00): \
            0 of 12 of its images are 1024 × 1024 pixels, 96 of 96 of the others. \
            A network may learn the image size instead of the finding.
            """
        #expect(found.warnings.map(\.detail).prefix(2) == [format, size])
        #expect(found.classes.map(\.images) == [12, 48, 48])
        #expect(found.classes[0].formats == [.jpeg: 12])
    }

    @Test func saysItOnceOfTwoClasses() {
        let found = warnings([
            times(6) { _ in image(depth: 16) } + [image()], times(20) { _ in image() },
        ])
        #expect(
            found == [
                "Classes ‘a’ and ‘b’ can be told apart by the bit depth alone "
                    + "(balanced accuracy 0.92): 6 of 7 images of ‘a’ have 16 bits a sample, "
                    + "0 of 20 of ‘b’. A network may learn the bit depth instead of the finding."
            ]
        )
    }

    @Test func saysItOfEachOfThreeClasses() {
        let found = warnings([
            times(9) { _ in image(channels: 3) }, times(9) { _ in image(channels: 4) },
            times(9) { image(channels: $0 % 2) },
        ])
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("Class ‘a’ can be told by the number of channels alone"))
        #expect(found[0].contains("9 of 9 of its images have 3 channels, 0 of 18 of the others"))
        #expect(found[1].hasPrefix("Class ‘b’") && found[2].hasPrefix("Class ‘c’"))
    }

    @Test func tellsAClassByABrightnessBelowAThreshold() {
        let found = warnings([
            times(11) { image(brightness: 0.2 + Double($0) / 100) } + [image(brightness: 0.9)],
            times(30) { image(brightness: 0.5 + Double($0) / 100) },
        ])
        #expect(
            found == [
                "Classes ‘a’ and ‘b’ can be told apart by the brightness alone "
                    + "(balanced accuracy 0.95): 11 of 12 images of ‘a’ have a brightness of at "
                    + "most 0.3, 0 of 30 of ‘b’; the medians are 0.255 and 0.645. "
                    + "A network may learn the brightness instead of the finding."
            ]
        )
    }

    @Test func tellsAClassByASharpnessAboveAThreshold() {
        let found = warnings([
            times(10) { image(sharpness: Double($0)) }, times(10) { image(sharpness: Double($0)) },
            times(8) { image(sharpness: 900.125 + Double($0)) },
        ])
        #expect(found.count == 1)
        #expect(
            found[0].contains("‘c’ can be told by the sharpness alone (balanced accuracy 1.00)")
        )
        #expect(found[0].contains("8 of 8 of its images have a sharpness of at least 900.13"))
        #expect(found[0].contains("0 of 20 of the others; the medians are 903.63 and 4.5."))
    }

    @Test func tellsClassesByProportionsAndAreas() {
        let found = warnings([
            times(5) { image(100 + $0, 50) }, times(5) { image(1_000, 1_000 + $0) },
        ])
        #expect(found.count == 2)
        #expect(
            found[0].contains("images of ‘a’ have an aspect ratio of at least 2, 0 of 5 of ‘b’")
        )
        #expect(found[1].contains("have a pixel count of at most 5200, 0 of 5 of ‘b’"))
    }

    /// Every image has a size of its own, so that each size stands for one class: no rule.
    @Test(arguments: [5, 40]) func learnsNothingFromSizesThatEachImageHasAlone(count: Int) {
        let sizes = { (number: Int) in image(1_000 + number * 7 % 101, 1_000 + number * 11 % 103) }
        #expect(warnings([times(count) { sizes(3 * $0) }, times(60) { sizes(3 * $0 + 1) }]) == [])
    }

    /// A rare class of five in five common sizes, each of which it would win by its share.
    @Test func learnsNothingFromSizesThatARareClassSharesWithFew() {
        let rare = times(5) { image(1_000 + $0 * 20, 1_000) }
        let common = times(500) { image(1_000 + $0 % 100, 1_000) }
        #expect(warnings([rare, common]) == [])
    }

    @Test func leavesOutClassesOfFewImages() {
        #expect(warnings([times(4) { _ in image(kind: .bmp) }, times(30) { _ in image() }]) == [])
        #expect(
            warnings([times(5) { _ in image(kind: .bmp) }, times(5) { _ in image() }]).count == 1
        )
        #expect(warnings([times(30) { _ in image(kind: .bmp) }, times(4) { _ in image() }]) == [])
    }

    /// Exactly 0.9 is said, less is not.
    @Test(arguments: [(8, true), (7, false)]) func warnsFromNineTenthsOn(own: Int, warns: Bool) {
        let first = times(own) { _ in image(kind: .webp) } + times(10 - own) { _ in image() }
        let said = warnings([first, times(33) { _ in image() }])
        #expect(said.map { $0.contains(" apart in part by ") } == [!warns])
        let bright = times(own) { _ in image(brightness: 0.9) }
        let dark = times(10 - own) { _ in image(brightness: 0.2) }
        let others = times(33) { _ in image(brightness: 0.2) }
        #expect(warnings([bright + dark, others]).isEmpty == !warns)
    }

    /// Every other COVID image is a JPEG and no other image is, as in a set that is passed around.
    @Test(arguments: [(6, 0, true), (5, 0, false), (6, 1, false)])
    func warnsOfAValueThatAClassAloneHas(own: Int, others: Int, warns: Bool) {
        func half(_ count: Int, of all: Int) -> [ImageTraits] {
            times(count) { _ in image(kind: .jpeg) } + times(all - count) { _ in image() }
        }
        let said = warnings([half(own, of: 12), half(others, of: 40), half(0, of: 40)])
        #expect(said.isEmpty == !warns)
        let sentence = "can be told in part by the file format alone (balanced accuracy 0.75): "
        #expect(
            said.allSatisfy { $0.contains(sentence + "6 of 12 of its images are jpeg, 0 of 80") }
        )
    }

    @Test func leavesOutWhatIsNotKnown() {
        let known = times(6) { _ in image(brightness: 0.5) }
        let dark = times(4) { _ in image(brightness: 0.1) } + times(9) { _ in image() }
        #expect(warnings([known, dark]) == [])
        let unknown: [ImageTraits?] = [nil, nil]
        #expect(warnings([unknown + times(5) { _ in image(kind: .bmp) }, known]).count == 1)
    }

    /// Of three classes one has no image that is known: the others are a pair.
    @Test func countsOnlyClassesThatHaveImages() {
        let found = warnings([
            times(5) { _ in image() }, [nil], times(5) { _ in image(kind: .tiff) },
        ])
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("Classes ‘a’ and ‘c’ can be told apart by the file format"))
    }

    @Test func putsTheMostTellingFirst() {
        let first = times(10) { image(kind: $0 == 0 ? .png : .jpeg, sharpness: Double($0)) }
        let others = times(10) { image(sharpness: Double(100 + $0)) }
        let found = warnings([first, others])
        #expect(
            found.map { $0.contains("by the sharpness alone (balanced accuracy 1.00)") } == [
                true, false,
            ]
        )
        #expect(found.last?.contains("by the file format alone (balanced accuracy 0.95)") == true)
    }

    @Test func saysNothingOfNothing() {
        let found = Confounds.make(classes: ["a", "b"], labels: [], traits: [])
        #expect(found.warnings.isEmpty)
        #expect(found.classes.map(\.images) == [0, 0])
    }
}
