// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

extension ZipReader {
    /// Reads and inflates a whole entry.
    ///
    /// - Throws: `ZipError` with code `badData`, `sizeMismatch` or `crcMismatch` when the bytes
    ///   are not what the directory promises.
    package func read(
        _ entry: ZipEntry,
        with inflater: Inflater
    ) throws(ZipError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(entry, with: inflater, into: &bytes)
        return bytes
    }

    /// Reads and inflates a whole entry into an array whose memory is used again.
    ///
    /// - Parameter bytes: replaced by the entry's bytes; empty after an error.
    package func read(
        _ entry: ZipEntry,
        with inflater: Inflater,
        into bytes: inout [UInt8]
    ) throws(ZipError) {
        bytes.removeAll(keepingCapacity: true)
        let count = Int(entry.uncompressedSize)
        if count == 0 { return try checkEmpty(entry, with: inflater) }
        try bytes.append(addingCapacity: count) { (output) throws(ZipError) in
            try unsafe output.fill(count) { (buffer) throws(ZipError) in
                try unsafe readContents(of: entry, with: inflater, into: buffer)
            }
        }
    }

    /// Reads the first bytes of an entry, for its signature and the header of an image.
    ///
    /// Fewer bytes are given only where the entry ends, and then its CRC has been checked; a mere
    /// prefix cannot be.
    ///
    /// A prefix is inflated by ``PrefixInflater``. libdeflate knows whole streams only: given a
    /// short buffer it fails, and documents that the buffer's contents are then undefined.
    /// Inflating the whole entry for its first bytes would read the upload once more.
    package func readPrefix(
        _ entry: ZipEntry,
        count: Int,
        with inflater: Inflater
    ) throws(ZipError) -> [UInt8] {
        guard UInt64(count) < entry.uncompressedSize else {
            return try read(entry, with: inflater)
        }
        guard entry.method == .deflated else {
            return try file.bytes(at: entry.dataOffset, count: count)
        }
        // Compressors do not expand what they are given by more than this; a stream that does is
        // left to libdeflate.
        let sample = Int(min(entry.compressedSize, UInt64(count + count / 8 + 512)))
        let compressed = try file.bytes(at: entry.dataOffset, count: sample)
        do throws(PrefixInflater.Failure) {
            return try PrefixInflater.inflate(compressed.span, count: count)
        } catch {
            switch error {
            case .outOfInput where UInt64(sample) < entry.compressedSize:
                return Array(try read(entry, with: inflater).prefix(count))
            case .endOfStream:
                throw wrongSize(entry)
            case .badData, .outOfInput:
                throw badData(entry)
            }
        }
    }

    /// Checks an entry without contents, whose compressed form may have bytes all the same.
    ///
    /// Not through an array: appending nothing to an empty one, the standard library writes the
    /// count into the storage that all empty arrays share, which other threads read.
    private func checkEmpty(_ entry: ZipEntry, with inflater: Inflater) throws(ZipError) {
        let nothing = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
        defer { unsafe nothing.deallocate() }
        try unsafe readContents(of: entry, with: inflater, into: nothing)
    }

    private func readContents(
        of entry: ZipEntry,
        with inflater: Inflater,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(ZipError) {
        switch entry.method {
        case .stored:
            try unsafe file.read(exactly: buffer, at: entry.dataOffset)
        case .deflated:
            try unsafe inflater.withInput(Int(entry.compressedSize)) { (input) throws(ZipError) in
                try unsafe file.read(exactly: input, at: entry.dataOffset)
                do throws(Inflater.Failure) {
                    try unsafe inflater.inflate(UnsafeRawBufferPointer(input), into: buffer)
                } catch {
                    throw error == .wrongSize ? wrongSize(entry) : badData(entry)
                }
            }
        }
        guard unsafe crc32(of: UnsafeRawBufferPointer(buffer)) == entry.crc32 else {
            throw ZipError(
                .crcMismatch,
                entry: entry.name,
                "The entry's bytes do not have the CRC-32 that the archive gives; it is damaged."
            )
        }
    }

    private func badData(_ entry: ZipEntry) -> ZipError {
        ZipError(.badData, entry: entry.name, "The entry's compressed bytes are damaged.")
    }

    private func wrongSize(_ entry: ZipEntry) -> ZipError {
        ZipError(
            .sizeMismatch,
            entry: entry.name,
            "The entry does not inflate to the \(entry.uncompressedSize) bytes that it claims."
        )
    }
}
