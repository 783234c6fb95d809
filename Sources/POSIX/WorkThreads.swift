// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A few threads of our own for work that must get one, however busy Dispatch is.
///
/// Dispatch keeps a bounded number of threads, and uploads that wait for a disk may hold them all.
package final class WorkThreads: Sendable {
    private struct Waiting {
        var blocks: [@Sendable () -> Void] = []
        /// The first block that nobody has taken.
        var first = 0
        var isOver = false

        mutating func take() -> (@Sendable () -> Void)? {
            if first == blocks.count { return nil }
            let block = blocks[first]
            first += 1
            if first == blocks.count {
                blocks.removeAll(keepingCapacity: true)
                first = 0
            }
            return block
        }
    }

    private let waiting: Locked<Waiting>
    private let bell: Bell
    private let threads: [Thread]

    /// Starts so many threads with a name of at most 15 bytes.
    ///
    /// - Throws: `SystemError` when the machine has no room for another thread.
    package init(named name: String, count: Int) throws(SystemError) {
        precondition(count >= 1, "work needs a thread")
        let waiting = Locked(Waiting())
        let bell = Bell()
        var threads: [Thread] = []
        for _ in 0..<count {
            let thread = try Thread(named: name) {
                while true {
                    bell.wait()
                    // One ring for each block, and at the end one for each thread.
                    guard let block = waiting.withLock({ $0.take() }) else { return }
                    block()
                }
            }
            threads.append(thread)
        }
        self.waiting = waiting
        self.bell = bell
        self.threads = threads
    }

    /// Runs a block later on one of the threads, and returns at once; none after ``close()``.
    package func async(_ body: @escaping @Sendable () -> Void) {
        let isTaken = waiting.withLock { waiting in
            if waiting.isOver { return false }
            waiting.blocks.append(body)
            return true
        }
        if isTaken { bell.ring() }
    }

    /// Takes nothing any more; the threads end when they have done what waits.
    package func close() {
        let isFirst = waiting.withLock { waiting in
            defer { waiting.isOver = true }
            return !waiting.isOver
        }
        if isFirst { for _ in threads { bell.ring() } }
    }

    /// The same, and waits for their end.
    package func finish() {
        close()
        for thread in threads { thread.join() }
    }
}
