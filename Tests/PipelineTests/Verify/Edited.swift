// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport
import Zip

@testable import Pipeline

/// A balanced archive that a test changes, with all its checksums right, before it is verified.
struct Edited {
    /// The entries but for the manifest, in their order.
    var entries: [(name: String, bytes: [UInt8])]
    /// The manifest's rows, the header first.
    var rows: [[String]]
    /// The upload that it was made of.
    var dataset: File
    /// The table of labels that came beside it.
    var labels: File?

    /// Balances an upload; 16 pixels a side where no size is given.
    init(
        _ upload: Upload,
        _ options: [(String, String)] = [],
        labels: File? = nil
    ) throws {
        let hasSize = options.contains { $0.0 == "size" }
        let balanced = try Balanced(
            upload,
            options + (hasSize ? [] : [("size", "16")]),
            labels: labels
        )
        dataset = try upload.file()
        self.labels = labels
        entries = balanced.entries.filter { $0.name != "manifest.csv" }
        var reader = CSVReader()
        var rows: [[String]] = []
        reader.read(balanced.manifestBytes) { rows.append($0) }
        self.rows = rows
    }

    /// The names of the images, as the manifest has them.
    var files: [String] { rows.dropFirst().map { $0[0] } }

    /// The first file whose row has this value in a column.
    func file(where column: String, is value: String) -> String {
        let index = ManifestRow.columns.firstIndex(of: column) ?? 0
        return rows.first { $0[index] == value }?[0] ?? ""
    }

    /// The field of a file's row.
    subscript(file: String, column: String) -> String {
        get { rows[row(file)][ManifestRow.columns.firstIndex(of: column) ?? 0] }
        set { rows[row(file)][ManifestRow.columns.firstIndex(of: column) ?? 0] = newValue }
    }

    /// The bytes of an entry.
    subscript(entry name: String) -> [UInt8] {
        get { entries.first { $0.name == name }?.bytes ?? [] }
        set {
            for index in entries.indices where entries[index].name == name {
                entries[index].bytes = newValue
            }
        }
    }

    private func row(_ file: String) -> Int { rows.firstIndex { $0[0] == file } ?? 0 }

    /// The manifest as a file's text.
    var manifest: [UInt8] {
        var csv = CSVWriter()
        for row in rows { csv.row(row) }
        return csv.take()
    }

    /// The archive, in a file without a name.
    func file(manifest: [UInt8]? = nil) throws -> File {
        let upload = Upload(entries + [("manifest.csv", manifest ?? self.manifest)])
        return try upload.file()
    }

    /// Verifies the archive, and gives the findings as `file: kind`.
    func findings() throws -> [String] {
        try verification().findings.map { "\($0.file): \($0.kind.rawValue)" }
    }

    /// Verifies the archive, with the labels that it was made with.
    func verification(workers: Int = 2) throws -> Verification {
        try Self.verify(file(), dataset, labels: labels, workers: workers)
    }

    static func verify(
        _ archive: File,
        _ dataset: File,
        labels: File? = nil,
        workers: Int = 2,
        observer: PipelineObserver = PipelineObserver()
    ) throws -> Verification {
        try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: workers))
            .verify(archive: archive, dataset: dataset, labels: labels, observer: observer)
    }
}

extension File {
    /// Changes the lowest bit of the byte at an offset.
    func flip(at offset: UInt64) throws {
        var byte: [UInt8] = [0]
        try unsafe byte.withUnsafeMutableBytes {
            _ = try unsafe descriptor.read(into: $0, at: offset)
            unsafe $0[0] ^= 1
            try unsafe descriptor.write(all: UnsafeRawBufferPointer($0), at: offset)
        }
    }

    /// Where the data of an archive's entry begins, and how long it is.
    func place(of name: String) throws -> (offset: UInt64, count: UInt64) {
        let entry = try ZipReader(self).entries.first { $0.name == name }
        return (entry?.dataOffset ?? 0, entry?.uncompressedSize ?? 0)
    }
}
