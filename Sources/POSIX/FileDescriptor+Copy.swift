// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

extension FileDescriptor {
    /// Copies bytes of another file inside the kernel (copy_file_range), as far as it does.
    ///
    /// Some file systems share the blocks instead. Others, devices and old kernels cannot copy:
    /// then nothing is an error, and the caller reads and writes what is left.
    ///
    /// - Parameters:
    ///   - count: the bytes from `offset` of `source` on.
    ///   - position: where the first of them goes in this file.
    /// - Returns: how many are copied; fewer than `count` where the kernel does not copy, or where
    ///   `source` ends.
    package func copy(
        _ count: UInt64,
        of source: borrowing FileDescriptor,
        from offset: UInt64,
        to position: UInt64
    ) throws(SystemError) -> UInt64 {
        var copied: UInt64 = 0
        while copied < count {
            let step: Int
            do throws(SystemError) {
                step = try systemCall("copy_file_range") {
                    eq_copy_file_range(
                        source.number,
                        off_t(clamping: offset + copied),
                        number,
                        off_t(clamping: position + copied),
                        Int(clamping: count - copied)
                    )
                }
            } catch {
                if Self.cannotCopy.contains(error.number) { return copied }
                throw error
            }
            if step == 0 { return copied }
            copied += UInt64(step)
        }
        return copied
    }

    /// Two file systems, one that cannot, overlapping ranges or a device, an old kernel or a filter
    /// of calls, and a file opened to append.
    private static let cannotCopy: Set<Int32> = [EXDEV, EOPNOTSUPP, EINVAL, ENOSYS, EPERM, EBADF]
}
