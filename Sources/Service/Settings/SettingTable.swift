// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPWire
internal import Pipeline
internal import Zip

/// The one table of settings and limits; flags, variables, help and README all come from it.
package enum SettingTable {
    /// Every setting, the limits last.
    package static let all = general + access + limits

    private static let general: [Setting] = [
        .text(
            "host",
            \.host,
            "a numeric address, a name or none",
            "The address to listen on; none leaves it to the socket."
        ),
        .number(
            "port",
            \.port,
            in: 0...UInt16.max,
            isLimit: false,
            "The port to listen on; 0 takes a free one and prints it."
        ),
        .text(
            "socket",
            \.socket,
            "a path or none",
            "A Unix-domain socket to listen on as well, for the process's user and group."
        ),
        .text("data", \.data, "a folder", "Where uploads, archives and the job store are kept."),
        .number(
            "workers",
            \.workers,
            in: 1...1024,
            isLimit: false,
            "Images rendered at once; by default as many as the machine has processors."
        ),
        .choice("log", \.log, "How log lines look."),
        .choice("log-level", \.logLevel, "The least important lines that are logged."),
    ]

    private static let access: [Setting] = [
        .list(
            "names",
            \.names,
            "names of hosts without ports, comma-separated",
            "Further names that the service answers for; a Host that is none of them is 421.",
            read: { Names.isName($0) ? $0 : nil }
        ),
        .list(
            "cors-origins",
            \.corsOrigins,
            "origins such as https://example.org, comma-separated",
            "Other sites whose pages may use the service from a browser.",
            read: { Origin($0) }
        ),
        .flag(
            "first-token",
            \.makesFirstToken,
            "Whether to make a token for everything at the first start, and print it once."
        ),
    ]

    private static let limits =
        serviceLimits + requestLimits + archiveLimits + imageLimits + checkpointLimits + diskLimits
        + recoveryLimits + retentionLimits

    private static let serviceLimits: [Setting] = [
        .number(
            "max-upload-bytes",
            \.limits.uploadBytes,
            in: 1...(1 << 50),
            unit: "bytes",
            "The longest upload; a longer one is 413."
        ),
        .number(
            "max-uploads",
            \.limits.uploads,
            in: 1...10_000,
            "Uploads and orders open at once; one more is 503."
        ),
        .number(
            "max-plans",
            \.limits.plans,
            in: 1...10_000,
            "Plans made at once, for dry_run=true; one more is 503."
        ),
        .number(
            "max-manifests",
            \.limits.manifests,
            in: 1...10_000,
            "Manifests sent as JSON at once; one more is 503."
        ),
        .number(
            "max-form-parts",
            \.limits.form.partCount,
            in: 1...10_000,
            "Parts of a form; more are 413."
        ),
        .number(
            "max-form-field-bytes",
            \.limits.formFieldBytes,
            in: 256...(1 << 24),
            unit: "bytes",
            "A form's field that is an option; a longer one is 413."
        ),
        .number(
            "max-labels-bytes",
            \.limits.labelsBytes,
            in: 1...(1 << 40),
            unit: "bytes",
            "Labels that come with a job; longer ones are 413."
        ),
        .number(
            "max-json-bytes",
            \.limits.jsonBytes,
            in: 256...(1 << 20),
            unit: "bytes",
            "A JSON body; a longer one is 413."
        ),
        .number(
            "max-queued-jobs",
            \.limits.queuedJobs,
            in: 1...1_000_000,
            "Jobs waiting; one more is 503."
        ),
        .number(
            "max-job-answer-bytes",
            \.limits.jobAnswerBytes,
            in: 0...(1 << 40),
            unit: "bytes",
            "Memory for job documents that are ready for the next poll; 0 keeps none."
        ),
        .number(
            "max-event-streams",
            \.limits.eventStreams,
            in: 1...1_000_000,
            "Streams of events open at once; one more is 503."
        ),
        .number(
            "max-event-streams-per-job",
            \.limits.eventStreamsPerJob,
            in: 1...1_000_000,
            "Streams of one job's events; one more is 503."
        ),
        .number(
            "max-tokens",
            \.limits.tokens,
            in: 1...10_000,
            "Tokens in the file; one more is not made, and a file of more lets nobody in."
        ),
        .number(
            "max-uploads-per-client",
            \.limits.quotas.uploads,
            in: 1...10_000,
            "Uploads and orders that one tenant has open at once; one more is 429."
        ),
        .number(
            "max-queued-jobs-per-client",
            \.limits.quotas.queuedJobs,
            in: 1...1_000_000,
            "Jobs of one tenant that wait; one more is 429."
        ),
        .number(
            "max-event-streams-per-client",
            \.limits.quotas.eventStreams,
            in: 1...1_000_000,
            "Streams of events that one tenant has open at once; one more is 429."
        ),
        .number(
            "max-stored-bytes-per-client",
            \.limits.quotas.storedBytes,
            in: 0...(1 << 50),
            unit: "bytes",
            "Stored datasets and archives of one tenant, 0 for any number; an upload beyond is 429."
        ),
        .number(
            "min-free-bytes",
            \.limits.freeDiskBytes,
            in: 0...(1 << 50),
            unit: "bytes",
            "Disk space that uploads leave free; one that would not is 507."
        ),
        .number(
            "max-waiting-bytes",
            \.limits.pipeline.waitingBytes,
            in: 1 << 20...(1 << 40),
            unit: "bytes",
            "Finished images held in memory until an earlier one is written."
        ),
        .number(
            "max-decoding-bytes",
            \.limits.pipeline.decodingBytes,
            in: 1 << 20...(1 << 40),
            unit: "bytes",
            "Files and pixels at work, of all workers; one image takes at most seven eighths of it."
        ),
    ]

    private static let requestLimits: [Setting] = [
        .number(
            "max-connections",
            \.limits.server.connections,
            in: 1...1_000_000,
            "Connections open at once; one more is 503, but for health, status and cancel."
        ),
        .number(
            "max-connections-per-client",
            \.limits.server.clientConnections,
            in: 1...1_000_000,
            "Connections of one address, or of one IPv6 network of 64 bits; one more is 429."
        ),
        .number(
            "max-requests-per-connection",
            \.limits.server.connectionRequests,
            in: 1...1_000_000_000,
            "Requests of one connection; it closes after the last."
        ),
        .number(
            "max-control-connections",
            \.limits.server.controlConnections,
            in: 1...10_000,
            "Connections above the limit, kept for health, status and cancel."
        ),
        .seconds(
            "control-timeout",
            \.limits.server.controlTimeout,
            "A request on a connection above the limit; then 408."
        ),
        .number(
            "max-request-line-bytes",
            \.limits.server.head.requestLineBytes,
            in: 256...(1 << 20),
            unit: "bytes",
            "The longest request line; a longer one is 414."
        ),
        .number(
            "max-field-bytes",
            \.limits.server.head.fieldBytes,
            in: 256...(1 << 20),
            unit: "bytes",
            "The longest header line; a longer one is 431."
        ),
        .number(
            "max-fields",
            \.limits.server.head.fieldCount,
            in: 8...10_000,
            "Header lines of a request; more are 431."
        ),
        .number(
            "max-head-bytes",
            \.limits.server.head.headBytes,
            in: 1024...(1 << 22),
            unit: "bytes",
            "The longest request head, and the longest trailers; longer ones are 431."
        ),
        .number(
            "max-chunk-extension-bytes",
            \.limits.server.chunkExtensionBytes,
            in: 0...(1 << 20),
            unit: "bytes",
            "Chunk extensions of a body, together; more of them are 400."
        ),
        .seconds("idle-timeout", \.limits.server.idleTimeout, "A connection without a request."),
        .seconds("head-timeout", \.limits.server.headTimeout, "A request's head; then 408."),
        .seconds("body-timeout", \.limits.server.bodyStallTimeout, "No byte of a body; then 408."),
        .seconds(
            "max-body-time",
            \.limits.server.bodyTimeout,
            "A body from its first byte to its last; then 408."
        ),
        .seconds(
            "body-grace",
            \.limits.server.bodyGrace,
            "A body before its mean rate counts."
        ),
        .number(
            "min-body-rate",
            \.limits.server.bodyRate,
            in: 0...(1 << 40),
            unit: "bytes a second",
            "A body's mean rate after the grace; below it 408."
        ),
        .seconds(
            "write-timeout",
            \.limits.server.writeStallTimeout,
            "A client that takes no byte of an answer."
        ),
        .seconds(
            "linger-timeout",
            \.limits.server.lingerTimeout,
            "A client that still sends after its last answer, so that it gets to read that."
        ),
        .number(
            "max-linger-bytes",
            \.limits.server.lingerBytes,
            in: 0...(1 << 40),
            unit: "bytes",
            "What is read from such a client, and thrown away."
        ),
        .seconds(
            "event-heartbeat",
            \.limits.server.heartbeat,
            "Silence in a stream of events until it says that it lives."
        ),
        .number(
            "max-stream-bytes",
            \.limits.server.streamBytes,
            in: 1024...(1 << 30),
            unit: "bytes",
            "Events of a stream that wait for their reader; later ones wait to be read again."
        ),
        .seconds(
            "stop-grace",
            \.limits.server.stopGrace,
            "All that is under way when the service stops; then the process ends."
        ),
        .number(
            "stop-delay",
            \.limits.stopDelay,
            in: 0...3600,
            unit: "seconds",
            scale: second,
            "How long a stopping service still accepts connections, while /readyz says 503."
        ),
    ]

    private static let archiveLimits: [Setting] = [
        .number(
            "max-entries",
            \.limits.pipeline.zip.entries,
            in: 1...100_000_000,
            "Entries of an uploaded archive."
        ),
        .number(
            "max-name-bytes",
            \.limits.pipeline.zip.nameBytes,
            in: 1...65_535,
            unit: "bytes",
            "The longest name of an entry."
        ),
        .number(
            "max-depth",
            \.limits.pipeline.zip.depth,
            in: 1...1000,
            "Folders within folders in an entry's name."
        ),
        .number(
            "max-extra-bytes",
            \.limits.pipeline.zip.extraBytes,
            in: 0...(1 << 24),
            unit: "bytes",
            "The extra fields of an entry."
        ),
        .number(
            "max-names-bytes",
            \.limits.pipeline.zip.namesBytes,
            in: 1024...(1 << 32),
            unit: "bytes",
            "All names of an archive together, as UTF-8."
        ),
        .number(
            "max-directory-bytes",
            \.limits.pipeline.zip.directoryBytes,
            in: 1024...(1 << 32),
            unit: "bytes",
            "The archive's central directory."
        ),
        .number(
            "max-entry-bytes",
            \.limits.pipeline.zip.entryBytes,
            in: 1...(1 << 40),
            unit: "bytes",
            "An entry, inflated."
        ),
        .number(
            "max-total-bytes",
            \.limits.pipeline.zip.totalBytes,
            in: 1...(1 << 50),
            unit: "bytes",
            "All entries together, inflated."
        ),
        .number(
            "max-ratio",
            \.limits.pipeline.zip.ratio,
            in: 1...1032,
            "Inflated over compressed bytes of an entry, after its first MiB."
        ),
    ]
}
