// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Lets one thread wait until another rings; rings are counted, so that none is lost.
///
/// How long a wait lasts is told by the monotonic clock. A semaphore of Dispatch waits on Linux by
/// the wall clock: when that is set back by an hour, it sleeps an hour more.
package struct Bell: Sendable {
    private let rings = Rings()

    package init() {}

    /// Ends one wait, now or in the future.
    package func ring() {
        rings.add()
    }

    /// Waits for a ring that nobody has waited for yet.
    package func wait() {
        rings.take(until: nil)
    }

    /// The same, for so many seconds at the most.
    package func wait(seconds: Int) {
        wait(milliseconds: 1000 * seconds)
    }

    /// The same, for so many milliseconds at the most.
    package func wait(milliseconds: Int) {
        let pause = UInt64(max(0, milliseconds)) * 1_000_000
        rings.take(until: Clock.monotonicNanoseconds() + pause)
    }
}

/// The rings that nobody has waited for yet.
///
/// Safe because the count is touched under the mutex alone.
@safe private final class Rings: @unchecked Sendable {
    private var count = 0
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        var attributes = pthread_condattr_t()
        let isMade =
            unsafe pthread_mutex_init(mutex, nil) == 0
            && pthread_condattr_init(&attributes) == 0
            && pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0
            && pthread_cond_init(condition, &attributes) == 0
        precondition(isMade, "a mutex and a condition can always be made")
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe condition.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    func add() {
        unsafe pthread_mutex_lock(mutex)
        count += 1
        // Under the lock: who is woken may be the last to hold this object.
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Takes one ring away, or none when the time comes first.
    ///
    /// - Parameter deadline: nanoseconds of the monotonic clock; nil to wait for ever.
    func take(until deadline: UInt64?) {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while count == 0 {
            guard let deadline else {
                unsafe pthread_cond_wait(condition, mutex)
                continue
            }
            var time = timespec(
                tv_sec: Int(deadline / 1_000_000_000),
                tv_nsec: Int(deadline % 1_000_000_000)
            )
            if unsafe pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { break }
        }
        if count > 0 { count -= 1 }
    }
}
