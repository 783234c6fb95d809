// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// IHDR, the first chunk of a PNG (ISO/IEC 15948, 11.2.2).
struct PNGHeader {
    let width: Int
    let height: Int
    /// Bits of a sample, or of a palette index: 1, 2, 4, 8 or 16.
    let bitDepth: Int
    let colour: Colour
    /// Whether the rows come in seven passes.
    let isInterlaced: Bool

    enum Colour: Int {
        case grey = 0
        case colour = 2
        case palette = 3
        case greyAlpha = 4
        case colourAlpha = 6
    }

    init(_ bytes: Span<UInt8>) throws(ImagingError) {
        guard bytes.count >= 33 else {
            throw ImagingError(.truncated, "the PNG ends inside its header")
        }
        guard bytes.bigEndian32(at: 8) == 13, bytes.has("IHDR", at: 12) else {
            throw corruptPNG("no header at its start")
        }
        // PNG's four-byte integers are below 2³¹ (7.1), so none of the products below overflow.
        guard let width = bytes.bigEndian32(at: 16), let height = bytes.bigEndian32(at: 20),
            let bitDepth = bytes.byte(at: 24), let type = bytes.byte(at: 25),
            width <= 0x7FFF_FFFF, height <= 0x7FFF_FFFF, let colour = Colour(rawValue: type),
            Self.depths(of: colour).contains(bitDepth),
            bytes.byte(at: 26) == 0, bytes.byte(at: 27) == 0, let interlace = bytes.byte(at: 28),
            interlace < 2
        else { throw corruptPNG("a bad header") }
        self.width = width
        self.height = height
        self.bitDepth = bitDepth
        self.colour = colour
        isInterlaced = interlace == 1
    }

    /// The least number of bytes that inflating the image data must give.
    ///
    /// A filter byte and the packed samples for each row; interlaced images take a little more.
    var filteredBytes: Int {
        let (area, overflows) = width.multipliedReportingOverflow(by: bitDepth * samples)
        let (total, overflow) = ((area + 7) / 8 + 1).multipliedReportingOverflow(by: height)
        return overflows || overflow ? Int.max : total
    }

    private var samples: Int {
        switch colour {
        case .grey, .palette: 1
        case .greyAlpha: 2
        case .colour: 3
        case .colourAlpha: 4
        }
    }

    private static func depths(of colour: Colour) -> [Int] {
        switch colour {
        case .grey: [1, 2, 4, 8, 16]
        case .palette: [1, 2, 4, 8]
        case .colour, .greyAlpha, .colourAlpha: [8, 16]
        }
    }
}

/// A PNG that contradicts its format: it has `fault`.
func corruptPNG(_ fault: String) -> ImagingError {
    ImagingError(.corrupt, "the PNG has \(fault)")
}
