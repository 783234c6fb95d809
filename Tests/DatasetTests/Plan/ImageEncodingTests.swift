// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ImageEncodingTests {
    private func encoding(
        _ kind: ImageKind,
        _ given: [(name: String, text: String)],
        artificial: Bool = false
    ) throws -> ImageEncoding {
        try ImageEncoding(of: kind, isArtificial: artificial, options: Options(given))
    }

    @Test(arguments: ImageKind.allCases)
    func encodesAsTheFormatSays(kind: ImageKind) throws {
        #expect(try encoding(kind, []) == (kind == .jpeg ? .jpeg : .png))
        #expect(try encoding(kind, [("format", "png")]) == .png)
        #expect(try encoding(kind, [("format", "jpeg")]) == .jpeg)
    }

    @Test(arguments: ImageKind.allCases)
    func copiesOriginalsThatKeepTheirSize(kind: ImageKind) throws {
        let original = [(name: "size", text: "original")]
        #expect(try encoding(kind, original) == .unchanged)
        #expect(try encoding(kind, original, artificial: true) == (kind == .jpeg ? .jpeg : .png))
        #expect(
            try encoding(kind, original + [("color", "gray")]) == (kind == .jpeg ? .jpeg : .png)
        )
        #expect(
            try encoding(kind, original + [("format", "png")]) == (kind == .png ? .unchanged : .png)
        )
        #expect(
            try encoding(kind, original + [("format", "jpeg")])
                == (kind == .jpeg ? .unchanged : .jpeg)
        )
    }

    @Test(arguments: [
        (ImageEncoding.jpeg, "jpeg", "jpeg"), (.jpeg, "JPG", "JPG"), (.jpeg, "jfif", "jpg"),
        (.jpeg, "jpe", "jpg"), (.jpeg, "png", "jpg"), (.png, "PNG", "PNG"), (.png, "tif", "png"),
        (.png, "jpg", "png"), (.unchanged, "jfif", "jfif"), (.unchanged, "TIF", "TIF"),
    ])
    func keepsExtensionsThatFit(encoding: ImageEncoding, source: String, output: String) {
        #expect(encoding.fileExtension(of: source[...]) == output)
    }
}
