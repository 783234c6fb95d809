// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

struct JobStoreTests {
    @Test func keepsWhatWasSubmitted() throws {
        try withStore { store throws in
            try store.submit(sample: "a", createdAt: 1_234)
            let job = try #require(try store.job("a"))
            #expect(job.state == .queued)
            #expect(job.createdAt == 1_234)
            #expect(job.options == #"{"seed":32}"#)
            #expect(job.datasetID == "dataset-a" && job.labels == nil)
            #expect(job.datasetBytes == 5_000_000_000)
            #expect(job.datasetSHA256 == "ab12-a")
            #expect(job.fence == 0 && job.attempt == 0 && job.revision == 1)
            #expect(job.startedAt == nil && job.finishedAt == nil && job.expiresAt == nil)
            #expect(job.phase == nil && job.summary == nil && job.error == nil)
            #expect(job.archiveSHA256 == nil && job.datasetImages == nil)
            #expect(try store.job("b") == nil)
        }
    }

    @Test func keepsTheWholeStoryOfAJob() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            let claimed = try #require(try store.claim(now: 2_000))
            #expect(claimed.state == .running && claimed.phase == .inspecting)
            #expect(claimed.startedAt == 2_000 && claimed.attempt == 1 && claimed.fence == 1)
            #expect(try store.report("a", fence: 1, phase: .planning, done: 0, total: 0))
            #expect(
                try store.planned(
                    "a",
                    fence: 1,
                    images: 11,
                    ignored: 4,
                    summary: #"{"é":"\u0000"}"#,
                    total: 20
                )
            )
            let planned = try #require(try store.job("a"))
            #expect(planned.phase == .rendering && planned.progressTotal == 20)
            #expect(planned.datasetImages == 11 && planned.datasetIgnored == 4)
            #expect(planned.summary == #"{"é":"\u0000"}"#)
            #expect(try store.report("a", fence: 1, phase: .packing, done: 19, total: 20))
            #expect(try store.job("a")?.progressDone == 19)
            #expect(try store.finish("a", fence: 1))
            let job = try #require(try store.job("a"))
            #expect(job.state == .succeeded && job.phase == nil && job.error == nil)
            #expect(job.progressDone == 20)
            #expect(job.archiveBytes == 70 && job.archiveEntries == 8)
            #expect(job.archiveSHA256 == "cd34")
            #expect(job.finishedAt == 3_000 && job.expiresAt == nil)
            #expect(job.revision == 6)
        }
    }

    @Test func keepsTheProblemOfAFailedJob() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            _ = try store.claim(now: 2_000)
            #expect(try store.fail("a", fence: 1, error: #"{"type":"x"}"#, now: 7_000))
            let job = try #require(try store.job("a"))
            #expect(job.error == #"{"type":"x"}"# && job.finishedAt == 7_000 && job.phase == nil)
        }
    }

    @Test func givesTheOldestWaitingJobFirst() throws {
        try withStore { store throws in
            #expect(try store.claim(now: 1) == nil)
            // The order of submission counts, whatever ids and clocks say.
            try store.submit(sample: "c", createdAt: 30)
            try store.submit(sample: "a", createdAt: 20)
            try store.submit(sample: "b", createdAt: 10)
            #expect(try store.claim(now: 1)?.id == "c")
            #expect(try store.claim(now: 1)?.id == "a")
            #expect(try store.requeue("c", fence: 1))
            #expect(try store.claim(now: 1)?.id == "c")
            #expect(try store.claim(now: 1)?.id == "b")
            #expect(try store.claim(now: 1) == nil)
        }
    }

    @Test func startsAJobOverThatWasPutBack() throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: .running)
            _ = try store.report("a", fence: fence, phase: .rendering, done: 5, total: 9)
            #expect(try store.requeue("a", fence: fence))
            let waiting = try #require(try store.job("a"))
            #expect(waiting.phase == nil && waiting.startedAt == nil && waiting.attempt == 1)
            let again = try #require(try store.claim(now: 8_000))
            #expect(again.progressDone == 0 && again.progressTotal == 0)
            #expect(again.phase == .inspecting && again.startedAt == 8_000 && again.attempt == 2)
        }
    }

    @Test func refusesAnIdThatIsTaken() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            #expect {
                try store.submit(sample: "a")
            } throws: { ($0 as? JobStoreError)?.kind == .constraint }
            #expect(try store.counts()[.queued] == 1)
        }
    }

    @Test func countsEveryState() throws {
        try withStore { store throws in
            let finals: [JobState] = [.succeeded, .failed, .cancelled]
            for state in finals { try store.makeJob(state.rawValue, in: state) }
            try store.submitSamples(["a", "b"])
            let counts = try store.counts()
            #expect(counts.count == JobState.allCases.count)
            #expect(counts[.queued] == 2 && counts[.succeeded] == 1 && counts[.running] == 0)
            #expect(try store.states()["failed"] == .failed)
            #expect(try store.states().count == 5)
        }
    }

    @Test func namesTheFilesThatJobsNeed() throws {
        try withStore { store throws in
            try store.submitSamples(["a", "b"])
            #expect(try store.datasetFiles() == ["dataset-a.zip", "dataset-b.zip"])
            #expect(try store.labelsFiles().isEmpty)
            _ = try store.cancel("a", now: 1)
            _ = try store.delete("a")
            #expect(try store.datasetFiles() == ["dataset-b.zip"])
        }
    }

    @Test func refusesCallsOnceClosed() throws {
        try withStore { store throws in
            try store.close()
            try store.close()
            #expect {
                _ = try store.counts()
            } throws: { ($0 as? JobStoreError)?.kind == .closed }
        }
    }

    @Test func trapsOnACallWithinACall() async {
        await #expect(processExitsWith: .failure) {
            try withStore { store throws in
                try store.withConnection { (_) throws(JobStoreError) in _ = try store.counts() }
            }
        }
    }
}
