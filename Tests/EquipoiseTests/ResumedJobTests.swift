// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A job whose server dies goes on where it was, in the server that comes after it.
@Suite struct ResumedJobTests {
    private let slow = "size=1600&format=png"
    private let straight = """
        $equipoise balance dataset.zip -o straight.zip --size 1600 --format png
        cmp again.zip straight.zip
        """

    /// Posts a job and waits until so many of its images are in the archive.
    private func begin(on server: RunningServer, _ images: Int) throws -> String {
        let id = try server.post(slow)
        while true {
            let job = try server.json("$url/v1/jobs/\(id)")
            try #require(job["done"]?.asBool == false, "the job is over too soon: \(job)")
            if Int(job.text("progress.done") ?? "") ?? 0 >= images { return id }
        }
    }

    /// Twice, so that what was gone on with is gone on with.
    @Test(arguments: ["KILL", "TERM"], ["--checkpoint-seconds 0", "--checkpoint-seconds 1"])
    func goesOnWithWhatItHadMade(signal: String, flags: String) throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let first = try RunningServer(in: directory, flags)
            let id = try begin(on: first, 8)
            try first.stop(signal)
            let left = try Program.output("ls data/archives", in: directory)
            #expect(left == "\(id).csv\n\(id).journal\n\(id).part\n")
            let second = try RunningServer(in: directory, flags)
            while try second.json("$url/v1/jobs/\(id)").text("state") == "queued" {}
            try second.stop(signal)
            let third = try RunningServer(in: directory, flags)
            let log = "grep 'job resumed' log"
            let job = try third.wait(for: id)
            #expect(job.text("state") == "succeeded", "\(job)")
            #expect(try Program.output(log, in: directory).contains(id))
            try third.curl("-o again.zip $url/v1/jobs/\(id)/archive")
            try third.stop()
            let kept = try Program.output("ls data/archives", in: directory)
            #expect(kept == "\(id).csv\n\(id).weights.json\n\(id).zip\n")
            try Program.output(straight, in: directory)
        }
    }

    /// Whoever cancels a job that waits wants nothing of it, and the disk neither.
    @Test func leavesNothingOfAParkedJobThatIsCancelled() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let first = try RunningServer(in: directory)
            let running = try begin(on: first, 4)
            let waiting = try first.post(slow)
            try first.stop("KILL")
            // Another job is in front of it by now, as far as the files tell.
            try Program.output(
                "for e in part csv journal; do cp data/archives/\(running).$e "
                    + "data/archives/\(waiting).$e; done",
                in: directory
            )
            let second = try RunningServer(in: directory)
            let state = try second.json("-X DELETE $url/v1/jobs/\(waiting)").text("state")
            #expect(state == "cancelled")
            let left = try Program.output(
                "ls data/archives | grep -c \(waiting) || true",
                in: directory
            )
            #expect(left == "0\n")
            #expect(try second.wait(for: running).text("state") == "succeeded")
            try second.stop()
        }
    }
}
