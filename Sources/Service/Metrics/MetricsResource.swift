// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import JobStore
internal import POSIX

/// `/metrics`: what the service does, as numbers for Prometheus.
struct MetricsResource: Sendable {
    /// Requests as they end; the event loop adds, and this reads.
    let requests = Locked(RequestCounts())
    let server: Locked<ServerStatistics>
    let store: JobStore
    let runner: JobRunner
    let usage: DataUsage
    let disk: DiskRoom
    let ballast: Ballast
    let workers: WorkerPool
    let configuration: Configuration
    let droppedLogLines: @Sendable () -> UInt64
    /// What the start found to be lost.
    let lostFiles: LostFiles

    private let build = BuildInformation.current
    /// When the process began, in seconds since 1970.
    private let startSeconds = Double(Clock.wallMilliseconds()) / 1000

    init(
        server: Locked<ServerStatistics>,
        store: JobStore,
        runner: JobRunner,
        usage: DataUsage,
        disk: DiskRoom,
        ballast: Ballast,
        workers: WorkerPool,
        configuration: Configuration,
        droppedLogLines: @escaping @Sendable () -> UInt64,
        lostFiles: LostFiles = LostFiles()
    ) {
        self.server = server
        self.store = store
        self.runner = runner
        self.usage = usage
        self.disk = disk
        self.ballast = ballast
        self.workers = workers
        self.configuration = configuration
        self.droppedLogLines = droppedLogLines
        self.lostFiles = lostFiles
    }

    /// All metrics; may wait for the store and the disk.
    func answer() -> Response {
        Response(
            status: .ok,
            fields: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
            body: .bytes(Array(text().utf8))
        )
    }

    func text() -> String {
        var exposition = Exposition()
        requests.withLock { $0 }.write(to: &exposition)
        writeConnections(to: &exposition)
        writeJobs(to: &exposition)
        writeWorkers(to: &exposition)
        writeDisk(to: &exposition)
        writeProcess(to: &exposition)
        writeProgram(to: &exposition)
        return exposition.text
    }

    private func writeConnections(to exposition: inout Exposition) {
        let now = server.withLock { $0 }
        exposition.gauge("equipoise_http_connections", "Connections that are open.", now.open)
        exposition.counter(
            "equipoise_http_connections_accepted_total",
            "Connections that were accepted.",
            now.accepted
        )
        exposition.counter(
            "equipoise_http_connections_refused_total",
            "Connections that were closed because there were too many.",
            now.refused
        )
        exposition.counter(
            "equipoise_http_received_bytes_total",
            "Bytes that clients sent.",
            now.received
        )
        exposition.counter(
            "equipoise_http_sent_bytes_total",
            "Bytes that were sent to clients.",
            now.sent
        )
    }

    /// Leaves out what the store does not tell, rather than telling a wrong number.
    private func writeJobs(to exposition: inout Exposition) {
        let counts = try? store.counts()
        exposition.gauge(
            "equipoise_store_up",
            "Whether the store answers, and can be written.",
            counts == nil || store.hasFailed ? 0 : 1
        )
        if let counts, let waited = try? secondsWaited() {
            exposition.gauge(
                "equipoise_jobs",
                "Jobs that are there, by state.",
                JobState.allCases.map { state in
                    .init(
                        labels: [("state", state.rawValue)],
                        value: Double(counts[state] ?? 0)
                    )
                }
            )
            exposition.gauge("equipoise_queue_jobs", "Jobs that wait.", counts[.queued] ?? 0)
            exposition.gauge(
                "equipoise_queue_oldest_seconds",
                "How long the job has waited that was posted first; 0 where none waits.",
                [.init(value: waited)]
            )
        }
    }

    private func secondsWaited() throws -> Double {
        guard let posted = try store.oldestQueued() else { return 0 }
        return Double(max(0, Clock.wallMilliseconds() - posted)) / 1000
    }

    private func writeWorkers(to exposition: inout Exposition) {
        exposition.counter(
            "equipoise_images_rendered_total",
            "Images that jobs have written into archives, of failed jobs too.",
            runner.renderedImages
        )
        exposition.gauge("equipoise_workers", "Images rendered at once.", workers.width)
        exposition.gauge(
            "equipoise_workers_busy",
            "Workers that have an image at this moment.",
            workers.meter.busyWorkers
        )
        exposition.counter(
            "equipoise_worker_busy_seconds_total",
            "Time that workers spent on images, all together.",
            [.init(value: Double(workers.meter.busyNanoseconds) / 1e9)]
        )
    }

    private func writeDisk(to exposition: inout Exposition) {
        if let free = try? usage.root.freeBytes() {
            exposition.gauge(
                "equipoise_disk_free_bytes",
                "Bytes that are free where the data folder is.",
                free
            )
        }
        exposition.gauge(
            "equipoise_disk_promised_bytes",
            "Bytes that the archives of jobs that are not done may still need.",
            disk.promised
        )
        exposition.gauge(
            "equipoise_work_paused",
            "Whether no job begins because the disk has no room.",
            disk.level == .exhausted || runner.isHeldBack ? 1 : 0
        )
        exposition.gauge(
            "equipoise_ballast_bytes",
            "Bytes that are held to be given up when the disk is full.",
            ballast.heldBytes
        )
        exposition.gauge(
            "equipoise_data_bytes",
            "Bytes of the disk that the service's files take up, by kind.",
            usage.read(now: Clock.monotonicNanoseconds()).map { kind, bytes in
                .init(labels: [("kind", kind)], value: Double(bytes))
            }
        )
        exposition.gauge(
            "equipoise_lost_files",
            "Stored files that were missing or not whole when the service started, by kind.",
            lostFiles.counts.sorted { $0.key < $1.key }.map { kind, count in
                .init(labels: [("kind", kind)], value: Double(count))
            }
        )
    }
}

extension MetricsResource {
    /// Under the names that every client library of Prometheus gives these.
    private func writeProcess(to exposition: inout Exposition) {
        exposition.gauge(
            "process_start_time_seconds",
            "When the process began, in seconds since 1970.",
            [.init(value: startSeconds)]
        )
        guard let process = try? ProcessUsage.now() else { return }
        exposition.gauge(
            "process_resident_memory_bytes",
            "Memory in RAM.",
            process.residentBytes
        )
        exposition.gauge(
            "process_virtual_memory_bytes",
            "Address space.",
            process.virtualBytes
        )
        exposition.gauge("process_open_fds", "Open descriptors.", process.openDescriptors)
        exposition.gauge("process_max_fds", "As many as may be open.", process.mostDescriptors)
        exposition.counter(
            "process_cpu_seconds_total",
            "Time on processors.",
            [.init(value: Double(process.processorNanoseconds) / 1e9)]
        )
    }

    private func writeProgram(to exposition: inout Exposition) {
        exposition.gauge(
            "equipoise_build_info",
            "1, with what the program was built of.",
            [.init(labels: build.labels, value: 1)]
        )
        exposition.counter(
            "equipoise_log_lines_dropped_total",
            "Lines of the log that were given up because their reader was too slow.",
            droppedLogLines()
        )
        exposition.gauge(
            "equipoise_limit",
            "Each limit, by the name of its flag, in the unit of its flag.",
            SettingTable.all.filter(\.isLimit).compactMap { setting in
                digits(setting.text(configuration)).map { value in
                    .init(labels: [("name", setting.name)], value: Double(value))
                }
            }
        )
    }
}
