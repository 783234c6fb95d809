// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct BellTests {
    @Test func countsRings() {
        let bell = Bell()
        for _ in 0..<3 { bell.ring() }
        for _ in 0..<3 { bell.wait() }
        bell.ring()
        bell.wait(seconds: 3600)
    }

    @Test func endsAWaitThatNobodyRingsFor() {
        let bell = Bell()
        bell.wait(seconds: 0)
        // A wait that ended by time takes no later ring away.
        bell.ring()
        bell.wait()
    }

    @Test func wakesAnotherThread() throws {
        let (there, back) = (Bell(), Bell())
        let thread = try Thread(named: "ringer") {
            there.wait()
            back.ring()
        }
        there.ring()
        back.wait()
        thread.join()
    }
}
