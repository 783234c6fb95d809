// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import JSON
internal import JobStore

/// A job as clients see it.
struct JobDocument: JSONWritable {
    let job: JobRecord
    /// The present, for the estimate of the time left; milliseconds since 1970.
    let now: Int64

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", job.id)
            writer.member("state", job.state.rawValue)
            writer.member("done", job.state.isFinal)
            writer.member("phase", job.phase?.rawValue)
            writer.member("created_at", time(job.createdAt))
            writer.member("started_at", job.startedAt.map(time))
            writer.member("finished_at", job.finishedAt.map(time))
            writer.member("expires_at", job.expiresAt.map(time))
            writer.member("options", raw: job.options)
            writer.member("dataset", dataset)
            writeProgress(to: &writer)
            writeSummary(to: &writer)
            writer.member("estimated_bytes", job.estimatedBytes)
            writeArchive(to: &writer)
            writer.member("error", raw: job.error)
            writeLinks(to: &writer)
        }
    }

    private func time(_ milliseconds: Int64) -> String {
        HTTPDate(milliseconds: milliseconds).rfc3339
    }

    private var dataset: DatasetFigures {
        DatasetFigures(
            id: job.datasetID,
            bytes: job.datasetBytes,
            sha256: job.datasetSHA256,
            images: job.datasetImages,
            ignored: job.datasetIgnored
        )
    }

    private func writeProgress(to writer: inout JSONWriter) {
        let done = job.progressDone
        let total = job.progressTotal
        writer.object("progress") { writer in
            writer.member("done", done)
            writer.member("total", total)
            writer.member("fraction", total > 0 ? rounded(Double(done) / Double(total)) : 0)
            writer.member("eta_seconds", secondsLeft)
        }
    }

    /// What is left at the mean speed so far; nil before anything is rendered, and at the end.
    private var secondsLeft: Int64? {
        guard job.state == .running, let start = job.startedAt, job.progressDone > 0 else {
            return nil
        }
        let left = Double(job.progressTotal - job.progressDone)
        let seconds = Double(max(0, now - start)) / 1000
        return Int64((seconds * left / Double(job.progressDone)).rounded(.up))
    }

    /// The members that the planner wrote, as they are; none before it has.
    private func writeSummary(to writer: inout JSONWriter) {
        guard let summary = job.summary, let value = try? JSONValue.parse(summary, limits: .own)
        else { return }
        for (name, member) in value.asMembers ?? [] { writer.member(name, member) }
    }

    private func writeArchive(to writer: inout JSONWriter) {
        guard job.state == .succeeded else {
            writer.name("archive")
            writer.null()
            return
        }
        writer.object("archive") { writer in
            writer.member("bytes", job.archiveBytes)
            writer.member("entries", job.archiveEntries)
            writer.member("sha256", job.archiveSHA256)
        }
    }

    private func writeLinks(to writer: inout JSONWriter) {
        let path = "/v1/jobs/\(job.id)"
        writer.object("links") { writer in
            writer.member("self", path)
            writer.member("events", path + "/events")
            writer.member("archive", path + "/archive")
            writer.member("manifest", path + "/manifest")
            writer.member("weights", path + "/weights")
            writer.member("dataset", job.datasetID.map(DatasetDocument.path))
        }
    }

    /// Four decimals are enough for a bar.
    private func rounded(_ fraction: Double) -> Double {
        (fraction * 10_000).rounded(.down) / 10_000
    }
}

extension JSONLimits {
    /// For documents that we wrote ourselves.
    static var own: JSONLimits {
        var limits = JSONLimits()
        limits.byteCount = 64 << 20
        return limits
    }
}
