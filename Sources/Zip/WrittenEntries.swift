// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// What the directory says of an entry beside its name, and what follows from the entries before.
package struct WrittenEntry: Sendable, Hashable {
    /// That of its bytes.
    package let crc32: UInt32
    /// How many bytes it has.
    package let byteCount: UInt64

    package init(crc32: UInt32, byteCount: UInt64) {
        self.crc32 = crc32
        self.byteCount = byteCount
    }
}

/// What a writer must know of its entries for the directory at the end: 12 bytes each, and names.
///
/// Entries follow each other without gaps, so where each begins need not be kept.
struct WrittenEntries {
    private var checksums: [UInt32] = []
    private var byteCounts: [UInt64] = []
    /// The names one after the other, and where each ends; empty where they are asked for.
    private var names: [UInt8] = []
    private var nameEnds: [Int] = []
    private let name: ((Int) -> String)?

    /// - Parameters:
    ///   - expected: how many entries there will be, as far as that is known.
    ///   - name: gives the name of each entry once more; nil to keep them here.
    init(expecting expected: Int, name: ((Int) -> String)?) {
        self.name = name
        checksums.reserveCapacity(expected)
        byteCounts.reserveCapacity(expected)
    }

    var count: Int { checksums.count }

    mutating func add(_ record: EntryRecord) {
        checksums.append(record.crc32)
        byteCounts.append(record.byteCount)
        if name != nil { return }
        names += record.name
        nameEnds.append(names.count)
    }

    /// Adds one whose name is asked for.
    mutating func add(_ entry: WrittenEntry) {
        precondition(name != nil, "names that are kept come with the record")
        checksums.append(entry.crc32)
        byteCounts.append(entry.byteCount)
    }

    func entries(from first: Int) -> [WrittenEntry] {
        (first..<count).map { WrittenEntry(crc32: checksums[$0], byteCount: byteCounts[$0]) }
    }

    /// How long the archive is without its directory.
    func byteCount(_ thresholds: Zip64Thresholds) -> UInt64 {
        var end: UInt64 = 0
        forEach(thresholds) { end = $0.offset + $0.localByteCount(thresholds) + $0.byteCount }
        return end
    }

    /// Gives each entry's record in their order.
    func forEach<Failure>(
        _ thresholds: Zip64Thresholds,
        _ body: (EntryRecord) throws(Failure) -> Void
    ) throws(Failure) {
        var offset: UInt64 = 0
        for index in checksums.indices {
            let record = EntryRecord(
                name: name.map { Array($0(index).utf8) } ?? keptName(index),
                crc32: checksums[index],
                byteCount: byteCounts[index],
                offset: offset
            )
            try body(record)
            offset += record.localByteCount(thresholds) + record.byteCount
        }
    }

    private func keptName(_ index: Int) -> [UInt8] {
        Array(names[(index == 0 ? 0 : nameEnds[index - 1])..<nameEnds[index]])
    }
}
