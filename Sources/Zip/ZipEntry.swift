// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A file or folder of an archive, as its directory and its local header agree on it.
///
/// It takes 48 bytes; its name is made anew whenever it is asked for.
package struct ZipEntry: Sendable {
    /// How an entry's bytes are stored: the two methods that are accepted.
    package enum Method: UInt16, Sendable, Hashable {
        case stored = 0
        case deflated = 8
    }

    /// The logical name: validated UTF-8, components parted by `/`, a folder's ends in `/`.
    ///
    /// It has no empty, `.` or `..` component (save the archive's own root folder, `./`), no
    /// control character and no backslash. Names are unique in an archive up to canonical
    /// equivalence, which is what `==` of strings compares; the bytes are the archive's own.
    package var name: String { names[order] }
    /// The bytes in the archive that `name` was read from, where they are not its UTF-8.
    package var rawName: [UInt8]? { names.raw(order) }
    /// Whether this is a folder; a folder has no bytes.
    package var isDirectory: Bool { place.isDirectory }
    /// How the bytes are stored.
    package var method: Method { place.method }
    /// The CRC-32 that the uncompressed bytes must have.
    package var crc32: UInt32 { place.crc32 }
    /// Bytes in the archive.
    package var compressedSize: UInt64 { place.compressedSize }
    /// Bytes of the file itself.
    package var uncompressedSize: UInt64 { place.uncompressedSize }
    /// Where the entry's bytes begin, from the start of the archive.
    package var dataOffset: UInt64 { place.dataOffset }
    /// The entry's place in the directory, from 0.
    package let order: Int

    private let place: EntryPlace
    private let names: EntryNames

    /// - Parameter names: those of all entries of the archive.
    init(_ place: EntryPlace, at order: Int, names: EntryNames) {
        self.place = place
        self.order = order
        self.names = names
    }
}
