// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// What every resource has in common, and how a job's life shows in its answers.
@Suite struct ResourceTests {
    @Test func answersHeadWhereverGet() throws {
        try withServer { server, _ in
            let id = try server.post()
            _ = try server.wait(for: id)
            let job = "/v1/jobs/\(id)"
            for path in [
                "/livez", "/readyz", "/version", "/openapi.yaml", "/problems/not-found", "/v1/jobs",
                job, job + "/archive", job + "/manifest",
            ] {
                let length = try server.curl("-o /dev/null -w '%{size_download}' $url\(path)")
                let head = try server.curl("-I $url\(path)")
                #expect(head.hasPrefix("HTTP/1.1 200"), "\(path): \(head)")
                #expect(field("Content-Length", of: head) == length, "\(path)")
                let put = try server.curl("-D - -o /dev/null -X PUT $url\(path)")
                #expect(put.hasPrefix("HTTP/1.1 405"), "\(path): \(put)")
                let allow = try #require(field("Allow", of: put))
                #expect(allow.contains("GET, HEAD") && !allow.contains("PUT"), "\(path): \(allow)")
            }
        }
    }

    @Test func namesTheRequestInEveryAnswer() throws {
        try withServer { server, _ in
            let named = try server.curl("-D - -o /dev/null -H 'X-Request-Id: run-7.a' $url/livez")
            #expect(field("X-Request-Id", of: named) == "run-7.a")
            let foreign = try server.curl("-D - -H 'X-Request-Id: a b' $url/nothing")
            let made = try #require(field("X-Request-Id", of: foreign))
            #expect(made != "a b")
            #expect(foreign.contains("\"request_id\":\"\(made)\""), "\(foreign)")
        }
    }

    @Test func saysWhereTheJobIsAndWhenToAsk() throws {
        try withServer { server, _ in
            let answer = try server.curl("-D - -o /dev/null -F dataset=@dataset.zip $url/v1/jobs")
            #expect(answer.contains("HTTP/1.1 202"), "\(answer)")
            #expect(field("Retry-After", of: answer) == "1")
            let location = try #require(field("Location", of: answer))
            let job = try server.json("$url\(location)")
            #expect(job.text("links.self") == location)
            let id = try #require(job.text("id"))
            _ = try server.wait(for: id)
            let done = try server.curl("-I $url\(location)")
            #expect(field("Retry-After", of: done) == nil)
            let archive = try #require(job.text("links.archive"))
            #expect(try server.curl("-I $url\(archive)").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func listsJobsOfAState() throws {
        try withServer { server, directory in
            try Program.output(
                """
                python3 - <<'EOF'
                import zipfile
                with zipfile.ZipFile('bad.zip', 'w') as z:
                    for name in ('a/1.png', 'a/2.png', 'b/1.png', 'b/2.png', 'b/3.png'):
                        z.writestr(name, 'no picture at all: ' + name)
                EOF
                """,
                in: directory
            )
            let refused = try server.json("-X POST -T bad.zip \"$url/v1/jobs?test=0\"")
            let bad = try #require(refused.text("id"), "\(refused)")
            let good = [try server.post("size=16"), try server.post("size=16")]
            for id in [bad] + good { _ = try server.wait(for: id) }
            func ids(_ query: String) throws -> [String?]? {
                try server.json("\"$url/v1/jobs?\(query)\"")["jobs"]?.asArray?.map { $0.text("id") }
            }
            #expect(try ids("state=failed") == [bad])
            let failed = try server.json("$url/v1/jobs/\(bad)")
            let lost = failed["error"]?["errors"]?.asArray?.map { $0.text("file") }
            #expect(lost == ["a/1.png", "a/2.png", "b/1.png", "b/2.png", "b/3.png"])
            #expect(try ids("state=succeeded") == good.reversed())
            #expect(try ids("state=queued") == [])
            let page = try server.curl("-D - -o /dev/null \"$url/v1/jobs?state=succeeded&limit=1\"")
            let link = try #require(field("Link", of: page))
            #expect(link.hasSuffix(">; rel=\"next\""))
            let next = link.dropFirst().prefix { $0 != ">" }
            let second = try server.json("\"$url\(next)\"")
            #expect(second["jobs"]?.asArray?.map { $0.text("id") } == [good[0]])
        }
    }

    @Test func isNotReadyWhileItsQueueIsFull() throws {
        try withServer("--max-queued-jobs 1") { server, _ in
            let slow = "size=2048&format=png"
            let running = try server.post(slow)
            while try server.json("$url/v1/jobs/\(running)").text("state") == "queued" {}
            let queued = try server.post(slow)
            let ready = try server.curl("-w '\\n%{http_code}' $url/readyz")
            #expect(ready.hasSuffix("\n503") && ready.contains("queue-full"), "\(ready)")
            for id in [queued, running] { try server.curl("-X DELETE $url/v1/jobs/\(id)") }
            #expect(try server.wait(for: running).text("state") == "cancelled")
            #expect(try server.curl("-o /dev/null -w '%{http_code}' $url/readyz") == "200")
        }
    }

    @Test func aDownloadOutlivesItsJob() throws {
        try withServer { server, directory in
            let id = try server.post("size=1024&format=png")
            _ = try server.wait(for: id)
            try server.curl("-o whole.zip $url/v1/jobs/\(id)/archive")
            try Program.output(
                """
                curl -sS --limit-rate 20M -o slow.zip \(server.address)/v1/jobs/\(id)/archive &
                while [ ! -s slow.zip ]; do sleep 0.01; done
                curl -sS -X DELETE \(server.address)/v1/jobs/\(id)
                wait $!
                """,
                in: directory
            )
            #expect(try directory.contents(of: "slow.zip") == directory.contents(of: "whole.zip"))
        }
    }

    /// Who was told 202 for a cancellation must not find the job done after all.
    @Test func aCancellationOutlivesACrash() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let first = try RunningServer(in: directory)
            let id = try first.post("size=4096&format=png")
            while try first.json("$url/v1/jobs/\(id)").text("state") == "queued" {}
            try first.curl("-o /dev/null -X DELETE $url/v1/jobs/\(id)")
            try first.stop("KILL")
            let second = try RunningServer(in: directory)
            #expect(try second.wait(for: id).text("state") == "cancelled")
            #expect(try Directory(existing: directory.path(of: "data/archives")).names().isEmpty)
            try second.stop()
        }
    }

    /// The value of a field in a head as curl prints it.
    private func field(_ name: String, of head: String) -> String? {
        head.split(whereSeparator: \.isNewline)
            .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }
}
