// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// This process as a whole.
package enum ThisProcess {
    /// Makes files that this process creates from now on readable by its user alone.
    package static func keepNewFilesPrivate() {
        _ = umask(0o077)
    }

    /// Gives memory that was freed back to the system (malloc_trim).
    ///
    /// The allocator keeps what one phase of a job gave up for later calls of the same thread; the
    /// workers of the next phase have heaps of their own, and the process would hold both.
    package static func giveBackFreeMemory() {
        _ = eq_trim_heap()
    }

    /// Ends the process with a code; 0 is success.
    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }

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
}
