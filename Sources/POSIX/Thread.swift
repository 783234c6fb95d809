// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Dispatch
internal import Glibc

/// A thread of our own, for a loop that must never wait behind other work.
///
/// On it a broken pipe is an error of the call and never a signal, which by default would end the
/// process: sendfile(2) has no flag for that.
package struct Thread: Sendable {
    /// What the thread runs, and how others learn that it has ended.
    private final class Body: Sendable {
        /// Given up when it has run: what it holds may hold the thread.
        let run: Locked<(@Sendable () -> Void)?>
        let ended = DispatchGroup()

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = Locked(run)
            ended.enter()
        }
    }

    private let body: Body

    /// Starts `run` on a new thread with a name of at most 15 bytes.
    ///
    /// - Throws: `SystemError` when the machine has no room for another thread.
    package init(
        named name: String,
        _ run: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        precondition(name.utf8.count <= 15, "the kernel keeps 15 bytes of a thread's name")
        body = Body(run)
        let retained = unsafe Unmanaged.passRetained(body)
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                Thread.blockBrokenPipes()
                let run = body.run.withLock { $0.take() }
                run?()
                body.ended.leave()
                return nil
            },
            retained.toOpaque()
        )
        guard result == 0 else {
            unsafe retained.release()
            throw SystemError(number: result, call: "pthread_create")
        }
        _ = unsafe eq_name_thread(thread, name)
        _ = pthread_detach(thread)
    }

    private static func blockBrokenPipes() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits until the thread has ended; any number of callers may.
    package func join() {
        body.ended.wait()
    }
}
