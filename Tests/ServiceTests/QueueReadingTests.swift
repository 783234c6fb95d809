// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JobStore
import Testing

@testable import Service

/// What is known of the queue never goes back in time.
@Suite struct QueueReadingTests {
    @Test func keepsWhatWasReadLast() {
        var reading = QueueReading()
        let slow = reading.begin()
        let quick = reading.begin()
        reading.end(quick, depth: 2, usage: ["ann": TenantUsage(queuedJobs: 2)])
        reading.end(slow, depth: 1, usage: ["ann": TenantUsage(queuedJobs: 1)])
        #expect(reading.depth == 2 && reading.usage["ann"]?.queuedJobs == 2)
    }

    @Test func goesOnAfterAReadingThatFailed() {
        var reading = QueueReading()
        let first = reading.begin()
        // Its store did not answer.
        _ = reading.begin()
        reading.end(first, depth: 3, usage: [:])
        #expect(reading.depth == 3)
        let next = reading.begin()
        reading.end(next, depth: 0, usage: [:])
        #expect(reading.depth == 0)
    }
}
