// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Uploads that break off, run side by side, or come with a digest.
@Suite struct UploadTests {
    /// Sends the head and the first half of `dataset.zip`, then runs `then` while it waits.
    private func half(_ server: RunningServer, then: String) -> String {
        """
        python3 - <<'EOF'
        import os, signal, socket, subprocess, time
        data = open('dataset.zip', 'rb').read()
        s = socket.create_connection(('127.0.0.1', \(server.port)))
        s.sendall(b'POST /v1/jobs HTTP/1.1\\r\\nHost: localhost\\r\\n'
                  b'Content-Type: application/zip\\r\\n'
                  b'Content-Length: %d\\r\\n\\r\\n' % len(data) + data[:len(data) // 2])
        deadline = time.time() + 30
        def uploads():
            return os.listdir('data/datasets')
        while not uploads() and time.time() < deadline: time.sleep(0.02)
        assert len(uploads()) == 1 and uploads()[0].endswith('.part'), uploads()
        \(then)
        EOF
        """
    }

    @Test func leavesNoTraceOfAClientThatWentAway() throws {
        try withServer { server, directory in
            let script = half(
                server,
                then: """
                    s.close()
                    while uploads() and time.time() < deadline: time.sleep(0.02)
                    assert not uploads(), uploads()
                    """
            )
            try Program.output(script, in: directory)
            #expect(try server.wait(for: server.post()).text("state") == "succeeded")
        }
    }

    @Test func leavesNoTraceOfAnUploadThatACrashCutShort() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let first = try RunningServer(in: directory)
            let kill = "os.kill(int(open('pid').read()), signal.SIGKILL)"
            try Program.output(half(first, then: kill), in: directory)
            let uploads = try Directory(existing: directory.path(of: "data/datasets"))
            #expect(try uploads.names().count == 1)
            let second = try RunningServer(in: directory)
            #expect(try uploads.names().isEmpty)
            #expect(try second.json("$url/v1/jobs")["jobs"]?.asArray?.isEmpty == true)
            try second.stop()
        }
    }

    @Test func takesNoMoreUploadsAtOnceThanItsLimit() throws {
        try withServer("--max-uploads 1") { server, directory in
            let script = half(
                server,
                then: """
                    post = ['curl', '-s', '-D-', '-X', 'POST', '-T', 'dataset.zip',
                            '\(server.address)/v1/jobs']
                    answer = subprocess.run(post, capture_output=True).stdout.decode()
                    assert answer.startswith('HTTP/1.1 503'), answer
                    assert 'Retry-After:' in answer and '/problems/queue-full' in answer, answer
                    s.sendall(data[len(data) // 2:])
                    assert s.recv(12) == b'HTTP/1.1 202'
                    """
            )
            try Program.output(script, in: directory)
            #expect(try server.wait(for: server.post()).text("state") == "succeeded")
        }
    }

    /// From the head alone: nothing is sent by a client that asks, and one that does not ask still
    /// reads the answer, though it is sending more than the server ever reads (RFC 9112 §9.6).
    @Test(
        arguments: [
            ("507", "--min-free-bytes 1000000000000000", "", "application/zip"),
            ("413", "--max-upload-bytes 1000", "", "application/zip"),
            ("415", "", "", "text/plain"),
            ("422", "", "sed=1", "application/zip"),
        ],
        ["Expect: 100-continue", "Expect:"]
    )
    func refusesFromTheHead(
        refusal: (status: String, flags: String, query: String, type: String),
        expect: String
    ) throws {
        try withServer(refusal.flags) { server, directory in
            try Program.output("truncate -s 200M large.zip", in: directory)
            let answer = try server.curl(
                "-o answer -w '%{http_code} %{size_upload} %{content_type}' -H '\(expect)' "
                    + "-H 'Content-Type: \(refusal.type)' -X POST -T large.zip "
                    + "\"$url/v1/jobs?\(refusal.query)\""
            ).split(separator: " ")
            #expect(answer[0] == refusal.status && answer[2] == "application/problem+json")
            let sent = try #require(Int(answer[1]))
            #expect(expect == "Expect:" ? sent < 200 << 20 : sent == 0, "\(sent)")
            let kept = try Directory(existing: directory.path(of: "data/datasets")).names()
            #expect(kept.isEmpty)
        }
    }

    @Test func givesTheSameArchiveToClientsSideBySide() throws {
        try withServer { server, directory in
            try Program.output(
                """
                for name in a b c; do
                    curl -sS -o $name.json -F dataset=@dataset.zip \(server.address)/v1/jobs &
                done
                wait
                """,
                in: directory
            )
            var archives: [[UInt8]] = []
            for name in ["a.json", "b.json", "c.json"] {
                let text = String(decoding: try directory.contents(of: name), as: UTF8.self)
                let id = try #require(JSONValue.parse(text).text("id"), "\(text)")
                #expect(try server.wait(for: id).text("state") == "succeeded")
                try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
                archives.append(try directory.contents(of: "out.zip"))
            }
            #expect(archives.allSatisfy { $0 == archives[0] })
        }
    }

    @Test(arguments: ["Content-Digest", "Repr-Digest"])
    func comparesTheDigest(field: String) throws {
        try withServer { server, directory in
            let script = """
                python3 -c "
                import base64, hashlib
                for data in (open('dataset.zip', 'rb').read(), b'another'):
                    print(base64.b64encode(hashlib.sha256(data).digest()).decode())"
                """
            let digests = try Program.output(script, in: directory).split(separator: "\n")
            let answers = try digests.map { digest in
                try server.curl(
                    "-w '\\n%{http_code}' -H '\(field): sha-256=:\(digest):' "
                        + "-X POST -T dataset.zip $url/v1/jobs"
                )
            }
            #expect(answers[0].hasSuffix("\n202"), "\(answers)")
            #expect(answers[1].hasSuffix("\n400"), "\(answers)")
            #expect(answers[1].contains("/problems/digest-mismatch"), "\(answers)")
            let kept = try Directory(existing: directory.path(of: "data/datasets")).names()
            #expect(kept.count == 1, "nothing is left of what was refused")
        }
    }
}
