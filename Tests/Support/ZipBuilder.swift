// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Lays out a zip byte by byte, honest unless told to lie.
///
/// Every field of every record may be set to something else than the truth, which is how the
/// archives are made that no zip tool would write.
package struct ZipBuilder {
    /// The fields that an entry's two headers have in common.
    package struct Header {
        package var versionNeeded: UInt16 = 20
        package var flags: UInt16 = 0
        package var method: UInt16 = 0
        package var crc32: UInt32
        package var compressedSize: UInt32
        package var uncompressedSize: UInt32
        package var name: [UInt8]
        package var extra: [UInt8] = []
    }

    /// The end record, and the zip64 records that may stand before it.
    package struct End {
        package var disk: UInt16 = 0
        package var directoryDisk: UInt16 = 0
        package var countOnDisk: UInt16
        package var count: UInt16
        package var directoryByteCount: UInt32
        package var directoryOffset: UInt32
        package var comment: [UInt8] = []
        /// What the record says of the comment's length; nil for the truth.
        package var commentByteCount: UInt16?
        package var zip64: Zip64?

        /// The true record; an offset that does not fit is left to the zip64 record.
        package init(entryCount: Int, directoryByteCount: Int, directoryOffset: UInt64) {
            countOnDisk = UInt16(entryCount)
            count = UInt16(entryCount)
            self.directoryByteCount = UInt32(directoryByteCount)
            self.directoryOffset = UInt32(clamping: directoryOffset)
        }
    }

    /// The zip64 end record and its locator.
    package struct Zip64 {
        package var recordByteCount: UInt64 = 44
        package var disk: UInt32 = 0
        package var directoryDisk: UInt32 = 0
        package var countOnDisk: UInt64
        package var count: UInt64
        package var directoryByteCount: UInt64
        package var directoryOffset: UInt64
        package var extensibleData: [UInt8] = []
        package var locatorDisk: UInt32 = 0
        /// Where the locator says that the record is.
        package var recordOffset: UInt64
        package var diskCount: UInt32 = 1

        /// The true records, directly behind the directory.
        package init(entryCount: Int, directoryByteCount: Int, directoryOffset: UInt64) {
            countOnDisk = UInt64(entryCount)
            count = UInt64(entryCount)
            self.directoryByteCount = UInt64(directoryByteCount)
            self.directoryOffset = directoryOffset
            recordOffset = directoryOffset + UInt64(directoryByteCount)
        }
    }

    package var entries: [Entry]
    /// Bytes before the first entry, which no offset counts.
    package var prefix: [UInt8] = []
    /// Bytes between the last entry and the directory.
    package var beforeDirectory: [UInt8] = []
    /// Bytes after everything.
    package var trailer: [UInt8] = []
    /// Whether zip64 end records are written.
    package var isZip64 = false
    /// Changes the end record, which comes with the truth in it.
    package var editEnd: (inout End) -> Void = { _ in }

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// The archive.
    package func bytes() -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            body += entry.gap
            directory += entry.centralHeader(at: entry.localOffset ?? UInt32(body.count))
            body += entry.localHeader() + entry.data + entry.descriptor
        }
        body += beforeDirectory
        let offset = UInt64(body.count)
        var end = End(
            entryCount: entries.count,
            directoryByteCount: directory.count,
            directoryOffset: offset
        )
        if isZip64 {
            end.zip64 = Zip64(
                entryCount: entries.count,
                directoryByteCount: directory.count,
                directoryOffset: offset
            )
        }
        editEnd(&end)
        return prefix + body + directory + end.bytes() + trailer
    }
}

extension ZipBuilder.End {
    /// The records as they end an archive.
    package func bytes() -> [UInt8] {
        (zip64.map { $0.bytes() } ?? [])
            + littleEndian(0x0605_4B50 as UInt32) + littleEndian(disk)
            + littleEndian(directoryDisk) + littleEndian(countOnDisk) + littleEndian(count)
            + littleEndian(directoryByteCount) + littleEndian(directoryOffset)
            + littleEndian(commentByteCount ?? UInt16(comment.count)) + comment
    }
}

extension ZipBuilder.Zip64 {
    fileprivate func bytes() -> [UInt8] {
        let record =
            littleEndian(0x0606_4B50 as UInt32) + littleEndian(recordByteCount)
            + littleEndian(45 as UInt16) + littleEndian(45 as UInt16) + littleEndian(disk)
            + littleEndian(directoryDisk) + littleEndian(countOnDisk) + littleEndian(count)
            + littleEndian(directoryByteCount) + littleEndian(directoryOffset) + extensibleData
        return record + littleEndian(0x0706_4B50 as UInt32) + littleEndian(locatorDisk)
            + littleEndian(recordOffset) + littleEndian(diskCount)
    }
}

/// The bytes of a number, lowest first, as all numbers in a zip are.
package func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
