// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import POSIX
import TestSupport
import Testing

@testable import JobStore

/// Datasets: stored once, referred to by jobs, gone when nobody needs them.
struct DatasetTests {
    private static func job(_ id: String, of dataset: NewJob.Source) -> NewJob {
        NewJob(id: id, createdAt: 1_000, options: "{}", dataset: dataset)
    }

    /// Submits a job and gives the record of its dataset; nil when there is none of that id.
    private static func submit(
        _ id: String,
        of dataset: NewJob.Source,
        to store: JobStore
    ) throws -> DatasetRecord? {
        switch try store.submit(job(id, of: dataset)) {
        case .queued(let job, let dataset):
            #expect(job.id == id && job.datasetID == dataset.id)
            #expect(job.datasetSHA256 == dataset.sha256 && job.datasetBytes == dataset.bytes)
            return dataset
        case .noDataset: return nil
        }
    }

    @Test func keepsWhatWasAdded() throws {
        try withStore { store throws in
            let new = NewDataset.sample("d", sha256: "ab", isKept: true)
            let (added, isNew) = try store.addDataset(new)
            #expect(isNew)
            #expect(added.id == "d" && added.file == "d.zip" && added.bytes == 5_000_000_000)
            #expect(added.sha256 == "ab" && added.createdAt == 900 && added.isKept)
            #expect(added.inspection == nil && added.inspectionError == nil && added.revision == 1)
            #expect(try store.dataset("d") == added)
            #expect(try store.dataset("e") == nil)
        }
    }

    @Test func givesTheSameBytesOnce() throws {
        try withStore { store throws in
            let (first, _) = try store.addDataset(.sample("d", sha256: "ab"))
            let (again, isNew) = try store.addDataset(.sample("e", sha256: "ab"))
            #expect(!isNew && again == first)
            // Only asking for it to be kept changes anything.
            let (kept, _) = try store.addDataset(.sample("f", sha256: "ab", isKept: true))
            #expect(kept.id == "d" && kept.isKept && kept.revision == 2)
            let (still, _) = try store.addDataset(.sample("g", sha256: "ab"))
            #expect(still == kept)
            #expect(try store.datasetFiles() == ["d.zip"])
        }
    }

    @Test func aJobBringsItsDatasetOrFindsIt() throws {
        try withStore { store throws in
            let new = NewDataset.sample("d", sha256: "ab")
            let first = try Self.submit("a", of: .new(new), to: store)
            #expect(first?.id == "d" && first?.isKept == false)
            let again = NewDataset.sample("e", sha256: "ab")
            #expect(try Self.submit("b", of: .new(again), to: store)?.id == "d")
            #expect(try Self.submit("c", of: .existing("d"), to: store)?.revision == 1)
            #expect(try Self.submit("x", of: .existing("e"), to: store) == nil)
            #expect(try store.states().keys.sorted() == ["a", "b", "c"])
        }
    }

