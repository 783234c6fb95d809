// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct ThreadTests {
    @Test func runsUnderItsName() throws {
        let isNamed = Bell()
        let name = Locked<String?>(nil)
        let thread = try Thread(named: "fifteen-letters") {
            isNamed.wait()
            let text = try? File(reading: "/proc/thread-self/comm").text()
            name.withLock { $0 = text }
        }
        isNamed.ring()
        thread.join()
        #expect(name.withLock { $0 } == "fifteen-letters\n")
    }

    @Test func letsAnyNumberWaitForItsEnd() throws {
        let bell = Bell()
        let ended = Locked(false)
        let seen = Locked<[Bool]>([])
        let thread = try Thread(named: "worker") {
            bell.wait()
            ended.withLock { $0 = true }
        }
        let waiters = try (0..<3).map { _ in
            try Thread(named: "waiter") {
                thread.join()
                seen.withLock { $0.append(ended.withLock { $0 }) }
            }
        }
        bell.ring()
        for waiter in waiters { waiter.join() }
        thread.join()
        #expect(seen.withLock { $0 } == [true, true, true])
    }

    @Test func releasesWhatItRan() throws {
        final class Token: Sendable {}
        weak var token: Token?
        do {
            let held = Token()
            token = held
            let thread = try Thread(named: "holder") { [held] in _ = held }
            thread.join()
        }
        // The thread lets go of its body right after it has told its end.
        while token != nil { sched_yield() }
        #expect(token == nil)
    }

    /// SIGPIPE, whose default action ends the process, must not reach one.
    @Test func survivesSendingAFileToAPeerThatHasGone() async {
        await #expect(processExitsWith: .success) {
            try withTemporaryDirectory { root in
                let file = try File(creating: root.path(of: "file"))
                try file.append("0123456789")
                let near: File
                do { near = try SocketPair.make().0 }
                let error = Locked<SystemError?>(nil)
                let thread = try Thread(named: "sender") {
                    do throws(SystemError) {
                        _ = try near.descriptor.send(file: file, from: 0, count: 10)
                    } catch let caught {
                        error.withLock { $0 = caught }
                    }
                }
                thread.join()
                #expect(error.withLock { $0 } == SystemError(number: EPIPE, call: "sendfile"))
            }
        }
    }
}
