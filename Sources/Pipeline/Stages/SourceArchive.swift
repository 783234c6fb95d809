// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import POSIX
package import Zip

/// Stage 1: an upload whose directory has been checked and whose images have their classes.
package struct SourceArchive: Sendable {
    /// Reads the entries; several workers may, each with an inflater of its own.
    package let reader: ZipReader
    /// Every candidate image, before any of them is opened.
    package let catalogue: Catalogue
    /// What the directory alone gives reason to say.
    package let warnings: [DatasetWarning]

    /// Reads the directory and every local header, and none of the data.
    ///
    /// - Throws: `PipelineError.archive` or `.dataset`.
    package init(_ file: File, limits: ZipLimits) throws(PipelineError) {
        do throws(ZipError) {
            reader = try ZipReader(file, limits: limits)
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
        do throws(DatasetError) {
            catalogue = try Catalogue.make(entries: entries)
        } catch {
            throw .dataset(error)
        }
        warnings = catalogue.warnings + Self.collisions(reader)
    }

    /// Files whose names differ only in case, which would fall together on some disks.
    private static func collisions(_ reader: ZipReader) -> [DatasetWarning] {
        let pairs = reader.caseCollisions
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

    /// The archive's entry that holds an image of the catalogue.
    func entry(of image: CatalogueImage) -> ZipEntry {
        reader.entries[image.entry]
    }
}
