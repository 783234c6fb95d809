// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import POSIX
internal import Zip

/// Stage 5: the balanced archive while it grows, with the manifest that describes it.
///
/// Images come in plan order, one at a time; the tables follow at the end. One owner.
final class ArchiveWriter {
    /// The finished archive.
    struct Summary: Sendable {
        let bytes: UInt64
        let entries: Int
        let sha256: Digest
    }

    /// Rows are gathered into writes of about this many bytes.
    private static let manifestStep = 256 << 10

    /// The entries behind the images, in their order.
    private static let tables = [
        "manifest.csv", "dropped.csv", "leakage.csv", "weights.json", "recipe.json",
    ]

    private let plan: Plan
    /// What the images' sources are in.
    private let upload: File
    private let manifest: File
    private var manifestBytes: UInt64 = 0
    private var rows = CSVWriter()
    private let zip: ZipWriter
    private let hasher: ArchiveHasher
    private var entries = 0

    /// Begins an archive; both files are emptied.
    ///
    /// - Parameter upload: where images that are copied stand.
    init(_ plan: Plan, of upload: File, archive: File, manifest: File) throws {
        // What is empty may be no file that can be cut, but a device.
        for file in [archive, manifest] where try file.descriptor.size() > 0 {
            try file.descriptor.truncate(to: 0)
        }
        self.plan = plan
        self.upload = upload
        self.manifest = manifest
        let hasher = ArchiveHasher()
        self.hasher = hasher
        let rows = plan.balance.rows
        zip = ZipWriter(
            file: archive,
            witness: { hasher.update($0) },
            expecting: rows.count + Self.tables.count,
            names: { $0 < rows.count ? rows[$0].file : Self.tables[$0 - rows.count] }
        )
        self.rows.row(ManifestRow.columns)
    }

    /// Adds the next image of the plan.
    func append(_ image: RenderedImage) throws {
        let planned = plan.balance.rows[image.row]
        switch image.content {
        case .bytes(let bytes):
            try zip.append(name: planned.file, bytes: bytes, crc32: image.crc32)
        case .stored(let offset, let count):
            try zip.append(
                name: planned.file,
                copying: upload,
                at: offset,
                count: count,
                crc32: image.crc32
            )
        }
        entries += 1
        ManifestRow.write(image, of: plan, to: &rows)
        if rows.bytes.count >= Self.manifestStep { try flushRows() }
    }

    /// Adds the tables and the directory; the archive is then complete, though not yet durable.
    ///
    /// - Parameters:
    ///   - labels: the table that came beside the dataset.
    ///   - lookalikes: what the pass over the pixels has found.
    ///   - warnings: all that the run gave reason to say.
    func finish(
        _ dataset: DatasetIdentity,
        labels: DatasetIdentity?,
        _ lookalikes: LookalikeSets,
        _ warnings: [DatasetWarning]
    ) throws -> Summary {
        try flushRows()
        try zip.append(name: Self.tables[0], contentsOf: manifest, count: manifestBytes)
        try zip.append(name: Self.tables[1], bytes: DroppedTable.bytes(plan.dropped))
        try zip.append(name: Self.tables[2], bytes: LeakageTable.bytes(plan, lookalikes))
        try zip.append(name: Self.tables[3], bytes: WeightsTable.bytes(plan.balance))
        let recipe = Recipe.bytes(plan.options, dataset, labels: labels, warnings: warnings)
        try zip.append(name: Self.tables[4], bytes: recipe)
        let bytes = try zip.finish()
        let all = entries + Self.tables.count
        return Summary(bytes: bytes, entries: all, sha256: hasher.finish())
    }

    private func flushRows() throws {
        let bytes = rows.take()
        try unsafe bytes.withUnsafeBytes {
            try unsafe manifest.descriptor.write(all: $0, at: manifestBytes)
        }
        manifestBytes += UInt64(bytes.count)
    }
}

/// The SHA-256 of an archive's bytes as they are written; used by the writer's one owner.
private final class ArchiveHasher {
    private var hasher: SHA256? = SHA256()

    func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe hasher?.update($0) }
    }

    func finish() -> Digest {
        guard let digest = hasher.take()?.finalize() else {
            preconditionFailure("an archive is finished once")
        }
        return digest
    }
}
