// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the samples of a TIFF are and how they are packed.
struct TIFFStorage {
    let bitsPerSample: Int
    let compression: TIFFLayout.Compression
    let predictor: Int
    let photometric: TIFFLayout.Photometric
    let colourMap: [Int]
    let extraSample: Int

    init(
        _ directory: TIFFDirectory,
        _ bytes: Span<UInt8>,
        samples: Int
    ) throws(ImagingError) {
        let bits = try directory.numbers(TIFFTag.bitsPerSample, in: bytes, limit: 4) ?? []
        guard let bitsPerSample = bits.first, bitsPerSample == 8 || bitsPerSample == 16,
            bits.allSatisfy({ $0 == bitsPerSample })
        else { throw Self.unsupported("of other than 8 or 16 bits a sample") }
        self.bitsPerSample = bitsPerSample
        let formats = try directory.numbers(TIFFTag.sampleFormat, in: bytes, limit: 4) ?? []
        guard formats.allSatisfy({ $0 == 1 }) else {
            throw Self.unsupported("of signed or floating samples")
        }
        let code = try directory.number(TIFFTag.compression, in: bytes) ?? 1
        guard let compression = TIFFLayout.Compression(rawValue: code) else {
            throw Self.unsupported("of compression \(code)")
        }
        self.compression = compression
        let usesPredictor = compression != .none && compression != .packBits
        predictor = usesPredictor ? try directory.number(TIFFTag.predictor, in: bytes) ?? 1 : 1
        let fillOrder = try directory.number(TIFFTag.fillOrder, in: bytes) ?? 1
        let planes = try directory.number(TIFFTag.planarConfiguration, in: bytes) ?? 1
        guard (1...2).contains(predictor), fillOrder == 1, samples == 1 || planes == 1
        else { throw Self.unsupported("of this arrangement of samples") }
        guard let value = try directory.number(TIFFTag.photometric, in: bytes),
            let photometric = TIFFLayout.Photometric(rawValue: value)
        else { throw Self.unsupported("that is neither grey, RGB nor palette") }
        self.photometric = photometric
        let extraSample = try directory.number(TIFFTag.extraSamples, in: bytes) ?? 0
        guard (0...2).contains(extraSample) else {
            throw ImagingError(.corrupt, "the TIFF has a bad extra sample")
        }
        self.extraSample = extraSample
        switch (photometric, samples, bitsPerSample) {
        case (.whiteIsZero, 1, _), (.blackIsZero, 1, _), (.rgb, 3, _), (.rgb, 4, _):
            colourMap = []
        case (.palette, 1, 8):
            guard let map = try directory.numbers(TIFFTag.colourMap, in: bytes, limit: 768),
                map.count == 768
            else { throw ImagingError(.corrupt, "the TIFF has a bad palette") }
            colourMap = map
        default:
            throw Self.unsupported("of \(samples) samples of \(bitsPerSample) bits in its colours")
        }
    }

    private static func unsupported(_ sort: String) -> ImagingError {
        ImagingError(.unsupported, "a TIFF \(sort) is not taken")
    }
}
