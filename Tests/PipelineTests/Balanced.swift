// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport
import Zip

@testable import Pipeline

/// A balanced archive as its receiver reads it.
struct Balanced {
    let outcome: Outcome
    /// The archive's own bytes.
    let bytes: [UInt8]
    let entries: [(name: String, bytes: [UInt8])]
    /// The rows of `manifest.csv` by their columns.
    let manifest: [[String: String]]
    /// The file that was written beside the archive.
    let manifestBytes: [UInt8]

    /// Balances an upload with the options given by name.
    init(
        _ upload: Upload,
        _ options: [(String, String)] = [],
        labels: File? = nil,
        leavingOut excluded: [Int: Dropped] = [:],
        workers: Int = 2,
        limits: PipelineLimits = PipelineLimits(),
        observer: PipelineObserver = PipelineObserver()
    ) throws {
        let file = try upload.file()
        let archive = try File(temporaryIn: "/tmp")
        let table = try File(temporaryIn: "/tmp")
        outcome = try Pipeline(limits: limits, pool: WorkerPool(width: workers)).balance(
            file,
            DatasetIdentity(reading: file),
            Options(options.map { (name: $0.0, text: $0.1) }),
            labels: labels,
            leavingOut: excluded,
            archive: archive,
            manifest: table,
            observer: observer
        )
        bytes = try archive.contents()
        manifestBytes = try table.contents()
        let reader = try ZipReader(archive)
        let inflater = Inflater()
        entries = try reader.entries.map { ($0.name, try reader.read($0, with: inflater)) }
        manifest = Self.rows(manifestBytes)
    }

    subscript(name: String) -> [UInt8]? { entries.first { $0.name == name }?.bytes }

    var names: [String] { entries.map(\.name) }

    /// The names of the images, without the tables at the end.
    var images: [String] { names.filter { $0.contains("/") } }

    /// What stands at the end of every archive.
    static let tables = [
        "manifest.csv", "dropped.csv", "leakage.csv", "weights.json", "recipe.json",
    ]

    /// The rows of `dropped.csv` by their columns.
    var dropped: [[String: String]] { Self.rows(self["dropped.csv"] ?? []) }

    private static func rows(_ csv: [UInt8]) -> [[String: String]] {
        var rows: [[String]] = []
        var reader = CSVReader()
        reader.read(csv) { rows.append($0) }
        guard let header = rows.first else { return [] }
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}
