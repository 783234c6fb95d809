// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An entry as the directory has it (APPNOTE 4.3.12), checked by itself.
struct CentralHeader {
    /// Bytes of the record without name, extra fields and comment.
    static let fixedByteCount = 46

    private static let signature: UInt32 = 0x0201_4B50

    /// The record's first byte in the directory.
    let position: Int
    let flags: HeaderFlags
    let method: ZipEntry.Method
    let crc32: UInt32
    let compressedSize: UInt64
    let uncompressedSize: UInt64
    /// Where the entry's local header begins, from the start of the archive.
    let localOffset: UInt64
    let name: EntryName
    let nameByteCount: Int
    let extraByteCount: Int
    /// Bytes of the whole record.
    let byteCount: Int

    /// The bytes of the name as the directory has them.
    var rawName: Range<Int> {
        let start = position + Self.fixedByteCount
        return start..<(start + nameByteCount)
    }

    /// Parses the whole directory.
    ///
    /// - Parameter count: the entries that the end record promises; the directory must hold
    ///   exactly these.
    static func parseAll(
        _ directory: Span<UInt8>,
        count: Int,
        limits: ZipLimits
    ) throws(ZipError) -> [CentralHeader] {
        var headers: [CentralHeader] = []
        headers.reserveCapacity(count)
        var position = 0
        var total: UInt64 = 0
        var namesBytes = 0
        while headers.count < count {
            let header = try CentralHeader(directory, at: position, limits: limits)
            let (sum, overflow) = total.addingReportingOverflow(header.uncompressedSize)
            guard !overflow, sum <= limits.totalBytes else {
                throw ZipError(
                    .archiveTooLarge,
                    "The entries have more than \(limits.totalBytes) bytes uncompressed."
                )
            }
            total = sum
            namesBytes += header.name.text.utf8.count
            guard namesBytes <= limits.namesBytes else {
                throw ZipError(
                    .directoryTooLarge,
                    "All names together have more than \(limits.namesBytes) bytes."
                )
            }
            position += header.byteCount
            headers.append(header)
        }
        guard position == directory.count else {
            throw ZipError(
                .badDirectory,
                "The directory holds more than the \(count) entries that its end record promises."
            )
        }
        return headers
    }

    /// Parses the record at `position`.
    init(_ directory: Span<UInt8>, at position: Int, limits: ZipLimits) throws(ZipError) {
        let rest = directory.count - position
        guard rest >= Self.fixedByteCount, directory.uint32(at: position) == Self.signature else {
            throw ZipError(.badDirectory, "The directory breaks off, or holds what is no entry.")
        }
        let nameByteCount = Int(directory.uint16(at: position + 28))
        let extraByteCount = Int(directory.uint16(at: position + 30))
        let extraStart = position + Self.fixedByteCount + nameByteCount
        let extra = extraStart..<(extraStart + extraByteCount)
        let byteCount =
            extra.upperBound - position + Int(directory.uint16(at: position + 32))
        guard rest >= byteCount else {
            throw ZipError(.badDirectory, "The directory breaks off within an entry.")
        }
        let raw = directory.extracting((position + Self.fixedByteCount)..<extraStart)
        let fields = try ExtraFields(directory, extra, name: raw)
        self.position = position
        self.nameByteCount = nameByteCount
        self.extraByteCount = extraByteCount
        self.byteCount = byteCount
        flags = HeaderFlags(rawValue: directory.uint16(at: position + 8))
        method = try Self.method(
            directory.uint16(at: position + 10),
            flags: flags,
            isEncrypted: fields.isEncrypted,
            name: raw
        )
        crc32 = directory.uint32(at: position + 16)
        var wide = Zip64Values(fields.zip64)
        guard
            let uncompressedSize = wide.resolve(directory.uint32(at: position + 24), in: directory),
            let compressedSize = wide.resolve(directory.uint32(at: position + 20), in: directory),
            let localOffset = wide.resolve(directory.uint32(at: position + 42), in: directory),
            let disk = wide.resolve(directory.uint16(at: position + 34), in: directory),
            wide.isUsedUp
        else {
            throw ZipError(
                .badExtra,
                entry: raw,
                "The entry's 64-bit sizes do not match the fields that point to them."
            )
        }
        guard disk == 0 else { throw ZipError.multiDisk }
        self.uncompressedSize = uncompressedSize
        self.compressedSize = compressedSize
        self.localOffset = localOffset
        name = try EntryName(
            raw: raw,
            isMarkedUTF8: flags.contains(.utf8),
            unicodePath: directory.extracting(fields.unicodePath ?? 0..<0),
            limits: limits
        )
        try checkKind(attributes: directory.uint32(at: position + 38), raw: raw)
        try checkSizes(limits, raw: raw)
    }

