// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// All that is kept on the disk, opened and repaired.
struct Storage: Sendable {
    let blobs: Blobs
    let ballast: Ballast
    let store: JobStore
    /// What rows refer to and is not there, or not whole.
    let lostFiles: LostFiles
    let logger: Logger
    private let recovery: Recovery
    private let isRecovered: Bool

    /// Opens the data folder and its store, and repairs what a crash has left.
    ///
    /// - Throws: `SystemError` or `JobStoreError`.
    init(_ configuration: Configuration, _ logger: Logger) throws {
        let limits = configuration.limits
        let blobs = try Blobs(in: configuration.data)
        let ballast = Ballast(in: blobs, bytes: limits.ballastBytes, logger: logger)
        store = try JobStore(
            path: blobs.root.path(of: "jobs.sqlite"),
            limits: limits.store
        ) { ballast.relieve() }
        (self.blobs, self.ballast, self.logger) = (blobs, ballast, logger)
        recovery = Recovery(store: store, blobs: blobs, logger: logger)
        isRecovered = try recovery.run()
        lostFiles = try LostFiles(store, blobs, logger)
        if !ballast.hold() { logger.warning("the disk has no room for the ballast") }
    }

    /// Does what a full disk kept the start from; to be called before the first claim.
    func finishRecovery() throws {
        if !isRecovered { try recovery.takeOver() }
    }

    /// How to find out what a former process died of, once that is to be done.
    ///
    /// - Parameter program: the path of the program itself; nil tries no suspect and marks no
    ///   fault.
    func inquest(_ configuration: Configuration, _ program: String?) throws -> Inquest {
        let notes = try CrashNotes.open(in: blobs.root, logger: logger)
        if program != nil { notes.markFaults() }
        return Inquest(
            store: store,
            blobs: blobs,
            notes: notes,
            trial: program.map {
                .inChild($0, configuration, folder: blobs.root, logger: logger)
            } ?? .none,
            limits: configuration.limits.pipeline.zip,
            logger: logger
        )
    }
}
