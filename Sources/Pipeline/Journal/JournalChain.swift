// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// The seals of a journal's records: each covers the record and all before it.
///
/// A record is framed by its length in 4 bytes, little-endian, and by the SHA-256 of the seal
/// before it, that length and its bytes. So a record counts only where the journal has it as it was
/// written, at its place and behind the same others; the first that does not ends the journal,
/// which is how one that was cut short by a crash reads.
struct JournalChain: Sendable {
    /// Bytes before a record.
    static let headByteCount = 4
    /// Bytes before and behind a record.
    static let frameByteCount = headByteCount + Digest.byteCount

    private var seal = SHA256.digest(of: "equipoise journal 1")

    /// Frames the record that follows.
    mutating func frame(_ record: [UInt8]) -> [UInt8] {
        var writer = RecordWriter()
        writer.number(UInt32(record.count))
        let head = writer.bytes
        seal = seal(of: head + record)
        return head + record + seal.bytes
    }

    /// How many bytes the frame has that begins so; nil without ``headByteCount`` of them.
    static func byteCount(of head: [UInt8]) -> Int? {
        var reader = RecordReader(head)
        return reader.number(UInt32.self).map { Int($0) + frameByteCount }
    }

    /// Takes the record that follows out of its frame; nil where it is not whole, or not the next.
    mutating func open(_ frame: [UInt8]) -> [UInt8]? {
        guard Self.byteCount(of: frame) == frame.count else { return nil }
        let sealed = frame.dropLast(Digest.byteCount)
        let seal = seal(of: Array(sealed))
        guard Digest(Array(frame.suffix(Digest.byteCount))) == seal else { return nil }
        self.seal = seal
        return Array(sealed.dropFirst(Self.headByteCount))
    }

    private func seal(of bytes: [UInt8]) -> Digest {
        var hasher = SHA256()
        hasher.update(seal.bytes)
        hasher.update(bytes)
        return hasher.finalize()
    }
}
