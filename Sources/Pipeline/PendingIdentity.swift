// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

/// A dataset's identity while it is still computed: on a thread of its own, beside other work.
///
/// Only the recipe, at the end of a run, must know it. Giving up the value ends the thread, and
/// waits for that: a process that exits takes the hash functions down under whoever still uses
/// them.
package final class PendingIdentity: Sendable {
    private let result = Locked<Result<DatasetIdentity, SystemError>?>(nil)
    private let isUnwanted: Locked<Bool>
    private let thread: Thread

    /// Begins to read a file from its start to its end.
    ///
    /// - Throws: `SystemError` when the machine has no room for another thread.
    package init(reading file: File) throws(SystemError) {
        let isUnwanted = Locked(false)
        self.isUnwanted = isUnwanted
        thread = try Thread(named: "equipoise-hash") { [result] in
            let found: Result<DatasetIdentity, SystemError>
            do throws(SystemError) {
                found = .success(
                    try DatasetIdentity(reading: file) { isUnwanted.withLock { $0 } }
                )
            } catch {
                found = .failure(error)
            }
            result.withLock { $0 = found }
        }
    }

    deinit {
        isUnwanted.withLock { $0 = true }
        thread.join()
    }

    /// The identity; waits until it is known.
    ///
    /// - Throws: `SystemError` when the file could not be read.
    package func identity() throws(SystemError) -> DatasetIdentity {
        thread.join()
        guard let result = result.withLock({ $0 }) else {
            preconditionFailure("the thread leaves a result")
        }
        return try result.get()
    }
}
