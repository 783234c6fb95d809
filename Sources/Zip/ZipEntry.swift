// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A file or folder of an archive, as its directory and its local header agree on it.
package struct ZipEntry: Sendable, Hashable {
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
    package let name: String
    /// The bytes in the archive that `name` was read from, where they are not its UTF-8.
    package let rawName: [UInt8]?
    /// Whether this is a folder; a folder has no bytes.
    package let isDirectory: Bool
    /// How the bytes are stored.
    package let method: Method
    /// The CRC-32 that the uncompressed bytes must have.
    package let crc32: UInt32
    /// Bytes in the archive.
    package let compressedSize: UInt64
    /// Bytes of the file itself.
    package let uncompressedSize: UInt64
    /// Where the entry's bytes begin, from the start of the archive.
    package let dataOffset: UInt64
    /// The entry's place in the directory, from 0.
    package let order: Int
}
