// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// What becomes of jobs: removed, cancelled, interrupted, repeated.
@Suite struct JobLifeTests {
    /// A job that takes a while: every phantom at 2,048 pixels.
    private let slow = "size=2048&format=png"

    @Test func removesAFinishedJobAndItsBytes() throws {
        try withServer { server, directory in
            let id = try server.post()
            _ = try server.wait(for: id)
            let status = "-o /dev/null -w '%{http_code}'"
            #expect(try server.curl("\(status) -X DELETE $url/v1/jobs/\(id)") == "204")
            #expect(try server.curl("\(status) $url/v1/jobs/\(id)") == "404")
            #expect(try server.curl("\(status) $url/v1/jobs/\(id)/archive") == "404")
            let left = try Program.output(
                "ls data/datasets data/archives | grep \(id) || :",
                in: directory
            )
            #expect(left.isEmpty)
        }
    }

    @Test func cancelsARunningJob() throws {
        try withServer { server, _ in
            let id = try server.post(slow)
            let answer = try server.curl("-w '\\n%{http_code}' -X DELETE $url/v1/jobs/\(id)")
            #expect(answer.hasSuffix("\n202"), "\(answer)")
            let job = try server.wait(for: id)
            #expect(job.text("state") == "cancelled")
            let early = try server.curl("-w '\\n%{http_code}' $url/v1/jobs/\(id)/archive")
            #expect(early.hasSuffix("\n409") && early.contains("job-not-finished"))
            let next = try server.wait(for: server.post())
            #expect(next.text("state") == "succeeded", "the workers are free again")
        }
    }

    /// What was cancelled waits no more, so it must not keep others out.
    @Test func aCancelledJobLeavesItsPlaceInTheQueue() throws {
        try withServer("--max-queued-jobs 1") { server, _ in
            let running = try server.post(slow)
            while try server.json("$url/v1/jobs/\(running)").text("state") == "queued" {}
            let queued = try server.post(slow)
            let full = try server.curl("-w '\\n%{http_code}' -X POST -T dataset.zip $url/v1/jobs")
            #expect(full.hasSuffix("\n503"), "\(full)")
            for id in [queued, running] { try server.curl("-X DELETE $url/v1/jobs/\(id)") }
            #expect(try server.wait(for: queued).text("state") == "cancelled")
            #expect(try server.wait(for: server.post()).text("state") == "succeeded")
        }
    }

    /// A bar that goes back is a bar that nobody believes.
    @Test func progressOnlyGoesForward() throws {
        try withServer { server, _ in
            let id = try server.post("size=1024&format=png")
            let phases = ["inspecting", "planning", "rendering", "packing"]
            var last = (phase: 0, done: Int64(0))
            while true {
                let job = try server.json("$url/v1/jobs/\(id)")
                if job["done"]?.asBool == true { break }
                let phase = phases.firstIndex(of: job.text("phase") ?? "") ?? last.phase
                let done = job["progress"]?["done"]?.asInteger ?? 0
                #expect(phase >= last.phase)
                #expect(done >= last.done)
                last = (phase, done)
            }
        }
    }

    @Test(arguments: ["KILL", "TERM"])
    func runsAJobAgainThatWasInterrupted(signal: String) throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let first = try RunningServer(in: directory)
            let id = try first.post(slow)
            try first.stop(signal)
            let second = try RunningServer(in: directory)
            let job = try second.wait(for: id)
            #expect(job.text("state") == "succeeded", "\(job)")
            try second.curl("-o again.zip $url/v1/jobs/\(id)/archive")
            try second.stop()
            try Program.output(
                "$equipoise balance dataset.zip -o straight.zip --size 2048 --format png "
                    + "&& cmp again.zip straight.zip",
                in: directory
            )
        }
    }

    @Test func letsOneServerHaveADataFolder() throws {
        try withServer { _, directory in
            let second = try Program.run("$equipoise serve --port 0 --data data", in: directory)
            #expect(second.status == 1)
            #expect(second.output.contains("data is in use by another process"), "\(second.output)")
        }
    }

    @Test func dropsADamagedImageAndCountsWithoutIt() throws {
        try withServer { server, directory in
            try Program.output(
                """
                unzip -q dataset.zip && cd sample/1_focal
                truncate -s $(($(stat -c %s focal-0003.jpeg) / 2)) focal-0003.jpeg
                cd ../.. && zip -qr damaged.zip sample
                """,
                in: directory
            )
            let submitted = try server.json("-F dataset=@damaged.zip $url/v1/jobs")
            let id = try #require(submitted.text("id"))
            let job = try server.wait(for: id)
            #expect(job.text("state") == "succeeded", "\(job)")
            #expect(job.text("dropped.count") == "1")
            #expect(job.text("dataset.images") == "34" && job.text("totals.images") == "33")
            try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
            let dropped = try Program.output("unzip -p out.zip dropped.csv", in: directory)
            #expect(dropped.contains("sample/1_focal/focal-0003.jpeg,truncated,"), "\(dropped)")

            let strict = try server.json("-F dataset=@damaged.zip -F bad_images=fail $url/v1/jobs")
            let failed = try server.wait(for: #require(strict.text("id")))
            #expect(failed.text("state") == "failed")
            #expect(failed.text("error.type") == "/problems/bad-images", "\(failed)")
            #expect(failed.text("error.detail") != nil)
        }
    }
}