    @Test func addsNoDatasetForAJobThatIsRefused() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            #expect {
                try store.submit(Self.job("a", of: .new(.sample("d", sha256: "cd"))))
            } throws: { ($0 as? JobStoreError)?.kind == .constraint }
            #expect(try store.dataset("d") == nil)
        }
    }

    @Test(arguments: JobState.allCases)
    func refusesToRemoveWhatAJobNeeds(state: JobState) throws {
        try withStore { store throws in
            try store.makeJob("a", in: state)
            let before = try #require(try store.job("a"))
            let outcome = try store.deleteDataset("dataset-a")
            guard state.isFinal else {
                #expect(outcome == .inUse(jobs: ["a"]))
                #expect(try store.dataset("dataset-a") != nil)
                #expect(try store.job("a") == before)
                return
            }
            #expect(outcome == .deleted(file: "dataset-a.zip"))
            #expect(try store.dataset("dataset-a") == nil)
            let after = try #require(try store.job("a"))
            #expect(after.datasetID == nil && after.revision == before.revision + 1)
            #expect(after.datasetSHA256 == "ab12-a" && after.datasetBytes == 5_000_000_000)
            #expect(try store.deleteDataset("dataset-a") == .notFound)
            #expect(try Self.submit("b", of: .existing("dataset-a"), to: store) == nil)
            // The job goes as any other, and takes nothing with it.
            #expect(try store.delete("a") == DeletedJob(job: after, datasetFile: nil))
        }
    }

    @Test func namesAllJobsThatNeedADataset() throws {
        try withStore { store throws in
            for id in ["a", "b", "c"] {
                _ = try Self.submit(id, of: .new(.sample("d", sha256: "ab")), to: store)
            }
            _ = try store.claim(now: 2_000)
            _ = try store.cancel("b", now: 2_000)
            #expect(try store.deleteDataset("d") == .inUse(jobs: ["a", "c"]))
        }
    }

    @Test func aDatasetGoesWithItsLastJobUnlessItIsKept() throws {
        try withStore { store throws in
            for isKept in [false, true] {
                let new = NewDataset.sample("d", sha256: "ab", isKept: isKept)
                for id in ["a", "b"] {
                    _ = try Self.submit(id, of: .new(new), to: store)
                    _ = try store.cancel(id, now: 2_000)
                }
                #expect(try store.delete("a")?.datasetFile == nil)
                #expect(try store.dataset("d") != nil)
                #expect(try store.delete("b")?.datasetFile == (isKept ? nil : "d.zip"))
                #expect(try (store.dataset("d") != nil) == isKept)
            }
        }
    }

    @Test func keepsTheLabelsOfAJob() throws {
        try withStore { store throws in
            let labels = JobLabels(file: "a.csv", sha256: "cd")
            let job = NewJob(
                id: "a",
                createdAt: 1,
                options: "{}",
                dataset: .new(.sample("d", sha256: "ab")),
                labels: labels
            )
            _ = try store.submit(job)
            #expect(try store.job("a")?.labels == labels)
            #expect(try store.labelsFiles() == ["a.csv"])
            _ = try store.cancel("a", now: 2)
            #expect(try store.delete("a")?.job.labels == labels)
            #expect(try store.labelsFiles().isEmpty)
        }
    }

    // MARK: Inspection

    @Test func givesTheOldestUninspectedDatasetUntilItIsInspected() throws {
        try withStore { store throws in
            #expect(try store.nextUninspected() == nil)
            for id in ["d", "e"] { _ = try store.addDataset(.sample(id, sha256: id)) }
            #expect(try store.nextUninspected()?.id == "d")
            #expect(try store.saveInspection("d", .found(#"{"images":5}"#)))
            #expect(try store.nextUninspected()?.id == "e")
            #expect(try store.saveInspection("e", .failed(#"{"type":"x"}"#)))
            #expect(try store.nextUninspected() == nil)
            let found = try store.dataset("d")
            #expect(found?.inspection == #"{"images":5}"# && found?.inspectionError == nil)
            #expect(found?.revision == 2)
            let failed = try store.dataset("e")
            #expect(failed?.inspection == nil && failed?.inspectionError == #"{"type":"x"}"#)
            #expect(try !store.saveInspection("gone", .found("{}")))
        }
    }

    @Test func countsInspectionsThatBeginAndDoNotEnd() throws {
        try withStore { store throws in
            _ = try store.addDataset(.sample("d", sha256: "ab"))
            for _ in 0..<3 { #expect(try store.beginInspection("d")) }
            try store.withdrawInspection("d")
            let begun = try store.nextUninspected()
            #expect(begun?.inspectionAttempts == 2 && begun?.revision == 1)
            #expect(try store.saveInspection("d", .found("{}")))
            #expect(try store.dataset("d")?.inspectionAttempts == 0)
            try store.withdrawInspection("d")
            #expect(try store.dataset("d")?.inspectionAttempts == 0)
            #expect(try !store.beginInspection("gone"))
        }
    }

    // MARK: Listing

    @Test func listsTheNewestFirst() throws {
        try withStore { store throws in
            for id in ["a", "b", "c"] { _ = try store.addDataset(.sample(id, sha256: id)) }
            let first = try store.listDatasets(limit: 2)
            #expect(first.datasets.map(\.id) == ["c", "b"])
            _ = try store.deleteDataset("b")
            let second = try store.listDatasets(limit: 2, after: first.next)
            #expect(second.datasets.map(\.id) == ["a"] && second.next == nil)
        }
    }

    @Test func listsTheJobsOfADataset() throws {
        try withStore { store throws in
            let shared = NewDataset.sample("d", sha256: "ab")
            for id in ["a", "b"] { _ = try Self.submit(id, of: .new(shared), to: store) }
            try store.submit(sample: "c")
            _ = try store.cancel("a", now: 1)
            #expect(try store.list(dataset: "d", limit: 9).jobs.map(\.id) == ["b", "a"])
            let queued = try store.list(state: .queued, dataset: "d", limit: 9)
            #expect(queued.jobs.map(\.id) == ["b"])
            #expect(try store.list(dataset: "none", limit: 9).jobs.isEmpty)
        }
    }

    // MARK: Races

    /// Each round a job comes with the bytes of one whose last job goes: the blob that the new job
    /// refers to must never be the one that is told to be removed.
    @Test func aJobNeverRefersToADatasetThatIsGone() throws {
        try withStore { store throws in
            let failures = Locked(0)
            for round in 0..<50 {
                let old = "old \(round)"
                _ = try Self.submit(old, of: .new(.sample(old, sha256: "ab")), to: store)
                _ = try store.cancel(old, now: 1)
                let removed = Locked<String?>(nil)
                DispatchQueue.concurrentPerform(iterations: 3) { iteration in
                    do {
                        let id = "new \(round) \(iteration)"
                        switch iteration {
                        case 0:
                            let file = try store.delete(old)?.datasetFile
                            removed.withLock { $0 = file }
                        case 1:
                            let new = NewDataset.sample(id, sha256: "ab")
                            _ = try store.submit(Self.job(id, of: .new(new)))
                        default: _ = try store.submit(Self.job(id, of: .existing(old)))
                        }
                    } catch {
                        failures.withLock { $0 += 1 }
                    }
                }
                let files = try store.datasetFiles()
                #expect(files.count == 1 && !files.contains(removed.withLock { $0 } ?? ""))
                for job in try store.list(limit: 100).jobs {
                    #expect(try store.dataset(job.datasetID ?? "") != nil)
                    _ = try store.cancel(job.id, now: 1)
                    _ = try store.delete(job.id)
                }
            }
            #expect(failures.withLock { $0 } == 0)
        }
    }
}
