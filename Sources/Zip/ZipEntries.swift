// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The entries of an archive, in the directory's order, in 32 bytes each and their names.
package struct ZipEntries: Sendable, RandomAccessCollection {
    private let places: [EntryPlace]
    private let names: EntryNames

    /// - Parameter places: one for each of the names.
    init(_ places: [EntryPlace], names: EntryNames) {
        self.places = places
        self.names = names
    }

    /// That of the first entry.
    package var startIndex: Int { 0 }
    /// The number of entries.
    package var endIndex: Int { places.count }

    /// The entry in that place of the directory.
    package subscript(position: Int) -> ZipEntry {
        ZipEntry(places[position], at: position, names: names)
    }
}

/// What is known of an entry beside its name, without a byte to spare.
struct EntryPlace: Sendable {
    let compressedSize: UInt64
    let uncompressedSize: UInt64
    let dataOffset: UInt64
    let crc32: UInt32
    let method: ZipEntry.Method
    let isDirectory: Bool

    init(_ header: CentralHeader, dataOffset: UInt64) {
        isDirectory = header.name.isDirectory
        method = header.method
        crc32 = header.crc32
        compressedSize = header.compressedSize
        uncompressedSize = header.uncompressedSize
        self.dataOffset = dataOffset
    }
}
