// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import JSON
internal import Zip

/// All that decides what the bytes of a job's archive are, as a digest.
///
/// A pass goes on only where this is what it was: another version of the program or of a library
/// that makes pixels may make other ones.
enum PassBasis {
    static func digest(
        of source: SourceArchive,
        _ dataset: DatasetIdentity,
        labels: DatasetIdentity?,
        leavingOut excluded: [Int: Dropped],
        limits: PipelineLimits
    ) -> Digest {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", Version.current)
            writer.member("opencv", ImagingLibraries.openCV)
            writer.member("jpeg_turbo", ImagingLibraries.jpegTurbo)
            writer.member("libdeflate", ZipLibrary.version)
            writer.member("dataset", dataset)
            writer.member("labels", labels)
            writer.member("options", source.options)
            // What is over them is left out.
            writer.member("image", "\(limits.image)")
            writer.array("left_out") { writer in
                for (entry, dropped) in excluded.sorted(by: { $0.key < $1.key }) {
                    writer.object { writer in
                        writer.member("entry", entry)
                        writer.member("reason", dropped.reason)
                        writer.member("detail", dropped.detail)
                    }
                }
            }
        }
        return SHA256.digest(of: writer.take())
    }
}

extension Plan {
    /// Of what is made of which source, row by row, and of what is left out.
    var digest: Digest {
        var hasher = SHA256()
        var lines = CSVWriter()
        for row in balance.rows {
            lines.field(row.file)
            lines.field(row.source)
            lines.field(catalogue.images[row.source].entry)
            lines.field(row.copy)
            lines.field("\(row.encoding)")
            lines.field(row.operationName ?? "")
            lines.field(row.operation.map { ManifestRow.parameters($0, options.border) } ?? "")
            lines.endRow()
            if lines.bytes.count >= 1 << 16 { hasher.update(lines.take()) }
        }
        hasher.update(lines.take())
        hasher.update(DroppedTable.bytes(dropped))
        return hasher.finalize()
    }
}
