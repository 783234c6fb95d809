// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ImageKindTests {
    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0], .png),
            ([0x42, 0x4D, 0, 0], .bmp),
            (Array("RIFF1234WEBP".utf8), .webp),
            ([0x49, 0x49, 0x2A, 0x00], .tiff),
            ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
        ] as [([UInt8], ImageKind)]
    )
    func knowsTheSignature(bytes: [UInt8], kind: ImageKind) {
        #expect(ImageKind(signature: bytes.span) == kind)
    }

    @Test(
        arguments: [
            [], [0xFF, 0xD8], Array("RIFF1234WAVE".utf8), Array("RIFF1234WEB".utf8),
            Array("GIF89a".utf8),
            [0x49, 0x49, 0x2B, 0x00], [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x0A, 0x1A, 0x0A],
        ] as [[UInt8]]
    )
    func refusesOtherBytes(bytes: [UInt8]) {
        #expect(ImageKind(signature: bytes.span) == nil)
    }
}
