// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Puts what many workers finish back into order and hands it on, one at a time.
///
/// Elements are numbered from 0 without gaps. Whoever brings the element that is next hands it
/// on, and with it the ones that were waiting for it; there is no thread of its own. The
/// elements that wait cost at most a budget: who brings more than that waits too, unless it is
/// the next one, so that the window always moves.
package final class OrderedWindow<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Int: (element: Element, cost: Int)] = [:]
        var cost = 0
        var next: Int
        var isHandingOn = false
        var failure: (any Error)?
        var sleepers: [DispatchSemaphore] = []
    }

    private let budget: Int
    private let state: Locked<State>
    private let consume: @Sendable (Element) throws -> Void

    /// - Parameters:
    ///   - first: the number of the first element.
    ///   - budget: the cost of all waiting elements together, in the caller's unit.
    ///   - consume: takes the elements in order; calls never overlap.
    package init(
        first: Int = 0,
        budget: Int,
        consume: @escaping @Sendable (Element) throws -> Void
    ) {
        self.budget = budget
        self.consume = consume
        state = Locked(State(next: first))
    }

    /// Brings element `number`, waiting while the window is full.
    ///
    /// - Throws: the first error of `consume`, to every worker from then on; or what
    ///   ``close(_:)`` was given.
    package func submit(_ number: Int, _ element: Element, cost: Int) throws {
        while let sleeper = try admit(number, element, cost: cost) { sleeper.wait() }
        handOn()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Ends the window: every present and later call of ``submit(_:_:cost:)`` throws `error`.
    package func close(_ error: any Error) {
        let sleepers = state.withLock { state in
            state.failure = state.failure ?? error
            state.waiting = [:]
            return Self.wake(&state)
        }
        for sleeper in sleepers { sleeper.signal() }
    }

    /// Takes the element in, or gives the semaphore to wait on before trying again.
    private func admit(_ number: Int, _ element: Element, cost: Int) throws -> DispatchSemaphore? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            precondition(number >= state.next, "every element is brought once")
            if number == state.next || state.cost + cost <= budget {
                state.waiting[number] = (element, cost)
                state.cost += cost
                return nil
            }
            let sleeper = DispatchSemaphore(value: 0)
            state.sleepers.append(sleeper)
            return sleeper
        }
    }

    /// Hands on what is next until nothing is, unless another worker is at it already.
    private func handOn() {
        var isMine = false
        while let element = takeNext(&isMine) {
            do {
                try consume(element)
            } catch {
                close(error)
            }
        }
    }

    /// The next element, if it is there; nil also gives up the role of handing on.
    private func takeNext(_ isMine: inout Bool) -> Element? {
        let hadIt = isMine
        let (element, sleepers) = state.withLock { state -> (Element?, [DispatchSemaphore]) in
            if state.isHandingOn, !hadIt { return (nil, []) }
            guard let (element, cost) = state.waiting.removeValue(forKey: state.next) else {
                state.isHandingOn = false
                return (nil, [])
            }
            state.isHandingOn = true
            state.next += 1
            state.cost -= cost
            return (element, Self.wake(&state))
        }
        isMine = element != nil
        for sleeper in sleepers { sleeper.signal() }
        return element
    }

    private static func wake(_ state: inout State) -> [DispatchSemaphore] {
        defer { state.sleepers = [] }
        return state.sleepers
    }
}
