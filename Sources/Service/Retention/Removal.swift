// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

/// Removes the bytes of rows that are no more, for whoever has ended them: DELETE or their time.
///
/// Rows go first: from then on nobody can begin to refer to the bytes, and what a crash leaves of
/// them belongs to no row, so that the next start sweeps it away. Whoever is sending a file still
/// has it open, and sends it to its end; its bytes are freed then.
struct Removal: Sendable {
    let blobs: Blobs
    let logger: Logger

    /// Removes what a deleted job leaves behind, and its dataset's file if that went with it.
    func remove(_ deleted: DeletedJob) {
        attempt(deleted.job.id) { () throws(SystemError) in
            try blobs.removeAll(of: deleted.job.id)
            if let file = deleted.datasetFile { try blobs.removeDataset(file) }
        }
    }

    /// Removes what an expired job has made.
    func removeProducts(of job: String) {
        attempt(job) { () throws(SystemError) in try blobs.removeProducts(of: job) }
    }

    /// Removes the file of a dataset that is no more.
    func removeDataset(_ file: String) {
        attempt(file) { () throws(SystemError) in try blobs.removeDataset(file) }
    }

    /// The row is gone whatever happens here, and what is left is the next start's.
    private func attempt(_ name: String, _ body: () throws(SystemError) -> Void) {
        do throws(SystemError) {
            try body()
        } catch {
            logger.error("removal", metadata: ["of": "\(name)", "error": "\(error)"])
        }
    }
}
