// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Lets one thread wait until another rings; rings are counted, so that none is lost.
package struct Bell: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    /// Ends one wait, now or in the future.
    package func ring() {
        semaphore.signal()
    }

    /// Waits for a ring that nobody has waited for yet.
    package func wait() {
        semaphore.wait()
    }

    /// The same, for so many seconds at the most.
    package func wait(seconds: Int) {
        wait(milliseconds: 1000 * seconds)
    }

    /// The same, for so many milliseconds at the most.
    package func wait(milliseconds: Int) {
        _ = semaphore.wait(timeout: .now() + .milliseconds(milliseconds))
    }
}
