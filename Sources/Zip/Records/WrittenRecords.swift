// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An entry as the writer records it, once in front of its data and once in the directory.
struct EntryRecord {
    let name: [UInt8]
    let crc32: UInt32
    let byteCount: UInt64
    /// Where the local header begins.
    let offset: UInt64

    /// 1980-01-01, the first day that the format knows (APPNOTE 4.4.6); the time is midnight.
    private static let date: UInt16 = 1 << 5 | 1
    /// A regular file, mode 0644, in the upper half as Unix has it.
    private static let attributes: UInt32 = 0o100644 << 16
    private static let unixHost: UInt16 = 3 << 8

    func appendLocalHeader(to bytes: inout [UInt8], _ thresholds: Zip64Thresholds) {
        let isWide = byteCount >= thresholds.bytes
        bytes.append(uint32: 0x0403_4B50)
        bytes.append(uint16: version(isWide))
        appendCommon(to: &bytes, isWide)
        bytes.append(uint16: isWide ? 20 : 0)
        bytes.append(contentsOf: name)
        guard isWide else { return }
        bytes.append(uint16: 0x0001)
        bytes.append(uint16: 16)
        bytes.append(uint64: byteCount)
        bytes.append(uint64: byteCount)
    }

    /// Bytes from the local header's start to the data.
    func localByteCount(_ thresholds: Zip64Thresholds) -> UInt64 {
        UInt64(30 + name.count + (byteCount >= thresholds.bytes ? 20 : 0))
    }

    func appendCentralHeader(to bytes: inout [UInt8], _ thresholds: Zip64Thresholds) {
        let hasWideSize = byteCount >= thresholds.bytes
        let hasWideOffset = offset >= thresholds.bytes
        let wideByteCount: UInt16 = (hasWideSize ? 16 : 0) + (hasWideOffset ? 8 : 0)
        let isWide = wideByteCount > 0
        bytes.append(uint32: 0x0201_4B50)
        bytes.append(uint16: Self.unixHost | version(isWide))
        bytes.append(uint16: version(isWide))
        appendCommon(to: &bytes, hasWideSize)
        bytes.append(uint16: isWide ? wideByteCount + 4 : 0)
        bytes.append(uint16: 0)  // comment
        bytes.append(uint16: 0)  // disk
        bytes.append(uint16: 0)  // internal attributes
        bytes.append(uint32: Self.attributes)
        bytes.append(uint32: hasWideOffset ? .max : UInt32(offset))
        bytes.append(contentsOf: name)
        guard isWide else { return }
        bytes.append(uint16: 0x0001)
        bytes.append(uint16: wideByteCount)
        if hasWideSize {
            bytes.append(uint64: byteCount)
            bytes.append(uint64: byteCount)
        }
        if hasWideOffset { bytes.append(uint64: offset) }
    }

    /// The fields that both headers have in common, from the flags to the name's length.
    private func appendCommon(to bytes: inout [UInt8], _ hasWideSize: Bool) {
        guard !name.isEmpty, let nameByteCount = UInt16(exactly: name.count) else {
            preconditionFailure("a name has 1 to 65,535 bytes")
        }
        bytes.append(uint16: HeaderFlags.utf8.rawValue)
        bytes.append(uint16: ZipEntry.Method.stored.rawValue)
        bytes.append(uint16: 0)  // time
        bytes.append(uint16: Self.date)
        bytes.append(uint32: crc32)
        let size = hasWideSize ? UInt32.max : UInt32(byteCount)
        bytes.append(uint32: size)
        bytes.append(uint32: size)
        bytes.append(uint16: nameByteCount)
    }

    private func version(_ isWide: Bool) -> UInt16 { isWide ? 45 : 20 }
}

/// The records after the directory.
struct EndOfArchive {
    let directoryOffset: UInt64
    let directoryByteCount: UInt64
    let entryCount: UInt64

    func append(to bytes: inout [UInt8], _ thresholds: Zip64Thresholds) {
        let hasManyEntries = entryCount >= thresholds.entries
        let hasWideSize = directoryByteCount >= thresholds.bytes
        let hasWideOffset = directoryOffset >= thresholds.bytes
        if hasManyEntries || hasWideSize || hasWideOffset { appendZip64(to: &bytes) }
        bytes.append(uint32: 0x0605_4B50)
        bytes.append(uint32: 0)  // disks
        let count = hasManyEntries ? UInt16.max : UInt16(entryCount)
        bytes.append(uint16: count)
        bytes.append(uint16: count)
        bytes.append(uint32: hasWideSize ? .max : UInt32(directoryByteCount))
        bytes.append(uint32: hasWideOffset ? .max : UInt32(directoryOffset))
        bytes.append(uint16: 0)  // comment
    }

    private func appendZip64(to bytes: inout [UInt8]) {
        bytes.append(uint32: 0x0606_4B50)
        bytes.append(uint64: 44)
        bytes.append(uint16: 3 << 8 | 45)
        bytes.append(uint16: 45)
        bytes.append(uint64: 0)  // disks
        bytes.append(uint64: entryCount)
        bytes.append(uint64: entryCount)
        bytes.append(uint64: directoryByteCount)
        bytes.append(uint64: directoryOffset)
        bytes.append(uint32: 0x0706_4B50)
        bytes.append(uint32: 0)  // disk
        bytes.append(uint64: directoryOffset + directoryByteCount)
        bytes.append(uint32: 1)  // disks in total
    }
}
