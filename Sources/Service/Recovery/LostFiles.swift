// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

/// The files of rows that were not there, or not whole, when the service started, by kind.
struct LostFiles: Sendable, Hashable {
    /// How many of each kind; every kind that was looked at is named.
    private(set) var counts: [String: Int] = [:]

    /// None, before anybody has looked.
    init() {}

    /// Looks at every file that a row needs; each that is missing or of a wrong length is logged.
    ///
    /// Lengths alone are compared: to read all bytes would take a start hours.
    init(_ store: JobStore, _ blobs: Blobs, _ logger: Logger) throws {
        for kind in NeededFile.Kind.allCases { counts[kind.rawValue] = 0 }
        counts["manifest"] = 0
        for needed in try store.neededFiles() {
            let (folder, name) = blobs.place(of: needed)
            look(needed.kind.rawValue, needed.owner, folder, name, needed.bytes, logger)
            if needed.kind == .archive {
                let name = Blobs.manifestName(needed.owner)
                look("manifest", needed.owner, folder, name, nil, logger)
            }
        }
    }

    var sum: Int { counts.values.reduce(0, +) }

    private mutating func look(
        _ kind: String,
        _ owner: String,
        _ folder: Directory,
        _ name: String,
        _ bytes: Int64?,
        _ logger: Logger
    ) {
        // What cannot be asked for is no more use than what is not there.
        let found = try? folder.length(of: name)
        if let found, bytes.map({ UInt64(clamping: $0) == found }) ?? true { return }
        counts[kind, default: 0] += 1
        logger.error(
            "a stored file is lost",
            metadata: [
                "kind": "\(kind)", "of": "\(owner)",
                "bytes": "\(bytes.map { "\($0)" } ?? "any")",
                "found": "\(found.map { "\($0)" } ?? "nothing")",
            ]
        )
    }
}

extension Blobs {
    fileprivate func place(of needed: NeededFile) -> (Directory, String) {
        switch needed.kind {
        case .dataset: (datasets, needed.file ?? Self.datasetName(needed.owner))
        case .labels: (labels, needed.file ?? Self.labelsName(needed.owner))
        case .archive: (archives, Self.archiveName(needed.owner))
        }
    }

    /// Opens a dataset that a row says is there.
    ///
    /// - Throws: `Problem` `file-lost` where it is not, or not whole; `SystemError`.
    func read(_ dataset: DatasetRecord) throws -> File {
        guard let file = try open(dataset), try file.descriptor.size() == dataset.bytes else {
            throw Problem.fileLost("The file of the dataset \(dataset.id)")
        }
        return file
    }

    /// Opens the labels that came with a job, likewise.
    func read(_ labels: JobLabels) throws -> File {
        do {
            return try File(reading: self.labels.path(of: labels.file))
        } catch {
            throw error.isNotFound ? Problem.fileLost("The table of labels of the job") : error
        }
    }
}

extension Problem {
    /// A row is there, and a file of it is not.
    static func fileLost(_ what: String) -> Problem {
        Problem(
            .fileLost,
            "\(what) is missing from the service's disk, or not whole: somebody or something other "
                + "than the service has removed it. Post the dataset again."
        )
    }
}
