// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What this process takes of the machine.
package struct ProcessUsage: Sendable, Hashable {
    /// Memory in the machine's RAM, in bytes.
    package let residentBytes: UInt64
    /// Address space, in bytes.
    package let virtualBytes: UInt64
    /// Descriptors that are open.
    package let openDescriptors: Int
    /// As many as may be open.
    package let mostDescriptors: UInt64
    /// Time on processors, of all threads, in nanoseconds.
    package let processorNanoseconds: UInt64

    /// Looks now, at `/proc`; it may wait.
    ///
    /// - Throws: `SystemError` where `/proc` is not there.
    package static func now() throws(SystemError) -> ProcessUsage {
        let pages = try File(reading: "/proc/self/statm").firstNumbers()
        let pageSize = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))
        let names = try Directory(existing: "/proc/self/fd").names()
        var limit = rlimit()
        let known = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return ProcessUsage(
            residentBytes: (pages.count > 1 ? pages[1] : 0) * pageSize,
            virtualBytes: (pages.first ?? 0) * pageSize,
            // One of them is the descriptor that the folder itself is read by.
            openDescriptors: max(0, names.count - 1),
            mostDescriptors: known ? UInt64(limit.rlim_cur) : 0,
            processorNanoseconds: Clock.processNanoseconds()
        )
    }
}

extension File {
    /// The numbers that a small file of `/proc` begins with.
    fileprivate func firstNumbers() throws(SystemError) -> [UInt64] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = try unsafe bytes.withUnsafeMutableBufferPointer {
            (buffer) throws(SystemError) in
            try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        return text.split(separator: " ").map { UInt64($0) ?? 0 }
    }
}
