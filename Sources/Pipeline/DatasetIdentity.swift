// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Hashing
package import POSIX

/// Which bytes a dataset is: what a recipe must know to be run again on the same.
package struct DatasetIdentity: Sendable, Hashable {
    /// The upload's length.
    package let bytes: UInt64
    /// The SHA-256 of the upload.
    package let sha256: Digest

    package init(bytes: UInt64, sha256: Digest) {
        self.bytes = bytes
        self.sha256 = sha256
    }

    /// Reads a file from its start to its end.
    package init(reading file: File) throws(SystemError) {
        try self.init(reading: file) { false }
    }

    /// Reads a file, if not told in the middle that nobody waits for it any more.
    init(reading file: File, isUnwanted: () -> Bool) throws(SystemError) {
        var hasher = SHA256()
        var position: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { unsafe buffer.deallocate() }
        while !isUnwanted() {
            let count = try unsafe file.descriptor.read(into: buffer, at: position)
            if count == 0 { break }
            unsafe hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            position += UInt64(count)
        }
        bytes = position
        sha256 = hasher.finalize()
    }
}
