// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import JobStore

/// What is read for those who watch the queue.
@Suite struct GaugeTests {
    @Test func knowsWhoHasWaitedLongest() throws {
        try withStore { store throws in
            #expect(try store.oldestQueued() == nil)
            try store.submit(sample: "a", createdAt: 700)
            try store.submit(sample: "b", createdAt: 800)
            #expect(try store.oldestQueued() == 700)
            #expect(try store.claim(now: 900)?.id == "a")
            #expect(try store.oldestQueued() == 800)
            #expect(try store.claim(now: 900)?.id == "b")
            #expect(try store.oldestQueued() == nil)
        }
    }

    @Test func asksSQLiteForItsVersion() {
        #expect(StoreLibrary.version.wholeMatch(of: /3\.[0-9]+\.[0-9]+/) != nil)
    }
}
