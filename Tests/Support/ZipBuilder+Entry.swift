// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension ZipBuilder {
    /// One entry: its two headers, its data, and what may lie around them.
    package struct Entry {
        /// The header in front of the data.
        package var local: Header
        /// The same fields in the directory.
        package var central: Header
        /// The bytes as they are in the archive.
        package var data: [UInt8]
        /// The bytes after the data.
        package var descriptor: [UInt8] = []
        /// Bytes in front of the local header that belong to no entry.
        package var gap: [UInt8] = []
        package var madeBy: UInt16 = 3 << 8 | 20
        package var disk: UInt16 = 0
        package var externalAttributes: UInt32 = 0o100644 << 16
        package var comment: [UInt8] = []
        /// What the directory says of where the entry is; nil for the truth.
        package var localOffset: UInt32?

        /// A stored entry, or one with `compressed` bytes of DEFLATE data for the contents.
        ///
        /// A name that ends in `/` makes a folder.
        package init(name: [UInt8], _ contents: [UInt8] = [], compressed: [UInt8]? = nil) {
            let header = Header(
                method: compressed == nil ? 0 : 8,
                crc32: ZipBuilder.crc32(of: contents),
                compressedSize: UInt32((compressed ?? contents).count),
                uncompressedSize: UInt32(contents.count),
                name: name
            )
            local = header
            central = header
            data = compressed ?? contents
            if name.last == UInt8(ascii: "/") { externalAttributes = 0o040755 << 16 }
        }

        /// An entry with the name's UTF-8, not marked as such.
        package init(_ name: String, _ contents: [UInt8] = [], compressed: [UInt8]? = nil) {
            self.init(name: Array(name.utf8), contents, compressed: compressed)
        }

        /// This entry after a change to both of its headers.
        package func with(_ change: (inout Header) -> Void) -> Entry {
            var entry = self
            change(&entry.local)
            change(&entry.central)
            return entry
        }

        /// This entry after any change.
        package func changed(_ change: (inout Entry) -> Void) -> Entry {
            var entry = self
            change(&entry)
            return entry
        }

        /// This entry as a stream is written: sizes unknown before the data, and after it.
        package func streamed(hasSignature: Bool = true, isWide: Bool = false) -> Entry {
            var entry = with { $0.flags |= 1 << 3 }
            entry.descriptor = hasSignature ? littleEndian(0x0807_4B50 as UInt32) : []
            entry.descriptor += littleEndian(central.crc32)
            for size in [central.compressedSize, central.uncompressedSize] {
                entry.descriptor += isWide ? littleEndian(UInt64(size)) : littleEndian(size)
            }
            entry.local.crc32 = 0
            entry.local.compressedSize = 0
            entry.local.uncompressedSize = 0
            return entry
        }

        /// The bytes of the local header.
        package func localHeader() -> [UInt8] {
            littleEndian(0x0403_4B50 as UInt32) + local.commonBytes() + local.name + local.extra
        }

        /// The bytes of the record in the directory.
        package func centralHeader(at offset: UInt32) -> [UInt8] {
            littleEndian(0x0201_4B50 as UInt32) + littleEndian(madeBy) + central.commonBytes()
                + littleEndian(UInt16(comment.count)) + littleEndian(disk)
                + littleEndian(0 as UInt16) + littleEndian(externalAttributes)
                + littleEndian(offset) + central.name + central.extra + comment
        }
    }

    /// An extra field.
    package static func extra(_ id: UInt16, _ payload: [UInt8]) -> [UInt8] {
        littleEndian(id) + littleEndian(UInt16(payload.count)) + payload
    }

    /// A zip64 extra field with these values.
    package static func zip64Extra(_ values: UInt64...) -> [UInt8] {
        extra(0x0001, values.flatMap { littleEndian($0) })
    }

    /// An Info-ZIP Unicode path for an entry whose name field holds `name`.
    package static func unicodePath(_ path: String, for name: [UInt8]) -> [UInt8] {
        extra(0x7075, [1] + littleEndian(crc32(of: name)) + Array(path.utf8))
    }

    /// A DEFLATE stream of stored blocks: no shorter, but without a compressor.
    package static func deflate(_ bytes: [UInt8], blockByteCount: Int = 65_535) -> [UInt8] {
        var stream: [UInt8] = []
        var start = 0
        repeat {
            let end = min(start + blockByteCount, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            stream += littleEndian(length) + littleEndian(~length) + bytes[start..<end]
            start = end
        } while start < bytes.count
        return stream
    }

    /// The CRC-32 of the zip format, bit by bit.
    package static func crc32(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { rest, _ in
                rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
            }
        }
    }
}

extension ZipBuilder.Header {
    fileprivate func commonBytes() -> [UInt8] {
        littleEndian(versionNeeded) + littleEndian(flags) + littleEndian(method)
            + littleEndian(0 as UInt16) + littleEndian(0x21 as UInt16) + littleEndian(crc32)
            + littleEndian(compressedSize) + littleEndian(uncompressedSize)
            + littleEndian(UInt16(name.count)) + littleEndian(UInt16(extra.count))
    }
}
