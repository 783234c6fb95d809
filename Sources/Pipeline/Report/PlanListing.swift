// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
internal import Hashing
internal import JSON

/// A whole plan as JSON, image by image: what `equipoise inspect` prints.
package struct PlanListing: Sendable {
    /// The figures, without the images.
    package let summary: PlanSummary
    /// What is done, with nothing left open that the upload settles.
    package var options: Options { plan.options }
    /// What the archive may come to, as it is known before anything is decoded.
    package let estimatedBytes: UInt64
    private let plan: Plan

    init(_ plan: Plan, of source: SourceArchive, limits: PipelineLimits) {
        self.plan = plan
        estimatedBytes = source.estimate(limits).bytes
        summary = PlanSummary(plan, of: source)
    }

    /// Writes the document in pieces, so that it is never in memory as a whole.
    ///
    /// - Parameter give: takes each piece in order.
    package func write(_ dataset: DatasetIdentity, _ give: ([UInt8]) throws -> Void) rethrows {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.member("version", Version.current)
        writer.object("dataset") { writer in
            writer.member("bytes", dataset.bytes)
            writer.member("sha256", dataset.sha256.description)
            writer.member("images", summary.images)
            writer.member("ignored", summary.ignored)
        }
        writer.member("options", plan.options)
        summary.writeMembers(to: &writer)
        writer.name("images")
        writer.beginArray()
        for row in plan.balance.rows {
            write(row, to: &writer)
            if writer.byteCount > 64 << 10 { try give(writer.take()) }
        }
        writer.endArray()
        writer.endObject()
        try give(writer.take() + [UInt8(ascii: "\n")])
    }

    private func write(_ row: PlannedImage, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("file", row.file)
            writer.member("split", row.part.rawValue)
            writer.member("label", plan.catalogue.classes[row.label])
            writer.member("label_index", row.label)
            writer.member("origin", row.origin)
            writer.member("source", plan.catalogue.images[row.source].name)
            writer.member("group", plan.groups.ids[row.source])
            guard let name = row.operationName else { return }
            writer.member("operation", name)
            guard let operation = row.operation else { return }
            writer.object("parameters") { writer in
                ManifestRow.writeParameters(operation, plan.options.border, to: &writer)
            }
        }
    }
}
