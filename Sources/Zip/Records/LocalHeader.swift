// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The header in front of an entry's bytes (APPNOTE 4.3.7), held against the directory.
///
/// A reader that streams believes this header, others the directory: an archive in which the two
/// differ holds different files for each of them, so every field that matters must agree.
struct LocalHeader {
    /// Bytes of the record without name and extra fields.
    static let fixedByteCount = 30

    private static let signature: UInt32 = 0x0403_4B50

    let nameByteCount: Int
    let extraByteCount: Int
    /// Bytes of the whole record.
    var byteCount: Int { Self.fixedByteCount + nameByteCount + extraByteCount }

    /// Reads the lengths from the record's fixed part; nil when it is no local header.
    init?(fixedPart bytes: Span<UInt8>) {
        guard bytes.count >= Self.fixedByteCount, bytes.uint32(at: 0) == Self.signature else {
            return nil
        }
        nameByteCount = Int(bytes.uint16(at: 26))
        extraByteCount = Int(bytes.uint16(at: 28))
    }

    /// Refuses a record that does not say what the directory says.
    ///
    /// - Parameters:
    ///   - bytes: the whole record.
    ///   - central: the entry in the directory.
    ///   - rawName: the name's bytes in the directory.
    func check(
        _ bytes: Span<UInt8>,
        against central: CentralHeader,
        rawName: Span<UInt8>,
        limits: ZipLimits
    ) throws(ZipError) {
        let nameEnd = Self.fixedByteCount + nameByteCount
        guard bytes.extracting(Self.fixedByteCount..<nameEnd).isEqual(to: rawName) else {
            throw Self.mismatch("name", rawName)
        }
        let flags = HeaderFlags(rawValue: bytes.uint16(at: 6))
        guard flags.union(.effort) == central.flags.union(.effort) else {
            throw Self.mismatch("flags", rawName)
        }
        guard bytes.uint16(at: 8) == central.method.rawValue else {
            throw Self.mismatch("method", rawName)
        }
        guard extraByteCount + central.extraByteCount <= limits.extraBytes else {
            throw ZipError(
                .extraTooLarge,
                entry: rawName,
                "The entry's extra fields have more than \(limits.extraBytes) bytes."
            )
        }
        let extra = try ExtraFields(bytes, nameEnd..<byteCount, name: rawName)
        guard !extra.isEncrypted else { throw Self.mismatch("encryption", rawName) }
        try checkSizes(bytes, extra.zip64, against: central, rawName)
        // Some tools write the Unicode name into the directory alone; another one is refused.
        if let range = extra.unicodePath,
            let path = UnicodePath(bytes.extracting(range), rawName: rawName),
            path.text != Array(central.name.text.utf8)
        {
            throw Self.mismatch("Unicode name", rawName)
        }
    }

    /// Compares CRC and sizes; with a descriptor a field may also be 0, not yet known.
    private func checkSizes(
        _ bytes: Span<UInt8>,
        _ zip64: Range<Int>?,
        against central: CentralHeader,
        _ rawName: Span<UInt8>
    ) throws(ZipError) {
        var wide = Zip64Values(zip64)
        guard let uncompressedSize = wide.resolve(bytes.uint32(at: 22), in: bytes),
            let compressedSize = wide.resolve(bytes.uint32(at: 18), in: bytes),
            wide.isUsedUp
        else {
            throw ZipError(
                .badExtra,
                entry: rawName,
                "The local header's 64-bit sizes do not match the fields that point to them."
            )
        }
        let isLater = central.flags.contains(.descriptor)
        func agrees(_ local: UInt64, _ value: UInt64) -> Bool {
            local == value || (isLater && local == 0)
        }
        guard agrees(uncompressedSize, central.uncompressedSize),
            agrees(compressedSize, central.compressedSize)
        else { throw Self.mismatch("size", rawName) }
        guard agrees(UInt64(bytes.uint32(at: 14)), UInt64(central.crc32)) else {
            throw Self.mismatch("CRC", rawName)
        }
    }

    private static func mismatch(_ field: String, _ name: Span<UInt8>) -> ZipError {
        ZipError(
            .localMismatch,
            entry: name,
            "The entry has one \(field) in the directory and another in front of its data."
        )
    }
}
