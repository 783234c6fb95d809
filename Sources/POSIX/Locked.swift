// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A value that one thread at a time may touch: short critical sections, never across a wait.
///
/// It stands over pthread_mutex_t and not Synchronization's Mutex, whose futex the thread
/// sanitizer does not see on Linux: it then reports each critical section as a race, and true
/// races are lost among them.
///
/// Safe because the value is reached under the lock alone, and what goes in or comes out is
/// `sending`: no other thread holds it.
@safe package final class Locked<State: ~Copyable>: @unchecked Sendable {
    private let state: UnsafeMutablePointer<State>
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    /// Guards a value, which this object owns from now on.
    package init(_ state: consuming sending State) {
        unsafe self.state = .allocate(capacity: 1)
        unsafe self.state.initialize(to: state)
        unsafe mutex = .allocate(capacity: 1)
        let made = unsafe pthread_mutex_init(mutex, nil)
        precondition(made == 0, "a mutex without attributes can always be made")
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Calls `body` with the value while no other thread has it.
    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&state.pointee)
    }
}
