// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The first directory of a TIFF structure (TIFF 6.0, section 2), which EXIF blocks are too.
struct TIFFDirectory {
    let isBigEndian: Bool
    /// Where the next directory begins; 0 when there is none.
    let next: Int
    private let entries: [Int: Entry]

    private struct Entry {
        /// Bytes of one value: 1, 2 or 4, for the unsigned types; 0 for every other type.
        let width: Int
        let count: Int
        /// Where the values stand, from the start of the structure; maybe outside it.
        let offset: Int
    }

    init(_ bytes: Span<UInt8>) throws(ImagingError) {
        switch bytes.bigEndian32(at: 0) {
        case 0x4949_2A00: isBigEndian = false
        case 0x4D4D_002A: isBigEndian = true
        default: throw ImagingError(.corrupt, "no TIFF header")
        }
        let order = Order(isBigEndian: isBigEndian)
        guard let start = order.long(bytes, at: 4), start >= 8,
            let count = order.short(bytes, at: start),
            let next = order.long(bytes, at: start + 2 + 12 * count)
        else { throw ImagingError(.truncated, "the TIFF ends before its directory does") }
        self.next = next
        var entries: [Int: Entry] = [:]
        for index in 0..<count {
            let offset = start + 2 + 12 * index
            guard let tag = order.short(bytes, at: offset),
                let type = order.short(bytes, at: offset + 2),
                let count = order.long(bytes, at: offset + 4),
                let pointer = order.long(bytes, at: offset + 8)
            else { break }
            let width = [1: 1, 3: 2, 4: 4][type] ?? 0
            let isInline = width * count <= 4
            entries[tag] = Entry(
                width: width,
                count: count,
                offset: isInline ? offset + 8 : pointer
            )
        }
        self.entries = entries
    }

    func has(_ tag: Int) -> Bool { entries[tag] != nil }

    /// The first value of a tag; nil when it is absent, of another type, or outside the bytes.
    func number(_ tag: Int, in bytes: Span<UInt8>) -> Int? {
        guard let entry = entries[tag], entry.count > 0 else { return nil }
        return value(entry, 0, bytes)
    }

    /// All values of a tag; nil also when there are more than `limit`.
    func numbers(_ tag: Int, in bytes: Span<UInt8>, limit: Int) -> [Int]? {
        guard let entry = entries[tag], entry.count <= limit else { return nil }
        var values: [Int] = []
        values.reserveCapacity(entry.count)
        for index in 0..<entry.count {
            guard let value = value(entry, index, bytes) else { return nil }
            values.append(value)
        }
        return values
    }

    private func value(_ entry: Entry, _ index: Int, _ bytes: Span<UInt8>) -> Int? {
        let order = Order(isBigEndian: isBigEndian)
        let offset = entry.offset + index * entry.width
        switch entry.width {
        case 1: return bytes.byte(at: offset)
        case 2: return order.short(bytes, at: offset)
        case 4: return order.long(bytes, at: offset)
        default: return nil
        }
    }

    private struct Order {
        let isBigEndian: Bool

        func short(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
            isBigEndian ? bytes.bigEndian16(at: offset) : bytes.littleEndian16(at: offset)
        }

        func long(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
            isBigEndian ? bytes.bigEndian32(at: offset) : bytes.littleEndian32(at: offset)
        }
    }
}

/// The tags that are read (TIFF 6.0, appendix A).
enum TIFFTag {
    static let width = 256
    static let height = 257
    static let bitsPerSample = 258
    static let compression = 259
    static let photometric = 262
    static let fillOrder = 266
    static let stripOffsets = 273
    static let orientation = 274
    static let samplesPerPixel = 277
    static let rowsPerStrip = 278
    static let stripByteCounts = 279
    static let planarConfiguration = 284
    static let predictor = 317
    static let colourMap = 320
    static let tileWidth = 322
    static let tileHeight = 323
    static let tileOffsets = 324
    static let tileByteCounts = 325
    static let extraSamples = 338
    static let sampleFormat = 339
}
