// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import Logging
internal import POSIX

/// What all connections of one loop share; touched on the loop's thread alone.
final class Surroundings {
    let handler: any RequestHandler
    let limits: ServerLimits
    let mailbox: Mailbox
    let logger: Logger
    let statistics: StatisticsKeeper
    private let work = WorkQueue(concurrent: "equipoise.requests")
    /// For requests that control the service; two, so that one of them may wait for a disk.
    private let controlWork: WorkThreads
    let scratch = Scratch()
    var access: AccessBuffer
    /// The answer in the making: one buffer for all, since each is sent or set aside at once.
    var output: [UInt8] = []
    /// The wall clock, read once for all that one wait has brought.
    private(set) var wallMilliseconds: Int64 = 0
    /// `Date` for answers of this second.
    private(set) var date: [UInt8] = []
    private var dateSecond: Int64 = -1
    private var ids: RequestIDs

    init(
        handler: any RequestHandler,
        limits: ServerLimits,
        mailbox: Mailbox,
        logger: Logger,
        statistics: StatisticsKeeper
    ) throws(SystemError) {
        self.handler = handler
        self.limits = limits
        self.mailbox = mailbox
        self.logger = logger
        self.statistics = statistics
        controlWork = try WorkThreads(named: "equipoise-ctl", count: 2)
        access = AccessBuffer(logger)
        var seeds = SystemRandomNumberGenerator()
        ids = RequestIDs(seed: seeds.next())
        readWallClock()
    }

    func readWallClock() {
        wallMilliseconds = Clock.wallMilliseconds()
        let seconds = wallMilliseconds / 1000
        if seconds == dateSecond { return }
        dateSecond = seconds
        date = Array("Date: \(HTTPDate(secondsSince1970: seconds).imfFixdate)\r\n".utf8)
    }

    /// Runs a handler's work on another thread.
    func async(isControl: Bool, _ body: @escaping @Sendable () -> Void) {
        if isControl { controlWork.async(body) } else { work.async(body) }
    }

    /// Waits until the log has its last lines.
    func finish() {
        access.finish()
    }

    deinit {
        controlWork.close()
    }

    func makeRequestID() -> RequestID {
        ids.next(milliseconds: wallMilliseconds)
    }
}
