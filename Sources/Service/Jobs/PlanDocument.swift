// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPWire
internal import Hashing
internal import JSON
internal import JobStore
internal import Pipeline

/// What a job would do: the answer to a dry run, a job's document without a job.
struct PlanDocument: JSONWritable {
    let options: Options
    let dataset: DatasetIdentity
    /// Nil for an upload that is in no row.
    let datasetID: String?
    let summary: PlanSummary
    /// What the archive may come to.
    let estimatedBytes: UInt64
    /// The present; milliseconds since 1970.
    let now: Int64

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", String?.none)
            writer.member("state", "planned")
            writer.member("done", true)
            writer.member("phase", String?.none)
            writer.member("created_at", HTTPDate(milliseconds: now).rfc3339)
            for name in ["started_at", "finished_at", "expires_at"] {
                writer.member(name, String?.none)
            }
            writer.member("options", options)
            writer.member(
                "dataset",
                DatasetFigures(
                    id: datasetID,
                    bytes: Int64(dataset.bytes),
                    sha256: dataset.sha256.description,
                    images: summary.images,
                    ignored: summary.ignored
                )
            )
            writer.object("progress") { writer in
                writer.member("done", 0)
                writer.member("total", summary.planned)
                writer.member("fraction", 0)
                writer.member("eta_seconds", Int?.none)
            }
            summary.writeMembers(to: &writer)
            writer.member("estimated_bytes", estimatedBytes)
            writer.member("archive", String?.none)
            writer.member("error", String?.none)
            writer.object("links") { writer in
                writer.member("dataset", datasetID.map(DatasetDocument.path))
            }
        }
    }
}

/// The dataset of a job, as the job's document shows it.
struct DatasetFigures: JSONWritable {
    let id: String?
    let bytes: Int64
    let sha256: String
    /// Nil before the job is planned, as is ``ignored``.
    let images: Int?
    let ignored: Int?

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("bytes", bytes)
            writer.member("sha256", sha256)
            writer.member("images", images)
            writer.member("ignored", ignored)
        }
    }
}
