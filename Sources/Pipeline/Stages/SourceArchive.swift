// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import POSIX
package import Zip

/// Stage 1: an upload whose directory has been checked and whose images have their classes.
package struct SourceArchive: Sendable {
    /// Reads the entries; several workers may, each with an inflater of its own.
    package let reader: ZipReader
    /// Every image with a class, before any of them is opened.
    package let catalogue: Catalogue
    /// What was asked for, with nothing left open that the upload settles.
    package let options: Options
    /// What the directory alone gives reason to say.
    package let warnings: [DatasetWarning]

    /// Reads the directory, every local header and the table of labels, and no other data.
    ///
    /// - Parameters:
    ///   - options: as they were given.
    ///   - labels: a table of labels that was sent beside the archive.
    ///   - leastClasses: 1 to look at a dataset whose classes are yet to be told.
    /// - Throws: `PipelineError.archive`, `.dataset` or `.storage`.
    package init(
        _ file: File,
        options: Options,
        labels: File? = nil,
        leastClasses: Int = 2,
        limits: PipelineLimits
    ) throws(PipelineError) {
        do throws(ZipError) {
            reader = try ZipReader(file, limits: limits.zip)
        } catch {
            throw .archive(error)
        }
        let entries = reader.entries.enumerated().map { index, entry in
            SourceEntry(
                name: entry.name,
                index: index,
                size: entry.uncompressedSize,
                crc32: entry.crc32,
                isDirectory: entry.isDirectory
            )
        }
        let bytes = try Self.table(reader, entries, options, labels, limits.dataset)
        do throws(DatasetError) {
            let table = try bytes.map { (bytes) throws(DatasetError) in
                try LabelTable(
                    parsing: bytes,
                    columns: options.csvColumns,
                    limits: limits.dataset
                )
            }
            catalogue = try Catalogue.make(
                entries: entries,
                options: options,
                table: table,
                names: { [entries = reader.entries] in entries[$0].name },
                leastClasses: leastClasses
            )
            self.options = try options.resolved(for: catalogue, hasLabels: labels != nil)
        } catch {
            throw .dataset(error)
        }
        warnings = catalogue.warnings + Self.collisions(reader, catalogue.classes)
    }

    /// The bytes of the table of labels, out of the archive or from beside it; nil without one.
    private static func table(
        _ reader: ZipReader,
        _ entries: [SourceEntry],
        _ options: Options,
        _ labels: File?,
        _ limits: DatasetLimits
    ) throws(PipelineError) -> [UInt8]? {
        let entry: SourceEntry?
        do throws(DatasetError) {
            entry = try options.labelTableEntry(in: entries)
            let size = entry?.size ?? 0
            if size > UInt64(limits.tableBytes) { throw .tableTooLong(limits) }
        } catch {
            throw .dataset(error)
        }
        do {
            if let entry { return try reader.read(reader.entries[entry.index], with: Inflater()) }
            return try labels.map { try $0.contents(limits: limits) }
        } catch let error as ZipError {
            throw .archive(error)
        } catch let error as SystemError {
            throw .storage(error)
        } catch let error as DatasetError {
            throw .dataset(error)
        } catch {
            throw .invariant("\(error)")
        }
    }

    /// Files whose names differ only in case, which would fall together on some disks.
    ///
    /// Those that do because the names of two classes do are the catalogue's to warn of.
    private static func collisions(
        _ reader: ZipReader,
        _ classes: [String]
    ) -> [DatasetWarning] {
        let classes = Set(classes)
        let pairs = reader.caseCollisions.filter { first, second in
            let levels = zip(first.name.split(separator: "/"), second.name.split(separator: "/"))
            return !levels.allSatisfy { left, right in
                left.utf8.elementsEqual(right.utf8)
                    || classes.contains(String(left)) && classes.contains(String(right))
            }
        }
        guard let (first, second) = pairs.first else { return [] }
        let more = pairs.count > 1 ? " So do \(pairs.count - 1) more." : ""
        return [
            DatasetWarning(
                code: "case-collision",
                detail: "Two entries differ in letter case alone: ‘\(first.name)’ and "
                    + "‘\(second.name)’.\(more)"
            )
        ]
    }

    /// What the archive made of it may come to.
    package func estimate(_ limits: PipelineLimits) -> ArchiveEstimate {
        ArchiveEstimate(catalogue, options, mostRows: limits.dataset.plannedImages)
    }

    /// The upload.
    var file: File { reader.file }

    /// The archive's entry that holds an image of the catalogue.
    func entry(of image: CatalogueImage) -> ZipEntry {
        reader.entries[image.entry]
    }
}

extension File {
    /// All bytes of a table of labels.
    fileprivate func contents(limits: DatasetLimits) throws -> [UInt8] {
        let size = try descriptor.size()
        if size > UInt64(limits.tableBytes) { throw DatasetError.tableTooLong(limits) }
        if size == 0 { return [] }
        return try unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            count = try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
    }
}
