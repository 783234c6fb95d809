// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import JobStore
package import POSIX

/// The data folder's files: datasets, labels and archives, by names that we make.
///
/// ```
/// suspects                  what the process is at, see ``CrashNotes``
/// lock                      held while a process owns the folder
/// tokens                    who may use the service, see ``TokenFile``; tokens.lock beside it
/// jobs.sqlite               the store
/// ballast                   bytes to give up on a full disk, see ``Ballast``
/// datasets/ID.zip           a dataset, whole and synchronised; ID.part while it arrives
/// labels/ID.csv             the labels that a job came with; ID.part likewise
/// archives/ID.zip           a finished archive; ID.part while it is written
/// archives/ID.csv           its manifest, which grows beside ID.part
/// archives/ID.journal       how far the two are, until the row says that they are finished
/// archives/ID.weights.json  its class weights
/// ```
package struct Blobs: Sendable {
    /// The data folder.
    package let root: Directory
    /// The uploads.
    package let datasets: Directory
    /// The labels of jobs.
    package let labels: Directory
    /// What jobs have made.
    package let archives: Directory
    /// Where the bytes of removed files are freed, which takes long of large ones.
    let removals = WorkQueue(serial: "equipoise.removals")
    /// Keeps the folder's lock as long as this value lives.
    private let lock: File

    /// Opens the data folder, making it where it is missing, and takes its lock.
    ///
    /// - Throws: `SystemError`; EBUSY when another process has the folder.
    package init(in path: String) throws(SystemError) {
        root = try Directory(creating: path)
        datasets = try Directory(creating: root.path(of: "datasets"))
        labels = try Directory(creating: root.path(of: "labels"))
        archives = try Directory(creating: root.path(of: "archives"))
        lock = try File(updating: root.path(of: "lock"))
        guard try lock.lock() else { throw .isInUse(path) }
    }

    /// The name of the notes for a crash.
    static let suspectsName = "suspects"
    /// The name of the upload that is a dataset.
    package static func datasetName(_ id: String) -> String { id + ".zip" }
    /// The name of the labels of a job.
    package static func labelsName(_ id: String) -> String { id + ".csv" }
    /// The name of a job's finished archive.
    package static func archiveName(_ id: String) -> String { id + ".zip" }
    /// The name of the manifest beside it.
    package static func manifestName(_ id: String) -> String { id + ".csv" }
    /// The name of the weights beside it.
    package static func weightsName(_ id: String) -> String { id + ".weights.json" }
    /// The name of what notes how far an archive is.
    package static func journalName(_ id: String) -> String { id + ".journal" }
    /// The name of a file that is not whole yet.
    package static func partName(_ id: String) -> String { id + ".part" }

    /// Removes what no row refers to, mostly what a crash cut short.
    ///
    /// Only files that have a name of ours are touched: the folder may be anybody's.
    ///
    /// - Parameters:
    ///   - kept: the names of datasets that are some row's.
    ///   - labels: the names of labels that are some job's.
    ///   - finished: the jobs that have an archive.
    ///   - unfinished: the jobs that go on with what an attempt before has left.
    /// - Returns: how many files were removed, and how long they were together.
    @discardableResult
    package func sweep(
        keepingDatasets kept: Set<String>,
        labels keptLabels: Set<String>,
        archivesOf finished: Set<String>,
        remainsOf unfinished: Set<String>
    ) throws -> (files: Int, bytes: UInt64) {
        var files = 0
        var bytes: UInt64 = 0
        func remove(_ name: String, from directory: Directory) throws {
            bytes += try directory.length(of: name) ?? 0
            files += 1
            try directory.remove(name)
        }
        for (directory, kept) in [(datasets, kept), (labels, keptLabels)] {
            for name in try directory.names() where Self.isOurs(name) && !kept.contains(name) {
                try remove(name, from: directory)
            }
        }
        for name in try archives.names() where Self.isOurs(name) {
            let stem = Self.stem(of: name)
            if unfinished.contains(stem) { continue }
            let isWhole = Self.products(of: stem).contains(name)
            if !isWhole || !finished.contains(stem) {
                try remove(name, from: archives)
            }
        }
        return (files, bytes)
    }

    /// Removes all that a job has made, or begun to make.
    package func removeProducts(of id: String) throws(SystemError) {
        // The journal first: it never speaks of what is gone.
        for name in [Self.journalName(id), Self.partName(id)] + Self.products(of: id) {
            try remove(name, from: archives)
        }
    }

    /// Removes what a job that is finished needs no longer.
    package func removeJournal(of id: String) throws(SystemError) {
        try remove(Self.journalName(id), from: archives)
    }

    /// Removes all bytes that are a job's own; what is gone already is no error.
    package func removeAll(of id: String) throws(SystemError) {
        try removeProducts(of: id)
        try remove(Self.labelsName(id), from: labels)
    }

    /// Removes the bytes of a dataset; what is gone already is no error.
    package func removeDataset(_ name: String) throws(SystemError) {
        try remove(name, from: datasets)
    }

    /// Removes a file's name now, and frees its bytes soon, on another thread: a cancellation must
    /// not wait until gigabytes are given back.
    private func remove(_ name: String, from directory: Directory) throws(SystemError) {
        guard let file = try directory.detach(name) else { return }
        let remains = Locked<FileDescriptor?>(file)
        removals.async { remains.withLock { $0 = nil } }
    }

    /// Waits until the bytes of all files removed so far are free, but for those that are sent.
    func finishRemovals() {
        removals.wait()
    }

    /// The names of what a job makes.
    private static func products(of id: String) -> [String] {
        [archiveName(id), manifestName(id), weightsName(id)]
    }

    /// Whether a name is an id of ours with one of our endings.
    private static func isOurs(_ name: String) -> Bool {
        let stem = stem(of: name)
        let names =
            products(of: stem)
            + [datasetName(stem), labelsName(stem), partName(stem), journalName(stem)]
        return RandomID(stem) != nil && names.contains(name)
    }

    private static func stem(of name: String) -> String {
        name.split(separator: ".").first.map(String.init) ?? name
    }
}

extension Blobs {
    /// Opens a dataset; nil when it has been removed in this moment.
    func open(_ dataset: DatasetRecord) throws(SystemError) -> File? {
        do throws(SystemError) {
            return try File(reading: datasets.path(of: dataset.file))
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }
}
