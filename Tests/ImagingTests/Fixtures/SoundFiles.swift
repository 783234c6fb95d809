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
            ]
        }
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
            return [
                ("grey PNG", PNGFile(TestPixels(9, 7), colourType: 0).bytes),
                ("interlaced PNG", interlaced.bytes),
                ("palette PNG", palette.bytes),
                ("deflated PNG", try Codec().encode(TestPixels(24, 17).image(), as: .png)),
            ]
        }
    }

    static var bmp: [(name: String, bytes: [UInt8])] {
        [
            ("grey BMP", BMPFile(TestPixels(9, 7)).bytes),
            ("colour BMP", BMPFile(TestPixels(9, 7, channels: 3)).bytes),
        ]
    }

    static var webp: [(name: String, bytes: [UInt8])] {
        [
            ("lossless WebP", EncodedFiles.webpLossless), ("lossy WebP", EncodedFiles.webpLossy),
            ("alpha WebP", EncodedFiles.webpLossyAlpha),
        ]
    }

    static var tiff: [(name: String, bytes: [UInt8])] {
        TIFFFile.Compression.allCases.flatMap { compression in
            [8, 16].map { depth in
                var file = TIFFFile(TestPixels(9, 7, channels: 3, bitDepth: depth), rowsPerStrip: 3)
                file.compression = compression
                return ("\(compression) TIFF of \(depth) bits", file.bytes)
            }
        }
    }
}