    private static func method(
        _ number: UInt16,
        flags: HeaderFlags,
        isEncrypted: Bool,
        name: Span<UInt8>
    ) throws(ZipError) -> ZipEntry.Method {
        guard !isEncrypted, flags.isDisjoint(with: .anyEncryption), number != 99 else {
            throw ZipError(
                .encrypted,
                entry: name,
                "The entry is encrypted; send the archive without a password."
            )
        }
        guard let method = ZipEntry.Method(rawValue: number), !flags.contains(.patch) else {
            throw ZipError(
                .unsupportedMethod,
                entry: name,
                """
                The entry is compressed by method \(number); \
                only stored (0) and deflated (8) are accepted.
                """
            )
        }
        return method
    }

    /// Refuses links, devices and the like, and folders that have bytes.
    ///
    /// The upper half of the attributes is a Unix mode in archives made on Unix, and 0 or a
    /// mode too in those made elsewhere (7-Zip, Python), so it is looked at in every archive.
    private func checkKind(attributes: UInt32, raw: Span<UInt8>) throws(ZipError) {
        switch attributes >> 28 {
        case 0o00, 0o10:
            break
        case 0o04 where name.isDirectory:
            break
        default:
            throw ZipError(
                .notRegular,
                entry: raw,
                """
                The entry is a link, a device, a pipe or a folder whose name lacks its slash; \
                only files and folders are accepted.
                """
            )
        }
        guard name.isDirectory else { return }
        // Java's `jar` deflates a folder's no bytes to two; an empty stored block makes five.
        guard uncompressedSize == 0, compressedSize <= (method == .deflated ? 5 : 0) else {
            throw ZipError(.folderWithData, entry: raw, "The entry is a folder, yet has bytes.")
        }
    }

    private func checkSizes(_ limits: ZipLimits, raw: Span<UInt8>) throws(ZipError) {
        guard method == .deflated || compressedSize == uncompressedSize else {
            throw ZipError(.sizeMismatch, entry: raw, "The stored entry has two different sizes.")
        }
        // No compressor writes an eighth more than it is given; what does is there to keep a reader
        // busy with blocks that give nothing, or to have it hold them.
        guard compressedSize <= uncompressedSize + uncompressedSize / 8 + limits.unratedBytes else {
            throw ZipError(
                .sizeMismatch,
                entry: raw,
                "The deflated entry has far more bytes than it inflates to."
            )
        }
        guard max(compressedSize, uncompressedSize) <= limits.entryBytes else {
            throw ZipError(
                .entryTooLarge,
                entry: raw,
                "The entry has more than the \(limits.entryBytes) bytes that are accepted."
            )
        }
        let rated = uncompressedSize - min(uncompressedSize, limits.unratedBytes)
        let (allowed, overflow) = compressedSize.multipliedReportingOverflow(by: limits.ratio)
        guard overflow || rated <= allowed else {
            throw ZipError(
                .expandsTooMuch,
                entry: raw,
                """
                The entry claims to expand from \(compressedSize) to \(uncompressedSize) bytes; \
                at most \(limits.ratio) to 1 is accepted.
                """
            )
        }
    }
}

/// The general purpose bit flags of a header (APPNOTE 4.4.4).
struct HeaderFlags: OptionSet {
    let rawValue: UInt16

    static let encrypted = HeaderFlags(rawValue: 1 << 0)
    /// Hints about how hard the compressor tried; without meaning for a reader.
    static let effort = HeaderFlags(rawValue: 1 << 1 | 1 << 2)
    /// CRC and sizes follow the data in a descriptor.
    static let descriptor = HeaderFlags(rawValue: 1 << 3)
    static let patch = HeaderFlags(rawValue: 1 << 5)
    static let strongEncryption = HeaderFlags(rawValue: 1 << 6)
    static let utf8 = HeaderFlags(rawValue: 1 << 11)
    static let maskedHeaders = HeaderFlags(rawValue: 1 << 13)

    static let anyEncryption: HeaderFlags = [.encrypted, .strongEncryption, .maskedHeaders]
}
