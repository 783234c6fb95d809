// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The headers of a Windows bitmap, as far as OpenCV's decoder reads them as it should.
///
/// Refused, though valid: run lengths (its decoder takes the end of the bitmap for the end of a
/// line), OS/2 headers (it drops their colours) and masks that are not whole bytes (it cuts them).
enum BMPHeader {
    private static let infoHeader = 14

    static func read(_ bytes: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        guard let pixels = bytes.littleEndian32(at: 10), let size = bytes.littleEndian32(at: 14)
        else { throw Self.truncated }
        guard size != 12 else { throw unsupported("with an OS/2 header") }
        guard (40...1_024).contains(size), pixels >= infoHeader + size else {
            throw ImagingError(.corrupt, "the BMP has a bad header")
        }
        guard let width = bytes.littleEndian32(at: 18), let rows = bytes.littleEndian32(at: 22),
            let bits = bytes.littleEndian16(at: 28), let compression = bytes.littleEndian32(at: 30),
            let colours = bytes.littleEndian32(at: 46), bytes.count >= pixels
        else { throw Self.truncated }
        // A height below zero says that the first row stored is the top one.
        let height = abs(Int(Int32(truncatingIfNeeded: rows)))
        guard width > 0, width <= 0xFFFFFF, height > 0, height <= 0xFFFFFF else {
            throw ImagingError(.corrupt, "the BMP says it is \(width) × \(height)")
        }
        guard ((width * bits + 31) / 32 * 4) * height <= bytes.count - pixels else {
            throw Self.truncated
        }
        let layout = try layout(bytes, size, bits, compression, colours, pixels)
        return ImageHeader(
            kind: .bmp,
            width: width,
            height: height,
            channels: layout.channels,
            bitDepth: 8,
            alpha: layout.alpha
        )
    }

    private static func layout(
        _ bytes: Span<UInt8>,
        _ size: Int,
        _ bits: Int,
        _ compression: Int,
        _ colours: Int,
        _ pixels: Int
    ) throws(ImagingError) -> (channels: Int, alpha: ImageHeader.Alpha) {
        switch (bits, compression) {
        case (1, 0), (4, 0), (8, 0):
            let stored = colours == 0 ? 1 << bits : colours
            guard colours <= 1 << bits, infoHeader + size + 4 * stored <= pixels else {
                throw ImagingError(.corrupt, "the BMP has a bad palette")
            }
            return (isGrey(bytes, at: infoHeader + size, count: stored) ? 1 : 3, .absent)
        case (16, 0), (24, 0), (32, 0):
            return (3, .absent)
        case (16, 3):
            let masks = masks(bytes, at: infoHeader + 40)
            guard size == 40, masks == [0x7C00, 0x3E0, 0x1F] || masks == [0xF800, 0x7E0, 0x1F]
            else { throw unsupported("with these colour masks") }
            return (3, .absent)
        case (32, 3):
            let masks = masks(bytes, at: infoHeader + 40)
            guard masks == [0xFF0000, 0xFF00, 0xFF] else {
                throw unsupported("with these colour masks")
            }
            // Programs that write 32 bits leave alpha unset as often as not.
            return (3, .meaningless)
        case (_, 1), (_, 2):
            throw unsupported("with run lengths")
        default:
            throw unsupported("of \(bits) bits and compression \(compression)")
        }
    }

    /// Red, green and blue: part of the longer headers, and right behind a header of 40 bytes.
    private static func masks(_ bytes: Span<UInt8>, at offset: Int) -> [Int] {
        [0, 4, 8].compactMap { bytes.littleEndian32(at: offset + $0) }
    }

    private static func isGrey(_ bytes: Span<UInt8>, at offset: Int, count: Int) -> Bool {
        (0..<count).allSatisfy {
            let entry = offset + 4 * $0
            let green = bytes.byte(at: entry + 1)
            return green == bytes.byte(at: entry) && green == bytes.byte(at: entry + 2)
        }
    }

    private static let truncated = ImagingError(.truncated, "the BMP ends before its last row")

    private static func unsupported(_ sort: String) -> ImagingError {
        ImagingError(.unsupported, "a BMP \(sort) is not taken")
    }
}
