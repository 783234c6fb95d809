// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import JSON
internal import JobStore

/// A dataset as clients see it.
struct DatasetDocument: JSONWritable {
    let dataset: DatasetRecord
    let isBeingInspected: Bool
    /// When it goes unless it is used again; nil for never.
    let expiresAt: Int64?

    var path: String { Self.path(of: dataset.id) }

    static func path(of id: String) -> String { "/v1/datasets/\(id)" }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", dataset.id)
            writer.member("bytes", dataset.bytes)
            writer.member("sha256", dataset.sha256)
            writer.member("created_at", HTTPDate(milliseconds: dataset.createdAt).rfc3339)
            writer.member("used_at", HTTPDate(milliseconds: dataset.usedAt).rfc3339)
            writer.member("expires_at", expiresAt.map { HTTPDate(milliseconds: $0).rfc3339 })
            writer.member("inspection_state", state)
            writer.member("inspection", raw: dataset.inspection)
            writer.member("error", raw: dataset.inspectionError)
            writer.object("links") { writer in
                writer.member("self", path)
                writer.member("jobs", "/v1/jobs?dataset=\(dataset.id)")
            }
        }
    }

    private var state: String {
        if dataset.inspection != nil { return "done" }
        if dataset.inspectionError != nil { return "failed" }
        return isBeingInspected ? "running" : "waiting"
    }
}

extension HTTPDate {
    /// The second that a time of the store lies in.
    init(milliseconds: Int64) {
        self.init(secondsSince1970: milliseconds / 1000)
    }
}
