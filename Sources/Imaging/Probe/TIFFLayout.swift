// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// How the one image of a TIFF is stored, limited to what OpenCV's decoder reads right.
struct TIFFLayout {
    let isBigEndian: Bool
    let width: Int
    let height: Int
    let bitsPerSample: Int
    let samplesPerPixel: Int
    let compression: Compression
    /// 1 none, 2 differences along the row.
    let predictor: Int
    let photometric: Photometric
    let colourMap: [Int]
    /// What the fourth sample is: 0 unsaid, 1 premultiplied alpha, 2 alpha.
    let extraSample: Int
    let orientation: Int
    let blocks: TIFFBlocks

    enum Compression: Int {
        case none = 1
        case lzw = 5
        case deflate = 8
        case packBits = 32_773
        case oldDeflate = 32_946
    }

    enum Photometric: Int {
        case whiteIsZero = 0
        case blackIsZero = 1
        case rgb = 2
        case palette = 3
    }

    init(_ bytes: Span<UInt8>) throws(ImagingError) {
        let directory = try TIFFDirectory(bytes)
        guard directory.next == 0 else {
            throw ImagingError(.unsupported, "a TIFF of more than one page is not taken")
        }
        isBigEndian = directory.isBigEndian
        guard let width = try directory.number(TIFFTag.width, in: bytes),
            let height = try directory.number(TIFFTag.height, in: bytes)
        else { throw ImagingError(.corrupt, "the TIFF does not tell its size") }
        // Sides beyond 2²⁴ are refused here so that no product below overflows.
        guard (1...0xFFFFFF).contains(width), (1...0xFFFFFF).contains(height) else {
            throw ImagingError(.tooLarge, "the TIFF says it is \(width) × \(height)")
        }
        self.width = width
        self.height = height
        samplesPerPixel = try directory.number(TIFFTag.samplesPerPixel, in: bytes) ?? 1
        let storage = try TIFFStorage(directory, bytes, samples: samplesPerPixel)
        (bitsPerSample, compression) = (storage.bitsPerSample, storage.compression)
        (predictor, photometric) = (storage.predictor, storage.photometric)
        (colourMap, extraSample) = (storage.colourMap, storage.extraSample)
        let turned = try directory.number(TIFFTag.orientation, in: bytes) ?? 1
        orientation = (1...8).contains(turned) ? turned : 1
        blocks = try TIFFBlocks(
            directory,
            bytes,
            width: width,
            height: height,
            pixelBytes: compression == .none ? samplesPerPixel * bitsPerSample / 8 : 0
        )
    }

    var header: ImageHeader {
        var header = ImageHeader(
            kind: .tiff,
            width: width,
            height: height,
            orientation: orientation,
            channels: photometric == .palette ? 3 : samplesPerPixel,
            bitDepth: bitsPerSample,
            alpha: alpha,
            isInverted: photometric == .whiteIsZero
        )
        // libtiff makes four samples of each pixel of eight bits.
        let pixelBytes = samplesPerPixel * bitsPerSample / 8 + (bitsPerSample == 8 ? 4 : 0)
        header.decoderBytes = blocks.width * blocks.height * pixelBytes
        return header
    }

    /// libtiff's 8-bit RGBA interface multiplies alpha in already; 16 bits come as they are stored.
    private var alpha: ImageHeader.Alpha {
        guard samplesPerPixel == 4 else { return .absent }
        return bitsPerSample == 16 && extraSample == 2 ? .straight : .premultiplied
    }
}
