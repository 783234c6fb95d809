// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging

/// Sources whose bytes go into the archive as they are: nothing of them is decoded.
extension ImageMaker {
    /// Follows the structure of the source that was read last.
    ///
    /// - Throws: `Refusal` for a source that is not whole, as far as that shows.
    func checkStructure() throws -> ImageHeader {
        #if DEBUG
        crashIfTold()
        #endif
        return try Refusal.catching {
            try ImageHeader.checkStructure(bytes.span, limits: limits)
        }
    }

    /// Whether an original has the bytes of the source that was read last.
    ///
    /// - Throws: `Refusal` for one that is no image.
    func isCopiedAsOriginal() throws -> Bool {
        guard let kind = ImageKind(signature: bytes.span) else { throw Refusal.unknownFormat }
        return ImageEncoding(of: kind, isArtificial: false, options: options) == .unchanged
    }

    /// The source that was read last, as an image of the archive.
    ///
    /// - Parameter digest: that of its bytes.
    func copy(_ header: ImageHeader, _ digest: Digest) -> Made {
        Made(
            bytes: bytes,
            sha256: digest,
            width: header.orientedWidth,
            height: header.orientedHeight,
            channels: header.channels,
            bitDepth: header.bitDepth
        )
    }

    /// What a source's header alone says of it.
    func observe(_ header: ImageHeader) -> Observations.Observation {
        Observations.Observation(
            traits: ImageTraits(header, nil),
            pixels: nil,
            perceptual: nil,
            isBlended: false
        )
    }
}

extension ImageTraits {
    /// - Parameter measurements: nil where the pixels were not looked at.
    init(_ header: ImageHeader, _ measurements: Measurements?) {
        self.init(
            width: header.orientedWidth,
            height: header.orientedHeight,
            bitDepth: header.bitDepth,
            channels: header.channels,
            kind: header.kind,
            brightness: measurements?.brightness,
            sharpness: measurements?.sharpness
        )
    }
}
