// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Bytes that the items on all workers together may hold, each charging what it is about to take.
///
/// Items are numbered from 0 without gaps and begun in this order. Who asks for more than is left
/// waits until others give back, except the oldest item that has not ended: it never waits, so
/// there is always one that moves on, and that holds also where an ``OrderedWindow`` makes the
/// younger ones wait for it. So the items hold at most the budget and one item more; and while one
/// that is larger than the whole budget is at work, no other is given anything. All of it also
/// comes out of a ``MemoryPool``, in which the oldest waits for other work than these items.
package final class ByteBudget: Sendable {
    private struct State {
        /// Bytes held by all items that have begun and not ended.
        var used = 0
        /// The oldest item that has not ended.
        var oldest = 0
        /// Items that have ended while an older one had not.
        var ended: Set<Int> = []
        var sleepers: [DispatchSemaphore] = []
    }

    private let limit: Int
    private let pool: MemoryPool
    private let state = Locked(State())

    /// - Parameters:
    ///   - bytes: what all items together may hold, but for the oldest.
    ///   - pool: where the bytes come from.
    package init(bytes: Int, from pool: MemoryPool = MemoryPool(bytes: .max)) {
        limit = bytes
        self.pool = pool
    }

    /// What one item holds; given back when it ends.
    package struct Share: ~Copyable {
        private let budget: ByteBudget
        private let number: Int
        private var bytes = 0

        fileprivate init(_ budget: ByteBudget, _ number: Int) {
            self.budget = budget
            self.number = number
        }

        /// Takes some more bytes, waiting until there is room for them.
        ///
        /// - Parameter more: at least 0.
        package mutating func charge(_ more: Int) {
            precondition(more >= 0)
            budget.take(more, for: number)
            bytes += more
        }

        fileprivate consuming func end() {
            budget.end(number, bytes)
        }
    }

    /// Does the work on an item, each of which must come exactly once, also when it fails.
    package func withShare<Result: ~Copyable>(
        of number: Int,
        _ body: (inout Share) throws -> Result
    ) rethrows -> Result {
        var share = Share(self, number)
        do {
            let result = try body(&share)
            share.end()
            return result
        } catch {
            share.end()
            throw error
        }
    }

    private func take(_ bytes: Int, for number: Int) {
        // Whether the pool counts it among the oldest that wait.
        var isWaiting = false
        while let sleeper = admit(bytes, number, &isWaiting) { sleeper.wait() }
    }

    /// Gives the bytes, or the semaphore to wait on before trying again.
    private func admit(
        _ bytes: Int,
        _ number: Int,
        _ isWaiting: inout Bool
    ) -> DispatchSemaphore? {
        let retry = isWaiting
        let (sleeper, waits) = state.withLock { state -> (DispatchSemaphore?, Bool) in
            let isOldest = number == state.oldest
            if bytes == 0 { return (nil, false) }
            guard isOldest || state.used + bytes <= limit else {
                let sleeper = DispatchSemaphore(value: 0)
                state.sleepers.append(sleeper)
                return (sleeper, false)
            }
            if let sleeper = pool.admit(bytes, isOldest: isOldest, isRetry: retry) {
                return (sleeper, isOldest)
            }
            state.used += bytes
            return (nil, false)
        }
        isWaiting = waits
        return sleeper
    }

    private func end(_ number: Int, _ bytes: Int) {
        let sleepers = state.withLock { state in
            state.used -= bytes
            state.ended.insert(number)
            while state.ended.remove(state.oldest) != nil { state.oldest += 1 }
            defer { state.sleepers = [] }
            return state.sleepers
        }
        pool.giveBack(bytes)
        for sleeper in sleepers { sleeper.signal() }
    }
}
