// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The end record of an archive that is too large for 32-bit fields (APPNOTE 4.3.14, 4.3.15).
struct Zip64EndRecord {
    /// Bytes of the record, without extensible data, and of the locator after it.
    static let byteCountWithLocator = byteCount + locatorByteCount

    private static let byteCount = 56
    private static let locatorByteCount = 20
    private static let signature: UInt32 = 0x0606_4B50
    private static let locatorSignature: UInt32 = 0x0706_4B50

    /// Where the directory is, as this record has it.
    let location: DirectoryLocation

    /// The record in front of the end record at `position`; nil when there is none.
    ///
    /// The locator must point to the bytes directly before itself: a record that is elsewhere,
    /// or one with extensible data between the two, is refused.
    static func parse(
        in tail: Span<UInt8>,
        before position: Int,
        tailStart: UInt64
    ) throws(ZipError) -> Zip64EndRecord? {
        let locator = position - locatorByteCount
        guard locator >= 0, tail.uint32(at: locator) == locatorSignature else { return nil }
        let record = locator - byteCount
        guard record >= 0, tail.uint32(at: record) == signature,
            tail.uint64(at: locator + 8) == tailStart + UInt64(record),
            tail.uint64(at: record + 4) == UInt64(byteCount - 12)
        else {
            throw ZipError(
                .badDirectory,
                "The zip64 end record is not, alone and whole, directly before its locator."
            )
        }
        guard tail.uint32(at: locator + 4) == 0, tail.uint32(at: locator + 16) == 1,
            tail.uint32(at: record + 16) == 0, tail.uint32(at: record + 20) == 0,
            tail.uint64(at: record + 24) == tail.uint64(at: record + 32)
        else { throw ZipError.multiDisk }
        return Zip64EndRecord(
            location: DirectoryLocation(
                offset: tail.uint64(at: record + 48),
                byteCount: tail.uint64(at: record + 40),
                entryCount: tail.uint64(at: record + 32),
                end: tailStart + UInt64(record)
            )
        )
    }
}

/// Where the directory of an archive lies; every entry is in front of it.
struct DirectoryLocation {
    /// Its first byte, from the start of the archive.
    let offset: UInt64
    /// Its length.
    let byteCount: UInt64
    /// The entries it claims to have.
    let entryCount: UInt64
    /// Where the records that end the archive begin, which is where the directory must end.
    let end: UInt64

    /// Refuses a directory that does not end where the end records begin.
    func check() throws(ZipError) {
        let (stop, overflow) = offset.addingReportingOverflow(byteCount)
        guard !overflow, stop <= end else {
            throw ZipError(
                .badDirectory,
                "The directory is said to reach beyond the end record; the file may be cut off."
            )
        }
        guard stop == end else {
            throw ZipError(
                .unclaimedBytes,
                """
                \(end - stop) bytes lie before the archive or between its directory and its end; \
                a self-extracting or concatenated zip is not accepted.
                """
            )
        }
    }

    /// Refuses a directory beyond the limits, or too short for its entries.
    func check(_ limits: ZipLimits) throws(ZipError) {
        guard entryCount <= UInt64(limits.entries) else {
            throw ZipError(
                .tooManyEntries,
                "The archive has \(entryCount) entries; at most \(limits.entries) are accepted."
            )
        }
        guard byteCount <= limits.directoryBytes else {
            throw ZipError(
                .directoryTooLarge,
                """
                The directory has \(byteCount) bytes; \
                at most \(limits.directoryBytes) are accepted.
                """
            )
        }
        guard byteCount / UInt64(CentralHeader.fixedByteCount) >= entryCount else {
            throw ZipError(.badDirectory, "The directory is too short for \(entryCount) entries.")
        }
    }
}
