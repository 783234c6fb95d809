// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX

/// Looks after the disk once a second: asks it, says what has changed, and takes the ballast again.
final class DiskKeeper: Sendable {
    private let promises: ArchivePromises
    private let ballast: Ballast
    private let runner: JobRunner
    private let logger: Logger
    private let watch = Locked(DiskWatch())

    init(
        promises: ArchivePromises,
        ballast: Ballast,
        runner: JobRunner,
        logger: Logger
    ) {
        self.promises = promises
        self.ballast = ballast
        self.runner = runner
        self.logger = logger
    }

    /// May wait for the disk and for the store.
    func look() {
        let disk = promises.disk
        promises.look()
        // Not at the cost of what uploads could have: it would be given up and taken in turns.
        let missing = ballast.bytes - min(ballast.bytes, ballast.heldBytes)
        if missing > 0, disk.free >= disk.floor, disk.free - disk.floor >= missing {
            ballast.hold()
        }
        if runner.isHeldBack { runner.wakeForInspection() }
        guard let level = watch.withLock({ $0.on(disk.level) }) else { return }
        let metadata: Logger.Metadata = ["free": "\(disk.free)"]
        switch level {
        case .ample: logger.notice("disk has room again", metadata: metadata)
        case .low: logger.warning("disk low: uploads are refused", metadata: metadata)
        case .exhausted: logger.error("disk exhausted: no job begins", metadata: metadata)
        }
        if level != .exhausted { runner.wakeForInspection() }
    }
}
