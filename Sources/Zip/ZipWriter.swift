// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

/// Writes an archive of stored entries, the same bytes for the same entries at any time and place.
///
/// Names are UTF-8 and marked so, timestamps are 1980-01-01 00:00, sizes precede the data, and
/// zip64 records are used where a number needs them. It belongs to one thread at a time.
/// Names are neither validated nor compared: they are made by us. After an error the archive is
/// beyond repair.
package final class ZipWriter {
    /// Data from this size on is written or copied as it is; below, it is gathered.
    package static let directByteCount = 256 << 10
    private static let bufferByteCount = 1 << 20

    private let file: File
    private let origin: UInt64
    private let thresholds: Zip64Thresholds
    let witness: (Span<UInt8>) -> Void
    private var entries: WrittenEntries
    private var pending: [UInt8] = []
    private var flushed: UInt64 = 0
    private var isFinished = false
    /// For bytes that come from files; made when the first do.
    private(set) lazy var pieces = PieceBuffer(byteCount: Self.directByteCount)

    /// Begins an archive.
    ///
    /// - Parameters:
    ///   - file: written by absolute offsets; neither emptied nor synchronised here.
    ///   - origin: where in the file the archive's first byte goes.
    ///   - thresholds: from what numbers on zip64 records are used; others than the default are
    ///     of use in tests only.
    ///   - witness: sees every byte of the archive once, in order, for a digest of the whole.
    ///   - expected: how many entries there will be, as far as that is known.
    ///   - names: gives the name of each entry, by its number from 0, once more for the directory;
    ///     without it the names are kept in memory till then.
    package init(
        file: File,
        startingAt origin: UInt64 = 0,
        thresholds: Zip64Thresholds = Zip64Thresholds(),
        witness: @escaping (Span<UInt8>) -> Void = { _ in },
        expecting expected: Int = 0,
        names: ((Int) -> String)? = nil
    ) {
        self.file = file
        self.origin = origin
        self.thresholds = thresholds
        self.witness = witness
        entries = WrittenEntries(expecting: expected, name: names)
        pending.reserveCapacity(Self.bufferByteCount)
    }

    /// Goes on with an archive that another writer has begun, of which the file has the bytes.
    ///
    /// - Parameters:
    ///   - written: its entries so far, in their order.
    ///   - witness: sees the bytes that follow.
    ///   - names: gives the name of each entry, of those already written too.
    package init(
        file: File,
        continuing written: [WrittenEntry],
        witness: @escaping (Span<UInt8>) -> Void = { _ in },
        expecting expected: Int = 0,
        names: @escaping (Int) -> String
    ) {
        self.file = file
        origin = 0
        thresholds = Zip64Thresholds()
        self.witness = witness
        entries = WrittenEntries(expecting: expected, name: names)
        for entry in written { entries.add(entry) }
        flushed = entries.byteCount(thresholds)
        pending.reserveCapacity(Self.bufferByteCount)
    }

    /// The entries so far, from the one of this number on.
    package func written(from first: Int) -> [WrittenEntry] { entries.entries(from: first) }

    /// Bytes of the archive so far.
    package var byteCount: UInt64 { flushed + UInt64(pending.count) }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - name: 1 to 65,535 bytes of UTF-8, components parted by `/`.
    ///   - crc32: that of `bytes`, where a worker has computed it already.
    package func append(
        name: String,
        bytes: Span<UInt8>,
        crc32 known: UInt32? = nil
    ) throws(SystemError) {
        try begin(
            name: name,
            crc32: known ?? Self.crc32(of: bytes),
            byteCount: UInt64(bytes.count)
        )
        try write(bytes)
    }

    /// Adds an entry.
    package func append(
        name: String,
        bytes: [UInt8],
        crc32: UInt32? = nil
    ) throws(SystemError) {
        try append(name: name, bytes: bytes.span, crc32: crc32)
    }

    /// Writes the directory; the archive is then complete, and nothing may be added.
    ///
    /// - Returns: the archive's length in bytes.
    package func finish() throws(SystemError) -> UInt64 {
        precondition(!isFinished, "the archive is finished")
        isFinished = true
        let offset = byteCount
        try entries.forEach(thresholds) { (record) throws(SystemError) in
            record.appendCentralHeader(to: &pending, thresholds)
            try flushIfFull()
        }
        EndOfArchive(
            directoryOffset: offset,
            directoryByteCount: byteCount - offset,
            entryCount: UInt64(entries.count)
        ).append(to: &pending, thresholds)
        try flush()
        return flushed
    }

    /// Writes the header of an entry, whose data must follow.
    func begin(name: String, crc32: UInt32, byteCount: UInt64) throws(SystemError) {
        precondition(!isFinished, "the archive is finished")
        let record = EntryRecord(
            name: Array(name.utf8),
            crc32: crc32,
            byteCount: byteCount,
            offset: self.byteCount
        )
        record.appendLocalHeader(to: &pending, thresholds)
        entries.add(record)
    }

    /// The CRC-32 that an entry with these bytes has.
    package static func crc32(of bytes: Span<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBytes { unsafe Zip.crc32(of: $0) }
    }

    /// The CRC-32 that an entry with these bytes has.
    package static func crc32(of bytes: [UInt8]) -> UInt32 {
        crc32(of: bytes.span)
    }

    func write(_ bytes: Span<UInt8>) throws(SystemError) {
        if bytes.count < Self.directByteCount {
            unsafe bytes.withUnsafeBufferPointer { unsafe pending.append(contentsOf: $0) }
            try flushIfFull()
            return
        }
        try flush()
        try writeDirectly(bytes)
    }

    private func flushIfFull() throws(SystemError) {
        if pending.count >= Self.bufferByteCount - Self.directByteCount { try flush() }
    }

    /// Gives the file all bytes so far, of which it otherwise gets the last ones later.
    package func flush() throws(SystemError) {
        // Taken out, so that the array is not shared and keeps its memory when it is emptied.
        var gathered: [UInt8] = []
        swap(&gathered, &pending)
        try writeDirectly(gathered.span)
        gathered.removeAll(keepingCapacity: true)
        swap(&gathered, &pending)
    }

    /// Copies bytes of another file as far as the kernel does; the witness does not see them.
    func copyDirectly(
        _ source: File,
        at offset: UInt64,
        _ count: UInt64
    ) throws(SystemError) -> UInt64 {
        try flush()
        let copied = try file.descriptor.copy(
            count,
            of: source.descriptor,
            from: offset,
            to: origin + flushed
        )
        flushed += copied
        return copied
    }

    private func writeDirectly(_ bytes: Span<UInt8>) throws(SystemError) {
        try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemError) in
            try unsafe file.descriptor.write(all: buffer, at: origin + flushed)
        }
        witness(bytes)
        flushed += UInt64(bytes.count)
    }
}

/// The numbers from which on an archive needs zip64 records: the fields' own all-ones values.
package struct Zip64Thresholds: Sendable {
    /// For sizes and offsets.
    package var bytes = UInt64(UInt32.max)
    /// For the number of entries.
    package var entries = UInt64(UInt16.max)

    package init() {}
}
