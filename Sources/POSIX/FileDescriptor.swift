// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// An open descriptor with exactly one owner; it is closed when the owner goes.
package struct FileDescriptor: ~Copyable, Sendable {
    /// The number, valid while this value lives; never close it or keep it.
    package let number: Int32

    /// Takes ownership of an open descriptor.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Errors of close(2) are reported by `synchronize()`, which is called where they matter.
        _ = Glibc.close(number)
    }

    /// Reads at most `buffer.count` bytes at the file's position; 0 at its end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try systemCall("read") { unsafe Glibc.read(number, buffer.baseAddress, buffer.count) }
    }

    /// Writes all of `bytes` at the file's position.
    package func write(all bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            written += try Self.progress("write") {
                unsafe Glibc.write(number, rest.baseAddress, rest.count)
            }
        }
    }

    /// Fills `buffer` from `offset` on; stops early only at the end of the file.
    ///
    /// - Returns: the bytes read, less than `buffer.count` only where the file ends.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: UInt64
    ) throws(SystemError) -> Int {
        var count = 0
        while count < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let position = off_t(clamping: offset) + off_t(count)
            let step = try systemCall("pread") {
                unsafe pread(number, rest.baseAddress, rest.count, position)
            }
            if step == 0 { break }
            count += step
        }
        return count
    }

    /// Writes all of `bytes` from `offset` on, whatever the file's position.
    package func write(
        all bytes: UnsafeRawBufferPointer,
        at offset: UInt64
    ) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let position = off_t(clamping: offset) + off_t(written)
            written += try Self.progress("pwrite") {
                unsafe pwrite(number, rest.baseAddress, rest.count, position)
            }
        }
    }

    /// A write that took nothing and gave no reason would be tried for ever: the disk is full.
    private static func progress(
        _ call: String,
        _ body: () -> Int
    ) throws(SystemError) -> Int {
        let step = try systemCall(call, body)
        if step == 0 { throw SystemError(number: ENOSPC, call: call) }
        return step
    }

    /// Gives the file blocks for its first `size` bytes, which are then surely there
    /// (posix_fallocate); bytes that it has stay as they are.
    ///
    /// - Throws: `SystemError`; the file may then be longer than it was.
    package func allocate(_ size: UInt64) throws(SystemError) {
        while true {
            let error = posix_fallocate(number, 0, off_t(clamping: size))
            if error == 0 { return }
            if error != EINTR { throw SystemError(number: error, call: "posix_fallocate") }
        }
    }

    /// The file's length in bytes.
    package func size() throws(SystemError) -> UInt64 {
        var status = stat()
        try systemCall("fstat") { unsafe fstat(number, &status) }
        return UInt64(clamping: status.st_size)
    }

    /// Cuts the file, or extends it with zeros, to `size` bytes.
    package func truncate(to size: UInt64) throws(SystemError) {
        try systemCall("ftruncate") { ftruncate(number, off_t(clamping: size)) }
    }

    /// Waits until the file's bytes and length are on the disk (fsync).
    ///
    /// After a failure the bytes count as lost: the kernel has dropped them, a second call lies.
    package func synchronize() throws(SystemError) {
        try systemCall("fsync") { fsync(number) }
    }

    /// Waits until the file's bytes are on the disk, and as much of its length as it takes to read
    /// them again (fdatasync); what holds of a failure is that of ``synchronize()``.
    package func synchronizeData() throws(SystemError) {
        try systemCall("fdatasync") { fdatasync(number) }
    }
}
