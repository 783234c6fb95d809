// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A process that dies of an image, or of something else, as a user meets it.
@Suite struct SuspectTests {
    private static let killer = "sample/1_focal/focal-0007.jpeg"

    /// A server on `dataset.zip` and `other.zip` that dies when it decodes one image of the first.
    private struct Scene {
        let directory: Directory
        let variable: String
        var server: RunningServer

        init(in directory: Directory) throws {
            self.directory = directory
            try Program.makeDataset(in: directory)
            let bytes = try Program.output(
                """
                $equipoise sample other.zip --counts 20,60 --size 256 --seed 9 >&2
                unzip -p dataset.zip \(SuspectTests.killer) | sha256sum | cut -d' ' -f1
                """,
                in: directory
            )
            let digest = try #require(bytes.split(separator: "\n").last)
            variable = "export EQUIPOISE_TEST_CRASH_ON=\(digest)"
            server = try RunningServer(in: directory, before: variable)
        }

        /// Posts a zip and gives the job's id.
        func post(_ zip: String) throws -> String {
            let job = try server.json("-X POST -T \(zip) $url/v1/jobs")
            return try #require(job.text("id"), "\(job)")
        }

        /// Starts the server again as often as it dies, until a document is as it is to be.
        mutating func poll(
            _ path: String,
            until isDone: (JSONValue) -> Bool
        ) throws -> (document: JSONValue, starts: Int) {
            var starts = 1
            while starts < 9 {
                let shell = try Program.run(
                    "curl -sS --max-time 60 '\(server.address)\(path)'",
                    in: directory
                )
                if let document = try? JSONValue.parse(shell.output), isDone(document) {
                    return (document, starts)
                }
                let ended = "[ -s code ] && rm code && echo ended; sleep 0.05"
                if try Program.run(ended, in: directory).output.contains("ended") {
                    server = try RunningServer(in: directory, before: variable)
                    starts += 1
                }
            }
            throw SystemError(number: 62, call: "poll")
        }
    }

    @Test func leavesOutAnImageThatKillsAndCostsNoOtherJob() throws {
        try withTemporaryDirectory { directory in
            var scene = try Scene(in: directory)
            defer { _ = try? scene.server.stop("KILL") }
            // While the first is at work the others come to wait.
            let ahead = try scene.post("other.zip")
            let deadly = try scene.post("dataset.zip")
            let behind = try scene.post("other.zip")
            let (job, starts) = try scene.poll("/v1/jobs/\(deadly)") { $0["done"]?.asBool == true }
            #expect(job.text("state") == "succeeded" && starts == 2)
            #expect(job.text("dropped.reasons.crashed") == "1")
            #expect(job.warnings.contains("bad-images"))
            try scene.server.curl("-o out.zip $url/v1/jobs/\(deadly)/archive")
            for (number, id) in [ahead, behind].enumerated() {
                #expect(try scene.server.wait(for: id).text("state") == "succeeded")
                try scene.server.curl("-o other-\(number).zip $url/v1/jobs/\(id)/archive")
            }
            let finished = try FinishedDataset(in: directory)
            #expect(finished.dropped("crashed") == [Self.killer])
            #expect(finished.dropped.count == 1)
            let checks = try Program.output(
                """
                $equipoise balance other.zip -o undisturbed.zip >/dev/null
                cmp undisturbed.zip other-0.zip
                cmp undisturbed.zip other-1.zip
                \(scene.variable)
                $equipoise verify out.zip --dataset dataset.zip
                """,
                in: directory
            )
            #expect(checks.contains("left out unchecked, such as ‘\(Self.killer)’"), "\(checks)")
        }
    }

    @Test func inspectsADatasetThatHasAnImageThatKills() throws {
        try withTemporaryDirectory { directory in
            var scene = try Scene(in: directory)
            defer { _ = try? scene.server.stop("KILL") }
            let posted = try scene.server.json("-X POST -T dataset.zip $url/v1/datasets")
            let id = try #require(posted.text("id"))
            let (dataset, starts) = try scene.poll("/v1/datasets/\(id)") {
                $0.text("inspection_state") == "done"
            }
            #expect(starts == 2)
            #expect(dataset.text("inspection.dropped.reasons.crashed") == "1")
            // A job of it dies no more.
            let body = "{\"dataset\": \"\(id)\"}"
            let job = try scene.server.json(
                "-H 'Content-Type: application/json' -d '\(body)' $url/v1/jobs"
            )
            let done = try scene.server.wait(for: try #require(job.text("id")))
            #expect(done.text("state") == "succeeded")
            #expect(done.text("dropped.reasons.crashed") == "1")
        }
    }

    /// A signal that somebody sends says nothing of the images that were in hand.
    @Test func dropsNothingForASIGKILL() throws {
        try withTemporaryDirectory { directory in
            try Program.output(
                "$equipoise sample dataset.zip --counts 40,90 --size 512",
                in: directory
            )
            var server = try RunningServer(in: directory)
            let id = try server.post("size=512")
            for _ in 0..<4 {
                while try server.json("$url/v1/jobs/\(id)").text("state") == "queued" {}
                try server.stop("KILL")
                server = try RunningServer(in: directory)
            }
            defer { _ = try? server.stop("KILL") }
            #expect(try server.wait(for: id).text("state") == "succeeded")
            try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
            try Program.output(
                """
                $equipoise balance dataset.zip -o undisturbed.zip --size 512 >/dev/null
                cmp undisturbed.zip out.zip
                """,
                in: directory
            )
        }
    }

    /// A trial asks only whether the process lives: an image that is refused ends none.
    @Test(arguments: ["", "--options '{}'", "--options '{\"size\":\"original\"}' --without 2,3"])
    func outlivesWhatIsOnlyBad(options: String) throws {
        try withTemporaryDirectory { directory in
            var dataset = try TinyDataset([("a", 4), ("b", 9)])
            let bytes = try #require(dataset["a/a-1.png"])
            dataset.add("a/cut.png", Array(bytes.prefix(bytes.count / 2)))
            dataset.add("read.me", text: "no image")
            try dataset.write(to: directory)
            for entry in [0, 2, 13, 14, 99] {
                let words = "trial dataset.zip --entry \(entry) --parent $$ \(options)"
                let shell = try Program.run("$equipoise \(words)", in: directory)
                #expect(shell.status == 0 && shell.output.isEmpty, "\(shell.output)")
            }
            // Somebody else's child does nothing at all.
            let orphan = try Program.run(
                "$equipoise trial dataset.zip --entry 0 --parent 1",
                in: directory
            )
            #expect(orphan.status == 1)
        }
    }
}
