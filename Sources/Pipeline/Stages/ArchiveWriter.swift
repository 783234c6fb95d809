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
    /// The disk begins with the archive when there are so many bytes more, so that whoever
    /// synchronises it finds little to wait for.
    private static let writeBackStep: UInt64 = 2 << 20

    /// The entries behind the images, in their order.
    private static let tables = [
        "manifest.csv", "dropped.csv", "leakage.csv", "weights.json", "recipe.json",
    ]

    private let plan: Plan
    /// What the images' sources are in.
    private let upload: File
    private let manifest: File
    private let archive: File
    private var manifestBytes: UInt64
    private var rows = CSVWriter()
    private let zip: ZipWriter
    private let archiveHasher: RunningDigest
    private let manifestHasher: RunningDigest
    /// Up to where the disk has been told to begin with the archive.
    private var begun: UInt64 = 0

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
        (self.archive, self.manifest) = (archive, manifest)
        let hasher = RunningDigest()
        (archiveHasher, manifestHasher) = (hasher, RunningDigest())
        manifestBytes = 0
        zip = ZipWriter(
            file: archive,
            witness: { hasher.update($0) },
            expecting: plan.balance.rows.count + Self.tables.count,
            names: Self.names(plan)
        )
        rows.row(ManifestRow.columns)
    }

    /// Goes on with an archive that another writer has begun for the same plan.
    ///
    /// Both files are read back up to the mark and cut there; nil, and nothing is cut, where they
    /// do not hold the bytes that were noted.
    ///
    /// - Parameters:
    ///   - entries: those that the archive has up to the mark.
    ///   - check: called now and then while the files are read; throws to give up.
    init?(
        _ plan: Plan,
        of upload: File,
        archive: File,
        manifest: File,
        from mark: ArchiveMark,
        entries: [WrittenEntry],
        check: () throws -> Void
    ) throws {
        let (archiveHasher, manifestHasher) = (RunningDigest(), RunningDigest())
        guard try archiveHasher.read(archive, mark.archive, check),
            try manifestHasher.read(manifest, mark.manifest, check)
        else { return nil }
        self.plan = plan
        self.upload = upload
        (self.archive, self.manifest) = (archive, manifest)
        (self.archiveHasher, self.manifestHasher) = (archiveHasher, manifestHasher)
        manifestBytes = mark.manifest.bytes
        begun = mark.archive.bytes
        zip = ZipWriter(
            file: archive,
            continuing: entries,
            witness: { archiveHasher.update($0) },
            expecting: plan.balance.rows.count + Self.tables.count,
            names: Self.names(plan)
        )
        guard zip.byteCount == mark.archive.bytes else { return nil }
        try archive.descriptor.truncate(to: mark.archive.bytes)
        try manifest.descriptor.truncate(to: mark.manifest.bytes)
    }

    private static func names(_ plan: Plan) -> (Int) -> String {
        let rows = plan.balance.rows
        return { $0 < rows.count ? rows[$0].file : tables[$0 - rows.count] }
    }

    /// Bytes of the archive so far.
    var byteCount: UInt64 { zip.byteCount }

    /// The archive's entries, from the one of this number on.
    func entries(from first: Int) -> [WrittenEntry] { zip.written(from: first) }

    /// Waits until all that was added is on the disk.
    ///
    /// - Throws: `SystemError`; both files count as lost then.
    func synchronize() throws(SystemError) -> ArchiveMark {
        try zip.flush()
        try flushRows()
        try manifest.descriptor.synchronizeData()
        try archive.descriptor.synchronizeData()
        begun = byteCount
        return ArchiveMark(
            archive: FileMark(bytes: byteCount, sha256: archiveHasher.soFar),
            manifest: FileMark(bytes: manifestBytes, sha256: manifestHasher.soFar)
        )
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
        ManifestRow.write(image, of: plan, to: &rows)
        if rows.bytes.count >= Self.manifestStep { try flushRows() }
        if byteCount - begun >= Self.writeBackStep {
            archive.descriptor.startWriteBack(from: begun, count: byteCount - begun)
            begun = byteCount
        }
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
        let all = plan.balance.rows.count + Self.tables.count
        return Summary(bytes: bytes, entries: all, sha256: archiveHasher.soFar)
    }

    private func flushRows() throws(SystemError) {
        let bytes = rows.take()
        try unsafe bytes.span.withUnsafeBytes { (buffer) throws(SystemError) in
            try unsafe manifest.descriptor.write(all: buffer, at: manifestBytes)
        }
        manifestHasher.update(bytes.span)
        manifestBytes += UInt64(bytes.count)
    }
}

/// The SHA-256 of a file's bytes as they are written; used by the writer's one owner.
private final class RunningDigest {
    private var hasher = SHA256()

    func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.update($0) }
    }

    /// Reads the start of a file; false where it is not what was noted.
    func read(_ file: File, _ mark: FileMark, _ check: () throws -> Void) throws -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { unsafe buffer.deallocate() }
        var position: UInt64 = 0
        while position < mark.bytes {
            try check()
            let count = Int(min(UInt64(buffer.count), mark.bytes - position))
            let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            guard try unsafe file.descriptor.read(into: piece, at: position) == count else {
                return false
            }
            unsafe hasher.update(UnsafeRawBufferPointer(piece))
            position += UInt64(count)
        }
        return soFar == mark.sha256
    }

    var soFar: Digest { hasher.soFar }
}
