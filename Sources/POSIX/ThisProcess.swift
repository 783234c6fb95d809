// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// This process as a whole.
package enum ThisProcess {
    /// The number that the kernel knows the process by.
    package static var id: Int { Int(getpid()) }

    /// Makes files that this process creates from now on readable by its user alone.
    package static func keepNewFilesPrivate() {
        _ = umask(0o077)
    }

    /// Lets the process open as many files as the system allows it at all (RLIMIT_NOFILE).
    ///
    /// - Returns: how many it may open now.
    package static func raiseDescriptorLimit() -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 1024
        }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        let isRaised = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return Int(clamping: isRaised ? limit.rlim_cur : before)
    }

    /// Gives memory that was freed back to the system (malloc_trim).
    ///
    /// The allocator keeps what one phase of a job gave up for later calls of the same thread; the
    /// workers of the next phase have heaps of their own, and the process would hold both.
    package static func giveBackFreeMemory() {
        _ = eq_trim_heap()
    }

    /// Has every block of 256 KiB and more go back to the system the moment it is freed.
    ///
    /// Left alone, the allocator takes such blocks from its heaps once it has seen the first of
    /// them freed (mallopt(3), M_MMAP_THRESHOLD), and the lists of one phase stay with the process
    /// as holes for the rest of a job. To be called before there is a second thread.
    package static func returnLargeBlocks() {
        _ = eq_map_blocks_from(256 << 10)
    }

    /// Ends the process with a code; 0 is success.
    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }

    #if DEBUG
    /// Ends the process as the kernel does when it has no memory left, for tests of such ends.
    package static func killAtOnce() -> Never {
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
    #endif

    /// Ends the process with a code at once, whatever its other threads are at.
    package static func exitNow(_ code: Int32) -> Never {
        _exit(code)
    }
}

/// The process's environment.
package enum Environment {
    /// The value of a variable; nil when it is not set.
    package static subscript(name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// The names of all variables, as they were when the process began.
    package static var names: [String] {
        guard let file = try? File(reading: "/proc/self/environ") else { return [] }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = try? unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        return bytes.prefix(count ?? 0).split(separator: 0).map { entry in
            String(decoding: entry.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
        }
    }
}
