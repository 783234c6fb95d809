// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import TestSupport
internal import Zip

/// An archive: its entries lie apart within it, have names that lead nowhere, and hold what they
/// promise; written anew they are the same.
@Sendable func checkArchive(_ bytes: [UInt8]) throws {
    var limits = ZipLimits()
    limits.entries = 64
    limits.entryBytes = 1 << 16
    limits.totalBytes = 1 << 18
    limits.directoryBytes = 1 << 16
    let archive = try File.holding(bytes)
    let reader: ZipReader
    do throws(ZipError) {
        reader = try ZipReader(archive, limits: limits)
    } catch {
        return try hold(error.code != .io, "a file that can be read is judged")
    }
    try checkPlaces(reader.entries, byteCount: UInt64(bytes.count))
    try hold(Set(reader.entries.map(\.name)).count == reader.entries.count, "names differ")
    _ = reader.caseCollisions
    let inflater = Inflater()
    let copy = try File.holding([])
    let writer = ZipWriter(file: copy)
    var contents: [(name: String, bytes: [UInt8])] = []
    for entry in reader.entries {
        try checkName(entry.name, isDirectory: entry.isDirectory)
        let prefix = try? reader.readPrefix(entry, count: 7, with: inflater)
        guard let whole = try? reader.read(entry, with: inflater) else { continue }
        try hold(UInt64(whole.count) == entry.uncompressedSize, "an entry is as long as it says")
        try hold(ZipWriter.crc32(of: whole) == entry.crc32, "an entry has its CRC-32")
        try hold(prefix == Array(whole.prefix(7)), "its first bytes are its first bytes")
        contents.append((entry.name, whole))
        try writer.append(name: entry.name, bytes: whole)
    }
    let length = try writer.finish()
    try hold(try copy.descriptor.size() == length, "a writer knows what it wrote")
    guard !contents.isEmpty else { return }
    let again = try ZipReader(copy, limits: limits)
    let names = again.entries.map(\.name)
    try hold(names == contents.map(\.name), "names survive being written")
    for (entry, content) in zip(again.entries, contents) {
        let read = try again.read(entry, with: inflater)
        try hold(read == content.bytes, "contents survive being written")
    }
}

private func checkPlaces(_ entries: ZipEntries, byteCount: UInt64) throws(BrokenProperty) {
    let places = entries.map { $0.dataOffset..<($0.dataOffset + $0.compressedSize) }
        .sorted { $0.lowerBound < $1.lowerBound }
    for (place, next) in zip(places, places.dropFirst()) {
        try hold(place.upperBound <= next.lowerBound, "entries lie apart")
    }
    try hold(places.allSatisfy { $0.upperBound <= byteCount }, "entries lie within the archive")
}

private func checkName(_ name: String, isDirectory: Bool) throws(BrokenProperty) {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if isDirectory { parts.removeLast() }
    let isPlain = parts.allSatisfy { !["", ".", ".."].contains($0) }
    try hold(isPlain && !parts.isEmpty, "a name leads nowhere else")
    let hasControls = name.utf8.contains { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F }
    try hold(!hasControls, "a name holds no control character")
}
