// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import JSON
import POSIX
import TestSupport
import Zip

@testable import Pipeline

/// A small dataset that a test makes, changes and balances.
struct TestDataset {
    /// The entries in their order, by name.
    var entries: [(name: String, bytes: [UInt8])] = []

    /// `cats` with 6 and `dogs` with 3 pictures of 24 × 16 pixels, no two alike.
    init(format: EncodedFormat = .png, channels: Int = 1) throws {
        let ending = format == .png ? "png" : "jpg"
        for (label, count) in [("cats", 6), ("dogs", 3)] {
            for index in 0..<count {
                let seed = label == "cats" ? index : 100 + index
                let picture = try Self.picture(seed, channels: channels, as: format)
                entries.append(("\(label)/\(index).\(ending)", picture))
            }
        }
    }

    /// A picture with a pattern of its own.
    static func picture(_ seed: Int, channels: Int = 1, as format: EncodedFormat) throws -> [UInt8]
    {
        let samples = (0..<24 * 16 * channels).map { UInt8(truncatingIfNeeded: $0 * (seed + 3)) }
        let image = try Image(
            width: 24,
            height: 16,
            channels: channels,
            bitDepth: 8,
            samples: samples.span
        )
        return try Codec().encode(image, as: format)
    }

    /// The dataset as a zip in a file without a name.
    func file() throws -> File {
        let file = try File(temporaryIn: "/tmp")
        let writer = ZipWriter(file: file)
        for entry in entries { try writer.append(name: entry.name, bytes: entry.bytes) }
        _ = try writer.finish()
        return file
    }

    mutating func replace(_ name: String, _ change: ([UInt8]) -> [UInt8]) {
        for index in entries.indices where entries[index].name == name {
            entries[index].bytes = change(entries[index].bytes)
        }
    }

    /// Runs the whole pipeline.
    func balance(
        _ options: [(name: String, text: String)] = [],
        workers: Int = 2,
        observer: PipelineObserver = PipelineObserver()
    ) throws -> BalancedArchive {
        let hasSize = options.contains { $0.name == "size" }
        let small = hasSize ? [] : [(name: "size", text: "16")]
        let file = try file()
        let archive = try File(temporaryIn: "/tmp")
        let manifest = try File(temporaryIn: "/tmp")
        let outcome = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: workers))
            .balance(
                file,
                DatasetIdentity(reading: file),
                Options(small + options),
                archive: archive,
                manifest: manifest,
                observer: observer
            )
        return try BalancedArchive(outcome: outcome, archive: archive, manifest: manifest)
    }
}

/// A balanced archive, read back.
struct BalancedArchive {
    let outcome: Outcome
    /// The archive's entries in their order.
    let names: [String]
    let archive: File
    let manifestFile: File
    private let contents: [String: [UInt8]]

    init(outcome: Outcome, archive: File, manifest: File) throws {
        self.outcome = outcome
        self.archive = archive
        manifestFile = manifest
        let reader = try ZipReader(archive)
        let inflater = Inflater()
        names = reader.entries.map(\.name)
        var contents: [String: [UInt8]] = [:]
        for entry in reader.entries {
            contents[entry.name] = try reader.read(entry, with: inflater)
        }
        self.contents = contents
    }

    func bytes(_ name: String) -> [UInt8] { contents[name] ?? [] }

    func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    /// The rows of a table by the names of its columns.
    func rows(_ name: String) -> [[String: String]] {
        var reader = CSVReader()
        var rows: [[String]] = []
        reader.read(bytes(name)) { rows.append($0) }
        guard let header = rows.first else { return [] }
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// The summary's figures, as the job's document shows them.
    func summary() throws -> JSONValue {
        var writer = JSONWriter()
        writer.object { outcome.summary.writeMembers(to: &$0) }
        return try JSONValue.parse(writer.take())
    }
}
