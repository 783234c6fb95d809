// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The end of an archive: where its directory is, and that nothing else claims to be its end.
///
/// The record (APPNOTE 4.3.16) is searched from the file's end, since a comment of unknown
/// length follows it. Readers differ in which of several they take, so exactly one may be
/// there that reaches the end of the file. Zero bytes after it are let pass: bsdtar fills its
/// last block with them when it writes to a pipe, and no reader can see an entry in them.
enum EndRecord {
    /// Bytes of the record without its comment.
    static let byteCount = 22
    /// Zero bytes that may follow the record.
    static let paddingLimit = 65_535
    /// Bytes at the end of the file that hold all there is to see, zip64 records included.
    static let tailByteCount =
        byteCount + Int(UInt16.max) + paddingLimit + Zip64EndRecord.byteCountWithLocator

    private static let signature: UInt32 = 0x0605_4B50

    /// Finds the directory from the last bytes of the file.
    ///
    /// - Parameters:
    ///   - tail: the file's last ``tailByteCount`` bytes, all of a shorter file.
    ///   - fileSize: bytes of the whole file.
    static func locate(
        in tail: Span<UInt8>,
        fileSize: UInt64
    ) throws(ZipError) -> DirectoryLocation {
        let position = try find(in: tail)
        let tailStart = fileSize - UInt64(tail.count)
        let claim = Claim(in: tail, at: position)
        let wide = try Zip64EndRecord.parse(in: tail, before: position, tailStart: tailStart)
        let location: DirectoryLocation
        if let wide {
            guard claim.agrees(with: wide) else {
                throw ZipError(.badDirectory, "The zip64 end record contradicts the end record.")
            }
            location = wide.location
        } else {
            guard claim.disk == 0, claim.directoryDisk == 0, claim.countOnDisk == claim.count
            else { throw ZipError.multiDisk }
            location = DirectoryLocation(
                offset: UInt64(claim.offset),
                byteCount: UInt64(claim.byteCount),
                entryCount: UInt64(claim.count),
                end: tailStart + UInt64(position)
            )
        }
        try location.check()
        return location
    }

    private static func find(in tail: Span<UInt8>) throws(ZipError) -> Int {
        // Bytes from here on are all zero. Known once, so that a tail full of signatures does not
        // make the search quadratic.
        var padding = tail.count
        while padding > 0, tail[padding - 1] == 0 { padding -= 1 }
        func reachesTheEnd(_ end: Int) -> Bool {
            end <= tail.count && end >= padding && tail.count - end <= paddingLimit
        }
        var found: Int?
        for position in stride(from: tail.count - byteCount, through: 0, by: -1)
        where tail[position] == 0x50 && tail.uint32(at: position) == signature {
            let end = position + byteCount + Int(tail.uint16(at: position + 20))
            if found == nil {
                guard end <= tail.count else {
                    throw ZipError(.truncated, "The archive ends inside its own comment.")
                }
                guard reachesTheEnd(end) else {
                    throw ZipError(
                        .trailingBytes,
                        "Bytes follow the end of the archive; nothing may be appended to a zip."
                    )
                }
                found = position
            } else if reachesTheEnd(end) {
                throw ZipError(
                    .ambiguousEnd,
                    "The archive has two end records; which files it holds depends on the reader."
                )
            }
        }
        guard let found else {
            throw ZipError(.notAZip, "The file is not a zip: it has no end-of-directory record.")
        }
        return found
    }

    /// The fields of the record, in which a value of all ones points to the zip64 record.
    private struct Claim {
        let disk, directoryDisk, countOnDisk, count: UInt16
        let byteCount, offset: UInt32

        init(in tail: Span<UInt8>, at position: Int) {
            disk = tail.uint16(at: position + 4)
            directoryDisk = tail.uint16(at: position + 6)
            countOnDisk = tail.uint16(at: position + 8)
            count = tail.uint16(at: position + 10)
            byteCount = tail.uint32(at: position + 12)
            offset = tail.uint32(at: position + 16)
        }

        func agrees(with wide: Zip64EndRecord) -> Bool {
            func same<T: FixedWidthInteger>(_ narrow: T, _ value: UInt64) -> Bool {
                narrow == T.max || UInt64(narrow) == value
            }
            return same(disk, 0) && same(directoryDisk, 0)
                && same(countOnDisk, wide.location.entryCount)
                && same(count, wide.location.entryCount)
                && same(byteCount, wide.location.byteCount)
                && same(offset, wide.location.offset)
        }
    }
}

extension ZipError {
    static let multiDisk = ZipError(
        .multiDisk,
        "The archive is one part of several; only a zip in one file is accepted."
    )
}
