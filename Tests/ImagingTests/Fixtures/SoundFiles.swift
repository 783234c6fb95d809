// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging

/// One small sound file of each format and sort, in which damage is then done.
enum SoundFiles {
    static var all: [(name: String, bytes: [UInt8])] {
        get throws { try jpeg + png + bmp + webp + tiff }
    }

    static var jpeg: [(name: String, bytes: [UInt8])] {
        get throws {
            let codec = try Codec()
            return [
                ("grey JPEG", try codec.encode(TestPixels(24, 17).image(), as: .jpeg(quality: 90))),
                (
                    "colour JPEG",
                    try codec.encode(
                        TestPixels(24, 17, channels: 3).image(),
                        as: .jpeg(quality: 60)
                    )
                ),
                ("progressive JPEG", EncodedFiles.jpegProgressive),
                ("flat JPEG", flat.bytes),
                ("turned JPEG", ImagingTests.jpeg(flat.bytes, orientation: 6)),
            ]
        }
    }

    /// Halved colours, restarts and an Adobe segment.
    private static var flat: JPEGFile {
        var file = JPEGFile(
            width: 35,
            height: 21,
            components: [
                JPEGFile.Component(across: 2, down: 2) { 30 + ($0 * 31 + $1 * 47) % 200 },
                JPEGFile.Component { 100 + $0 * 9 + $1 * 4 },
                JPEGFile.Component { 120 + $0 * 5 + $1 * 8 },
            ]
        )
        file.restartInterval = 2
        file.adobeTransform = 1
        return file
    }

    static var png: [(name: String, bytes: [UInt8])] {
        get throws {
            var interlaced = PNGFile(TestPixels(9, 7, channels: 4, bitDepth: 16), colourType: 6)
            interlaced.isInterlaced = true
            var palette = PNGFile(
                width: 3,
                height: 1,
                bitDepth: 8,
                colourType: 3,
                rows: [[0, 2, 1]]
            )
            palette.before = [("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", [3, 200])]
            let bits = PNGFile(
                packing: TestPixels(19, 7).mapped { $0 % 2 },
                bits: 1,
                colourType: 0,
                isInterlaced: true
            )
            var keyed = PNGFile(TestPixels(9, 7, channels: 3, bitDepth: 16), colourType: 2)
            keyed.before = [("tRNS", [0, 1, 0, 2, 0, 3]), ("eXIf", exifBlock(orientation: 8))]
            return [
                ("PNG of single bits", bits.bytes), ("keyed PNG", keyed.bytes),
                ("grey PNG", PNGFile(TestPixels(9, 7), colourType: 0).bytes),
                ("interlaced PNG", interlaced.bytes),
                ("palette PNG", palette.bytes),
                ("deflated PNG", try Codec().encode(TestPixels(24, 17).image(), as: .png)),
            ]
        }
    }

    static var bmp: [(name: String, bytes: [UInt8])] {
        var palette = BMPFile(TestPixels(9, 7))
        palette.bits = 4
        palette.palette = (0..<16).flatMap { [UInt8($0 * 16), UInt8(255 - $0), UInt8($0), 0] }
        palette.rows = (0..<7).map { y in
            PNGFile.packed((0..<9).map { ($0 * 5 + y) % 16 }, bits: 4)
        }
        return [
            ("BMP of four bits", palette.bytes),
            ("grey BMP", BMPFile(TestPixels(9, 7)).bytes),
            ("colour BMP", BMPFile(TestPixels(9, 7, channels: 3)).bytes),
        ]
    }

    static var webp: [(name: String, bytes: [UInt8])] {
        [
            ("lossless WebP", EncodedFiles.webpLossless), ("lossy WebP", EncodedFiles.webpLossy),
            ("alpha WebP", EncodedFiles.webpLossyAlpha), ("turned WebP", EncodedFiles.webpExif),
            ("lossless alpha WebP", EncodedFiles.webpAlpha),
        ]
    }

    private static var tiled: TIFFFile {
        var file = TIFFFile(TestPixels(35, 7, channels: 4))
        file.isTiled = true
        file.compression = .deflate
        file.more = [338: [2], 274: [7]]
        return file
    }

    static var tiff: [(name: String, bytes: [UInt8])] {
        TIFFFile.Compression.allCases.flatMap { compression in
            [8, 16].map { depth in
                var file = TIFFFile(TestPixels(9, 7, channels: 3, bitDepth: depth), rowsPerStrip: 3)
                file.compression = compression
                return ("\(compression) TIFF of \(depth) bits", file.bytes)
            }
        } + [("tiled TIFF", tiled.bytes)]
    }
}
