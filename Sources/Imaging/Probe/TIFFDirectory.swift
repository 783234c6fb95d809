// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The first directory of a TIFF structure (TIFF 6.0, section 2), which EXIF blocks are too.
struct TIFFDirectory {
    let isBigEndian: Bool
    /// Where the next directory begins; 0 when there is none.
    let next: Int
    private let entries: [Int: Entry]
    /// Tags that are there more than once: readers differ in which they take.
    private let repeated: Set<Int>

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
        var repeated: Set<Int> = []
        for index in 0..<count {
            let offset = start + 2 + 12 * index
            guard let tag = order.short(bytes, at: offset),
                let type = order.short(bytes, at: offset + 2),
                let count = order.long(bytes, at: offset + 4),
                let pointer = order.long(bytes, at: offset + 8)
            else { break }
            let width = [1: 1, 3: 2, 4: 4][type] ?? 0
            let isInline = width * count <= 4
            let entry = Entry(
                width: width,
                count: count,
                offset: isInline ? offset + 8 : pointer
            )
            if entries.updateValue(entry, forKey: tag) != nil { repeated.insert(tag) }
        }
        self.entries = entries
        self.repeated = repeated
    }

    func has(_ tag: Int) -> Bool { entries[tag] != nil }

    /// The value of a tag; nil when it is absent.
    ///
    /// - Throws: `ImagingError` `corrupt` as ``numbers(_:in:limit:)``, and for several values.
    func number(_ tag: Int, in bytes: Span<UInt8>) throws(ImagingError) -> Int? {
        guard let values = try numbers(tag, in: bytes, limit: 1) else { return nil }
        guard let value = values.first else { throw Self.unreadable(tag) }
        return value
    }

    /// All values of a tag; nil when it is absent.
    ///
    /// - Throws: `ImagingError` `corrupt` for a tag that readers may differ about: it is there
    ///   twice, has more than `limit` values, values of another type, or some outside the bytes.
    func numbers(
        _ tag: Int,
        in bytes: Span<UInt8>,
        limit: Int
    ) throws(ImagingError) -> [Int]? {
        guard let entry = entries[tag] else { return nil }
        guard entry.count <= limit, !repeated.contains(tag) else { throw Self.unreadable(tag) }
        var values: [Int] = []
        values.reserveCapacity(entry.count)
        for index in 0..<entry.count {
            guard let value = value(entry, index, bytes) else { throw Self.unreadable(tag) }
            values.append(value)
        }
        return values
    }

    private static func unreadable(_ tag: Int) -> ImagingError {
        ImagingError(.corrupt, "the TIFF's tag \(tag) cannot be read for certain")
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
