// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The frame header of a JPEG (ITU-T T.81, B.2.2) and the orientation in its EXIF block.
enum JPEGHeader {
    /// Follows the marker segments from the start up to the frame header.
    static func read(_ bytes: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        var offset = 2
        var orientation: Int?
        while true {
            let marker = try nextMarker(bytes, &offset)
            switch marker {
            case 0x01, 0xD0...0xD7:
                continue
            case 0xD8, 0xD9, 0xDA, 0x00:
                throw ImagingError(.corrupt, "the JPEG has no frame header before its scan")
            default:
                break
            }
            guard let length = bytes.bigEndian16(at: offset), length <= bytes.count - offset else {
                throw ImagingError(.truncated, "the JPEG ends inside its headers")
            }
            guard length >= 2 else {
                throw ImagingError(.corrupt, "a JPEG segment is shorter than its length field")
            }
            if isFrame(marker) {
                var header = try frame(bytes, marker, at: offset, length: length)
                header.orientation = orientation ?? 1
                return header
            }
            if marker == 0xE1, orientation == nil, bytes.has("Exif\0\0", at: offset + 2) {
                let block = bytes.extracting((offset + 8)..<max(offset + 8, offset + length))
                orientation = EXIF.orientation(block)
            }
            offset += length
        }
    }

    /// Whether the first scan lacks components, so that all coefficients are held until the last
    /// has come; false where the bytes end before it begins.
    static func hasSeveralScans(_ bytes: Span<UInt8>, _ header: ImageHeader) -> Bool {
        var offset = 2
        while let marker = try? nextMarker(bytes, &offset) {
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard let length = bytes.bigEndian16(at: offset), length >= 2 else { return false }
            if marker == 0xDA { return bytes.byte(at: offset + 2) != header.channels }
            offset += length
        }
        return false
    }

    /// Steps over one marker, which any number of 0xFF may precede (B.1.1.2).
    static func nextMarker(
        _ bytes: Span<UInt8>,
        _ offset: inout Int
    ) throws(ImagingError) -> Int {
        guard let first = bytes.byte(at: offset) else {
            throw ImagingError(.truncated, "the JPEG ends inside its headers")
        }
        guard first == 0xFF else {
            throw ImagingError(.corrupt, "no marker where a JPEG segment should begin")
        }
        while let value = bytes.byte(at: offset) {
            offset += 1
            if value != 0xFF { return value }
        }
        throw ImagingError(.truncated, "the JPEG ends inside its headers")
    }

    /// SOF0 to SOF15; among them 0xC4 defines tables, 0xC8 is reserved and 0xCC conditions.
    static func isFrame(_ marker: Int) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    private static func frame(
        _ bytes: Span<UInt8>,
        _ marker: Int,
        at offset: Int,
        length: Int
    ) throws(ImagingError) -> ImageHeader {
        guard length >= 8,
            let precision = bytes.byte(at: offset + 2),
            let height = bytes.bigEndian16(at: offset + 3),
            let width = bytes.bigEndian16(at: offset + 5),
            let components = bytes.byte(at: offset + 7)
        else { throw ImagingError(.corrupt, "the JPEG's frame header is too short") }
        switch marker {
        case 0xC0...0xC2: break
        case 0xC3: throw ImagingError(.unsupported, "lossless JPEG is not taken")
        case 0xC5...0xC7: throw ImagingError(.unsupported, "hierarchical JPEG is not taken")
        default: throw ImagingError(.unsupported, "JPEG with arithmetic coding is not taken")
        }
        guard precision == 8 else {
            throw ImagingError(.unsupported, "JPEG of \(precision) bits a sample is not taken")
        }
        guard components != 4 else {
            throw ImagingError(.unsupported, "JPEG of four components (CMYK) is not taken")
        }
        guard components == 1 || components == 3 else {
            throw ImagingError(.unsupported, "JPEG of \(components) components is not taken")
        }
        guard height != 0 else {
            throw ImagingError(.unsupported, "JPEG that tells its height after the scan (DNL)")
        }
        var header = ImageHeader(
            kind: .jpeg,
            width: width,
            height: height,
            channels: components,
            bitDepth: 8,
            isProgressive: marker == 0xC2
        )
        header.decoderBytes = coefficientBytes(header, bytes, from: offset + 8)
        return header
    }

    /// Two bytes for each coefficient of every component, whose samples come in whole units.
    private static func coefficientBytes(
        _ header: ImageHeader,
        _ bytes: Span<UInt8>,
        from start: Int
    ) -> Int {
        let factors = (0..<header.channels).map { index -> (across: Int, down: Int) in
            let byte = bytes.byte(at: start + 3 * index + 1) ?? 0x11
            return (byte >> 4, byte & 15)
        }
        let across = max(1, factors.reduce(1) { max($0, $1.across) })
        let down = max(1, factors.reduce(1) { max($0, $1.down) })
        let columns = (header.width + 8 * across - 1) / (8 * across)
        let rows = (header.height + 8 * down - 1) / (8 * down)
        return factors.reduce(0) { $0 + columns * $1.across * rows * $1.down * 128 }
    }
}
