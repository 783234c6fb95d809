// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A JPEG from its first marker to its last (ITU-T T.81, annex B), its pixels not decoded.
///
/// Every segment must lie inside the file, every scan must bring what the scans before it left
/// open, with enough data and all its restart markers in their order, every component must come,
/// and there must be an end. Codes that mean nothing can only be told by decoding them.
struct JPEGStructure {
    private let header: ImageHeader
    private var frame: JPEGFrame?
    /// MCUs between two restart markers; 0 without any.
    private var restartInterval = 0
    /// The quantisation tables that were defined, by their numbers.
    private var tables: Set<Int> = []

    /// Follows a whole file; what comes behind its end marker is not looked at.
    ///
    /// - Throws: `ImagingError` `truncated`, `corrupt` or `unsupported`.
    static func check(_ bytes: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        var structure = JPEGStructure(header: try JPEGHeader.read(bytes))
        var offset = 2
        while true {
            let marker = try JPEGHeader.nextMarker(bytes, &offset)
            switch marker {
            case Marker.end: return try structure.finish()
            case 0x01, Marker.restarts: continue
            case 0x00, 0xD8: throw corruptJPEG("a marker out of place")
            default: break
            }
            guard let length = bytes.bigEndian16(at: offset), length <= bytes.count - offset else {
                throw ImagingError(.truncated, "the JPEG ends inside a segment")
            }
            guard length >= 2 else { throw corruptJPEG("a segment shorter than its length field") }
            let body = bytes.extracting((offset + 2)..<(offset + length))
            offset += length
            if marker == Marker.scan {
                try structure.follow(body, bytes, &offset)
            } else {
                try structure.take(marker, body)
            }
        }
    }

    private init(header: ImageHeader) {
        self.header = header
    }

    private mutating func take(_ marker: Int, _ body: Span<UInt8>) throws(ImagingError) {
        switch marker {
        case Marker.restartInterval:
            guard body.count == 2, let interval = body.bigEndian16(at: 0) else {
                throw corruptJPEG("a bad restart interval")
            }
            restartInterval = interval
        case Marker.tables:
            try addTables(body)
        case Marker.height:
            throw ImagingError(.unsupported, "JPEG that tells its height after the scan (DNL)")
        case _ where JPEGHeader.isFrame(marker):
            guard frame == nil else { throw corruptJPEG("two frame headers") }
            frame = try JPEGFrame(header, body)
        default:
            return
        }
    }

    /// Tables of 64 numbers, of a byte or of two (B.2.4.1).
    private mutating func addTables(_ body: Span<UInt8>) throws(ImagingError) {
        var offset = 0
        while let first = body.byte(at: offset) {
            offset += 1 + (first >> 4 == 0 ? 64 : 128)
            guard first & 15 < 4, offset <= body.count else {
                throw corruptJPEG("a bad quantisation table")
            }
            tables.insert(first & 15)
        }
    }

    /// Follows a scan up to the marker behind its data.
    private mutating func follow(
        _ body: Span<UInt8>,
        _ bytes: Span<UInt8>,
        _ offset: inout Int
    ) throws(ImagingError) {
        guard var frame else { throw corruptJPEG("a scan before its frame header") }
        let scan = try JPEGScan(body, of: frame)
        try frame.add(scan)
        for index in scan.components where !tables.contains(frame.components[index].table) {
            throw corruptJPEG("no quantisation table for a component")
        }
        self.frame = frame
        let (units, blocks) = frame.units(of: scan.components)
        let restarts = restartInterval == 0 ? 0 : (units - 1) / restartInterval
        let data = try Self.skipData(bytes, &offset)
        guard data.restarts >= restarts,
            data.count >= scan.leastBytes(blocks: blocks, isProgressive: frame.isProgressive)
        else { throw ImagingError(.truncated, "the JPEG has too little data for its size") }
        // A last one behind all data is needless, but harmless.
        guard data.restarts <= (restartInterval == 0 ? 0 : restarts + 1) else {
            throw corruptJPEG("restart markers that were not announced")
        }
    }

    /// Steps over entropy-coded data, which ends at the first marker that is no restart (B.1.1.5).
    ///
    /// - Returns: its bytes, markers not counted, and its restart markers.
    private static func skipData(
        _ bytes: Span<UInt8>,
        _ offset: inout Int
    ) throws(ImagingError) -> (count: Int, restarts: Int) {
        var count = 0
        var restarts = 0
        while true {
            let start = offset
            guard let found = bytes.firstAllOnes(from: offset),
                let next = bytes.byte(at: found + 1)
            else { throw ImagingError(.truncated, "the JPEG ends inside its image data") }
            count += found - start
            switch next {
            case 0x00:
                count += 2
                offset = found + 2
            case 0xFF:
                offset = found + 1
            case Marker.restarts:
                guard next & 7 == restarts & 7 else {
                    throw corruptJPEG("restart markers out of order")
                }
                restarts += 1
                offset = found + 2
            default:
                offset = found
                return (count, restarts)
            }
        }
    }

    private func finish() throws(ImagingError) -> ImageHeader {
        guard let frame, frame.components.allSatisfy(\.isBegun) else {
            throw ImagingError(.truncated, "the JPEG ends before all its components came")
        }
        return header
    }

    private enum Marker {
        static let end = 0xD9
        static let scan = 0xDA
        static let tables = 0xDB
        static let height = 0xDC
        static let restartInterval = 0xDD
        static let restarts = 0xD0...0xD7
    }
}

extension Span where Element == UInt8 {
    /// The first byte 0xFF at or behind a position, eight bytes at a step.
    fileprivate func firstAllOnes(from start: Int) -> Int? {
        unsafe withUnsafeBytes { buffer in
            var offset = start
            while buffer.count - offset >= 8 {
                let word = unsafe ~buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                // The high bit of each byte that is zero, and of none before the first such.
                let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
                if zeros != 0 { return offset + zeros.littleEndian.trailingZeroBitCount / 8 }
                offset += 8
            }
            while offset < buffer.count {
                if unsafe buffer[offset] == 0xFF { return offset }
                offset += 1
            }
            return nil
        }
    }
}
