// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import JSON

/// One image of the archive in `manifest.csv`.
enum ManifestRow {
    static let columns = [
        "file", "split", "label", "label_index", "origin", "source", "source_sha256", "group",
        "operation", "parameters", "width", "height", "channels", "bit_depth", "bytes", "sha256",
    ]

    /// The columns that hold whole numbers, which JSON writes without quotes.
    static let numbers: Set<String> = [
        "label_index", "width", "height", "channels", "bit_depth", "bytes",
    ]

    static func write(_ image: RenderedImage, of plan: Plan, to csv: inout CSVWriter) {
        let planned = plan.balance.rows[image.row]
        csv.field(planned.file)
        csv.field(planned.part.rawValue)
        csv.field(plan.catalogue.classes[planned.label])
        csv.field(planned.label)
        csv.field(planned.origin)
        csv.field(plan.catalogue.images[planned.source].name)
        csv.field(image.sourceSHA256.description)
        csv.field(plan.groups.ids[planned.source] ?? "")
        csv.field(planned.operationName ?? "")
        csv.field(planned.operation.map { parameters($0, plan.options.border) } ?? "")
        csv.field(image.width)
        csv.field(image.height)
        csv.field(image.channels)
        csv.field(image.bitDepth)
        csv.field(image.content.count)
        csv.field(image.sha256.description)
        csv.endRow()
    }

    /// Everything that makes this one image again, as a JSON object.
    static func parameters(_ operation: Operation, _ border: Border) -> String {
        var writer = JSONWriter()
        writer.object { writeParameters(operation, border, to: &$0) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    static func writeParameters(
        _ operation: Operation,
        _ border: Border,
        to writer: inout JSONWriter
    ) {
        for (name, value) in operation.parameters { writer.member(name, value) }
        if case .composed(let steps) = operation { write(steps, to: &writer) }
        if operation.looksBeyondEdge { writer.member("border", border.rawValue) }
    }

    private static func write(_ steps: [Operation], to writer: inout JSONWriter) {
        writer.name("steps")
        writer.beginArray()
        for step in steps {
            writer.object { writer in
                writer.member("operation", step.name)
                for (name, value) in step.parameters { writer.member(name, value) }
            }
        }
        writer.endArray()
    }
}

extension PlannedImage {
    /// The value of the column `origin`.
    var origin: String { isArtificial ? "artificial" : "original" }
}
