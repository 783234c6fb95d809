// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPServer
package import HTTPWire
package import JobStore
package import Pipeline

/// Every bound of the service in one value; ``SettingTable`` names each for users.
package struct ServiceLimits: Sendable {
    /// What a client meets before any handler is asked.
    package var server = ServerLimits()
    /// What archives and images may be.
    package var pipeline = PipelineLimits()
    /// The longest upload in bytes.
    package var uploadBytes: UInt64 = 64 << 30
    /// Uploads and orders that are open at once.
    package var uploads = 16
    /// Plans that are made at once, each of which looks at every image of its dataset.
    package var plans = 2
    /// Manifests that are made into JSON and sent at once, each a file on the disk.
    package var manifests = 8
    /// The frame of a form.
    package var form = MultipartLimits()
    /// The longest value of a form's field that is an option, in bytes.
    package var formFieldBytes = 64 << 10
    /// The longest table of labels that comes with a job, in bytes.
    package var labelsBytes = 64 << 20
    /// The longest JSON body, in bytes.
    package var jsonBytes = 64 << 10
    /// Jobs that wait in the queue.
    package var queuedJobs = 100
    /// Bytes of memory for the answers to polls of jobs.
    package var jobAnswerBytes = 16 << 20
    /// Streams of events that are open at once, each a connection.
    package var eventStreams = 1024
    /// Streams of the events of one job.
    package var eventStreamsPerJob = 128
    /// Tokens that there may be; each request compares its own with all of them.
    package var tokens = 1000
    /// What one tenant may have under way and stored.
    package var quotas = QuotaLimits()
    /// How long what is finished is kept.
    package var retention = RetentionLimits.standard
    /// Bytes of the disk that uploads leave free.
    package var freeDiskBytes: UInt64 = 1 << 30
    /// Bytes of the disk below which no job begins; ``stopFloor`` is what counts.
    package var stopDiskBytes: UInt64 = 256 << 20
    /// Bytes that are held to be given up on a full disk.
    package var ballastBytes: UInt64 = 32 << 20
    /// Nanoseconds that the service accepts connections after it was told to stop.
    package var stopDelay: UInt64 = 0
    /// Nanoseconds that an image is tried for when a process may have died of it.
    package var trialTime: UInt64 = 120 * second

    package init() {}

    /// Bytes of the disk below which no job begins: never more than uploads leave free.
    var stopFloor: UInt64 { min(stopDiskBytes, freeDiskBytes) }

    /// What the store keeps to.
    var store: JobStoreLimits {
        var limits = JobStoreLimits()
        limits.retention = retention
        return limits
    }
}
