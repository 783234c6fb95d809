// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
package import POSIX

/// The data folder's files: uploads and archives, by names that we make.
///
/// ```
/// lock                      held while a process owns the folder
/// jobs.sqlite               the store
/// datasets/ID.zip           an upload, whole and synchronised; ID.part while it arrives
/// archives/ID.zip           a finished archive; ID.part while it is written
/// archives/ID.csv           its manifest
/// ```
package struct Blobs: Sendable {
    /// The data folder.
    package let root: Directory
    /// The uploads.
    package let datasets: Directory
    /// What jobs have made.
    package let archives: Directory
    /// Keeps the folder's lock as long as this value lives.
    private let lock: File

    /// Opens the data folder, making it where it is missing, and takes its lock.
    ///
    /// - Throws: `SystemError`; EBUSY when another process has the folder.
    package init(in path: String) throws(SystemError) {
        root = try Directory(creating: path)
        datasets = try Directory(creating: root.path(of: "datasets"))
        archives = try Directory(creating: root.path(of: "archives"))
        lock = try File(updating: root.path(of: "lock"))
        guard try lock.lock() else { throw .isInUse(path) }
    }

    /// The name of the upload that is a dataset.
    package static func datasetName(_ id: String) -> String { id + ".zip" }
    /// The name of a job's finished archive.
    package static func archiveName(_ id: String) -> String { id + ".zip" }
    /// The name of the manifest beside it.
    package static func manifestName(_ id: String) -> String { id + ".csv" }
    /// The name of a file that is not whole yet.
    package static func partName(_ id: String) -> String { id + ".part" }

    /// Removes what belongs to no job: uploads and archives that a crash cut short.
    ///
    /// Only files that have a name of ours are touched: the folder may be anybody's.
    package func sweep(keepingDatasets: Set<String>, archivesOf finished: Set<String>) throws {
        for name in try datasets.names() where Self.isOurs(name) && !keepingDatasets.contains(name)
        {
            try datasets.remove(name)
        }
        for name in try archives.names() where Self.isOurs(name) {
            let stem = Self.stem(of: name)
            let isWhole = name == Self.archiveName(stem) || name == Self.manifestName(stem)
            if !isWhole || !finished.contains(stem) { try archives.remove(name) }
        }
    }

    /// Whether a name is a job's id with one of our endings.
    private static func isOurs(_ name: String) -> Bool {
        let stem = stem(of: name)
        let names = [datasetName(stem), partName(stem), archiveName(stem), manifestName(stem)]
        return RandomID(stem) != nil && names.contains(name)
    }

    private static func stem(of name: String) -> String {
        name.split(separator: ".").first.map(String.init) ?? name
    }

    /// Removes all bytes that a job has made; what is gone already is no error.
    package func removeAll(of id: String) throws(SystemError) {
        for name in [Self.archiveName(id), Self.manifestName(id), Self.partName(id)] {
            try archives.remove(name)
        }
    }
}
