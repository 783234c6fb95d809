// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import JobStore
package import Logging
internal import POSIX
internal import Pipeline

/// The running service: the one place where every part is made and joined.
package final class Service: Sendable {
    private let store: JobStore
    private let runner: JobRunner
    private let server: HTTPServer
    private let pulse: Pulse
    /// Ends what has been kept long enough.
    private let retention: Pulse
    private let events: JobEvents
    /// What is open of uploads and orders.
    private let uploads: Gate
    private let queue: QueueGauge
    private let statistics: Locked<ServerStatistics>
    private let stopDelay: UInt64

    /// The port that is listened on.
    package var port: UInt16 { server.port }

    /// Opens the data folder, repairs what a crash left, and starts to serve.
    ///
    /// - Parameters:
    ///   - droppedLogLines: how many lines of the log were given up so far.
    ///   - program: the path of the program itself, for trials of suspects; nil holds none.
    /// - Throws: `SystemError` or `JobStoreError` when the folder, the store or the address
    ///   cannot be had.
    package init(
        _ configuration: Configuration,
        logger: Logger,
        droppedLogLines: @escaping @Sendable () -> UInt64 = { 0 },
        program: String? = nil
    ) throws {
        let limits = configuration.limits
        try configuration.checkDisk()
        let parts = try ServiceParts(configuration, logger, program: program)
        let tokens = try Self.tokens(configuration, logger)
        let statistics = Locked(ServerStatistics())
        let metrics = MetricsResource(
            server: statistics,
            store: parts.storage.store,
            runner: parts.runner,
            usage: DataUsage(parts.storage.blobs),
            disk: parts.disk,
            ballast: parts.storage.ballast,
            workers: parts.pipeline.pool,
            configuration: configuration,
            droppedLogLines: droppedLogLines,
            lostFiles: parts.storage.lostFiles
        )
        (store, runner, queue) = (parts.storage.store, parts.runner, parts.queue)
        (uploads, events) = (parts.uploads, parts.events)
        self.statistics = statistics
        stopDelay = limits.stopDelay
        pulse = Self.pulse(parts, tokens)
        retention = try Self.retention(parts)
        server = try HTTPServer(
            listeners: configuration.listeners(),
            limits: Self.fitting(limits.server, logger).leavingTimeToClose(),
            logger: logger,
            statistics: statistics,
            handler: parts.api(metrics, Gatekeeper(configuration, tokens))
        )
        try pulse.start()
        try retention.start()
        try runner.start { [storage = parts.storage] in try storage.finishRecovery() }
    }

    /// Raises what the process may open, and lowers the connections to what is left of that.
    private static func fitting(_ limits: ServerLimits, _ logger: Logger) -> ServerLimits {
        // Files of jobs and uploads, the store and the listeners.
        let spare = 512
        let descriptors = ThisProcess.raiseDescriptorLimit()
        // Beside them there are the connections for control, and as many that are refused.
        let most = max(1, descriptors - spare - 2 * limits.controlConnections)
        if limits.connections <= most { return limits }
        logger.warning(
            "fewer connections than max-connections: the process may open too few files",
            metadata: ["files": "\(descriptors)", "connections": "\(most)"]
        )
        var limits = limits
        limits.connections = most
        return limits
    }

    /// Says that it is not ready, parks the running job, sends those away who follow one, accepts
    /// no more, lets open requests end, and closes the store.
    ///
    /// Connections are accepted for a delay, if one is set, so that who shares out requests can
    /// learn that it is not ready. The job is parked meanwhile, not after.
    package func stop() throws {
        runner.beginStop()
        if stopDelay > 0 { Bell().wait(milliseconds: Int(stopDelay / 1_000_000)) }
        events.stop()
        server.stop()
        runner.stop()
        // Uploads that were cut off are about to remove what had come of them.
        uploads.waitUntilEmpty()
        pulse.stop()
        retention.stop()
        try store.close()
    }

    /// Whether the event loop goes round, as it does twice a second even with nothing to do.
    package var isAlive: Bool {
        let turnedAt = statistics.withLock { $0.turnedAt }
        return Clock.monotonicNanoseconds() &- turnedAt < 5 * second
    }

    /// One line for a service manager.
    package var summary: String {
        let open = statistics.withLock { $0.open }
        return "\(queue.depth) jobs wait, \(open) connections are open"
    }

    /// What looks at the disk and at the tokens, and says who may not follow jobs any more.
    private static func pulse(_ parts: ServiceParts, _ tokens: LiveTokens) -> Pulse {
        let disk = DiskKeeper(
            promises: parts.promises,
            ballast: parts.storage.ballast,
            runner: parts.runner,
            logger: parts.logger
        )
        tokens.onChange { [weak events = parts.events] in events?.admit(only: $0) }
        return Pulse {
            disk.look()
            tokens.look()
        }
    }

    /// What ends, by and by, whatever has been kept long enough.
    private static func retention(_ parts: ServiceParts) throws -> Pulse {
        let retention = try Retention(
            store: parts.storage.store,
            removal: parts.removal,
            queue: parts.queue,
            logger: parts.logger
        )
        return Pulse(named: "equipoise-keep", every: Retention.interval) { retention.look() }
    }

    /// Who has a token, of a service that may listen where it is told to.
    private static func tokens(
        _ configuration: Configuration,
        _ logger: Logger
    ) throws -> LiveTokens {
        let file = try TokenFile(in: configuration.data, limit: configuration.limits.tokens)
        let tokens = try LiveTokens(file, logger: logger)
        try configuration.checkExposure(tokens.table)
        return tokens
    }
}

extension ServerLimits {
    /// The same limits with a little less time for requests when the server stops, so that the
    /// store is closed before all of it is over.
    fileprivate func leavingTimeToClose() -> ServerLimits {
        var limits = self
        limits.stopGrace -= min(second, stopGrace / 4)
        return limits
    }
}
