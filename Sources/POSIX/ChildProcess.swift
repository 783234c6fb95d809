// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// A program that is run to its end in a process of its own.
///
/// The process belongs to the call: it has been reaped when that returns. It has this process's
/// environment, an empty input and output, and a process group of its own, so that what is sent to
/// ours does not end it.
package struct ChildProcess: Sendable {
    /// How it ended.
    package enum End: Hashable, Sendable {
        case exited(Int32)
        /// By a signal that it raised or somebody sent.
        case killed(signal: Int32)
        /// It was ended because its time was over.
        case late
        /// It was ended because nobody waits for it any more.
        case stopped
    }

    private static let pauseMilliseconds = 10

    /// The path of the program.
    package let program: String
    /// What it is given, its own name not among them.
    package let arguments: [String]

    package init(_ program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// Runs the program; the caller's thread waits.
    ///
    /// - Parameters:
    ///   - errors: takes what it writes to its standard error.
    ///   - nanoseconds: after which it is killed.
    ///   - shouldStop: asked a hundred times a second; true kills it.
    /// - Throws: `SystemError` when it cannot be started, or somebody else has reaped it.
    package func run(
        errors: File,
        within nanoseconds: UInt64,
        shouldStop: () -> Bool
    ) throws(SystemError) -> End {
        let child = try start(errors)
        let start = Clock.monotonicNanoseconds()
        var ending: End?
        while true {
            var status: Int32 = 0
            let flags = ending == nil ? WNOHANG : 0
            let reaped = try systemCall("waitpid") { unsafe waitpid(child, &status, flags) }
            if reaped == child { return ending ?? Self.end(status) }
            if shouldStop() {
                ending = .stopped
            } else if Clock.monotonicNanoseconds() - start >= nanoseconds {
                ending = .late
            }
            if ending != nil {
                _ = kill(child, SIGKILL)
            } else {
                Bell().wait(milliseconds: Self.pauseMilliseconds)
            }
        }
    }

    private func start(_ errors: File) throws(SystemError) -> pid_t {
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let failure = unsafe eq_spawn(&child, program, &words, errors.descriptor.number)
        if failure != 0 {
            throw SystemError(number: failure, call: "posix_spawn", subject: program)
        }
        return child
    }

    /// What waitpid(2) says, by the layout of its macros, which Swift does not import.
    private static func end(_ status: Int32) -> End {
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    }
}

extension ThisProcess {
    /// The program that this process runs, also where another has taken its place on the disk.
    package static let programPath = "/proc/self/exe"

    /// Has this process end with the thread that made it, and leave nothing behind: no core file,
    /// no long file.
    ///
    /// - Parameter parent: the process that made it; this one ends at once when that has gone.
    package static func serve(parent: Int) {
        _ = eq_die_with_parent()
        if Int(getppid()) != parent { exitNow(1) }
        _ = signal(SIGXFSZ, SIG_IGN)
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        var little = rlimit(rlim_cur: 64 << 10, rlim_max: 64 << 10)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &little)
    }
}
