// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Bytes that everything at work in the process may hold together, whoever works on what.
///
/// Two kinds of work share it. What stands in a ``ByteBudget`` takes more while it holds some, and
/// may wait for others of its budget; so the oldest item of a budget waits for nobody but work of
/// the other kind. That is loose work, which takes once all it needs, waits for nothing while it
/// holds that, and so always ends. With one budget at work at a time, as in the service, the pool
/// is never overdrawn.
package final class MemoryPool: Sendable {
    private struct State {
        var used = 0
        /// What loose work holds of it.
        var loose = 0
        /// The oldest items that wait for loose work, which lets them go first.
        var waiting = 0
        var sleepers: [DispatchSemaphore] = []
    }

    /// The bytes in all.
    package let limit: Int
    private let state = Locked(State())

    /// - Parameter bytes: what all work together may hold.
    package init(bytes: Int) {
        limit = bytes
    }

    /// Does loose work, which holds so many bytes and no others of this pool, once there is room.
    ///
    /// - Parameter bytes: at least 0; more than the whole pool waits until nobody holds any.
    package func withRoom<Result: ~Copyable, Failure: Error>(
        for bytes: Int,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(bytes >= 0)
        while let sleeper = admitLoose(bytes) { sleeper.wait() }
        defer { giveBack(bytes, loose: bytes) }
        return try body()
    }

    /// Takes bytes for an item of a budget, or gives the semaphore to wait on before trying again.
    ///
    /// - Parameters:
    ///   - isOldest: whether the item waits for loose work alone.
    ///   - isRetry: whether it has waited already.
    func admit(_ bytes: Int, isOldest: Bool, isRetry: Bool) -> DispatchSemaphore? {
        state.withLock { state in
            if isOldest, isRetry { state.waiting -= 1 }
            if state.used + bytes <= limit || isOldest && state.loose == 0 {
                state.used += bytes
                return nil
            }
            if isOldest { state.waiting += 1 }
            return Self.sleeper(&state)
        }
    }

    /// Gives bytes back and wakes who waits for some.
    func giveBack(_ bytes: Int, loose: Int = 0) {
        let sleepers = state.withLock { state in
            state.used -= bytes
            state.loose -= loose
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.signal() }
    }

    private func admitLoose(_ bytes: Int) -> DispatchSemaphore? {
        state.withLock { state in
            if state.used + bytes <= limit && state.waiting == 0 || state.used == 0 {
                state.used += bytes
                state.loose += bytes
                return nil
            }
            return Self.sleeper(&state)
        }
    }

    private static func sleeper(_ state: inout State) -> DispatchSemaphore {
        let sleeper = DispatchSemaphore(value: 0)
        state.sleepers.append(sleeper)
        return sleeper
    }
}
