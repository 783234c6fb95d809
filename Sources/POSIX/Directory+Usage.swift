// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

extension Directory {
    /// Bytes of the disk that the files directly in this folder take up.
    ///
    /// Blocks are counted, not lengths: a file with holes takes less than it is long. A file that
    /// goes meanwhile counts nothing.
    package func usedBytes() throws(SystemError) -> UInt64 {
        var blocks: UInt64 = 0
        for name in try names() {
            var status = stat()
            guard unsafe lstat(self.path(of: name), &status) == 0,
                status.st_mode & S_IFMT == S_IFREG
            else { continue }
            blocks += UInt64(clamping: status.st_blocks)
        }
        // stat(2): a block is 512 bytes, whatever the file system's own are.
        return blocks * 512
    }

    /// Bytes of the disk that one file in this folder takes up; 0 where there is none.
    package func usedBytes(of name: String) -> UInt64 {
        var status = stat()
        guard unsafe lstat(self.path(of: name), &status) == 0 else { return 0 }
        return UInt64(clamping: status.st_blocks) * 512
    }

    /// The length of a file in this folder; nil where no file has the name.
    package func length(of name: String) throws(SystemError) -> UInt64? {
        var status = stat()
        do throws(SystemError) {
            try systemCall("lstat") { unsafe lstat(self.path(of: name), &status) }
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
        return status.st_mode & S_IFMT == S_IFREG ? UInt64(clamping: status.st_size) : nil
    }

    /// Finds out whether files can be made in a folder, or the folder itself where it is missing.
    ///
    /// Nothing is made. - Throws: `SystemError`; EACCES, ENOTDIR or EROFS.
    package static func checkIsUsable(_ path: String) throws(SystemError) {
        do throws(SystemError) {
            try systemCall("access") { unsafe access(path, F_OK) }
        } catch {
            guard error.isNotFound else { throw error.about(path) }
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            return try checkIsUsable(parent.isEmpty ? "/" : parent)
        }
        do throws(SystemError) {
            try systemCall("access") { unsafe access(path + "/.", W_OK | X_OK) }
        } catch {
            throw error.about(path)
        }
    }
}
