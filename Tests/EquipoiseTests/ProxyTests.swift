// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// The README's own configurations of proxies, run as they stand but for ports and names of files.
@Suite struct ProxyTests {
    enum Proxy: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case nginx, haproxy

        var testDescription: String { rawValue }
        var isThere: Bool { Shell.has(rawValue, "openssl") }
    }

    /// Starts a proxy in front of a service; `$url` then leads through it.
    private func withProxy(
        _ proxy: Proxy,
        _ flags: String = "",
        _ body: (RunningServer, Directory) throws -> Void
    ) throws {
        try withServer(flags) { server, directory in
            let readme = String(
                decoding: try Directory(existing: Program.root).contents(of: "README.md"),
                as: UTF8.self
            )
            let start = try #require(readme.firstRange(of: "<!-- \(proxy.rawValue) -->\n```"))
            let end = try #require(readme.firstRange(of: "```\n<!-- /\(proxy.rawValue) -->"))
            let block = readme[start.upperBound..<end.lowerBound].drop { $0 != "\n" }
            try directory.write(Array(block.utf8), to: "block")
            try Program.output(script(proxy, server), in: directory)
            defer { _ = try? Program.run("kill $(cat proxy.pid)", in: directory) }
            let port = try Program.output("cat port", in: directory).filter { $0 != "\n" }
            try body(server.behind("https://localhost:\(port)"), directory)
        }
    }

    private func script(_ proxy: Proxy, _ server: RunningServer) -> String {
        let start =
            switch proxy {
            case .nginx:
                """
                { echo "pid $PWD/proxy.pid; error_log $PWD/proxy.log; events {} http {"
                  echo "access_log off; client_body_temp_path $PWD/t1; proxy_temp_path $PWD/t2;"
                  echo "fastcgi_temp_path $PWD/t3; uwsgi_temp_path $PWD/t4; scgi_temp_path $PWD/t5;"
                  cat block; echo '}'; } >proxy.conf
                nginx -p "$PWD" -c proxy.conf
                """
            case .haproxy:
                """
                cp block proxy.conf
                haproxy -D -p proxy.pid -f proxy.conf >proxy.log 2>&1
                """
            }
        return """
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
                -addext subjectAltName=DNS:localhost -keyout key -out cert 2>/dev/null
            cat cert key >both
            python3 -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0))
            print(s.getsockname()[1])" >port
            sed -i -e "s/127.0.0.1:8080/127.0.0.1:\(server.port)/" \
                -e "s/listen 443/listen 127.0.0.1:$(cat port)/" \
                -e "s/bind :443/bind 127.0.0.1:$(cat port)/" \
                -e "s#/etc/ssl/private/balance.example.key#$PWD/key#" \
                -e "s#crt /etc/ssl/balance.example.pem#crt $PWD/both#" \
                -e "s#/etc/ssl/balance.example.pem#$PWD/cert#" \
                -e "s/balance.example/localhost/" block
            \(start)
            for _ in $(seq 100); do
                curl -s --cacert cert https://localhost:$(cat port)/readyz | grep -q ready && exit 0
                sleep 0.1
            done
            cat proxy.log; exit 1
            """
    }

    private static let tls = "--cacert cert"

    @Test(arguments: Proxy.allCases.filter(\.isThere))
    func passesUploadsOfEveryKind(_ proxy: Proxy) throws {
        try withProxy(proxy) { server, directory in
            for arguments in [
                "-X POST -T dataset.zip", "-F dataset=@dataset.zip",
                "-X POST -T dataset.zip -H 'Transfer-Encoding: chunked'",
                "-X POST -T dataset.zip -H 'Expect: 100-continue'",
                "--http1.1 -X POST -T dataset.zip", "--http1.1 -F dataset=@dataset.zip",
            ] {
                let job = try server.json("\(Self.tls) \(arguments) \"$url/v1/jobs?size=16\"")
                let id = try #require(job.text("id"), "\(arguments): \(job)")
                while try server.json("\(Self.tls) $url/v1/jobs/\(id)")["done"]?.asBool == false {}
                let done = try server.json("\(Self.tls) $url/v1/jobs/\(id)")
                #expect(done.text("state") == "succeeded")
            }
            let page = try server.curl("\(Self.tls) $url/")
            #expect(page.contains(">curl -F dataset=@dataset.zip \(server.address)/v1/jobs<"))
        }
    }

    @Test(arguments: Proxy.allCases.filter(\.isThere))
    func resumesDownloadsAndKeepsValidators(_ proxy: Proxy) throws {
        try withProxy(proxy) { server, directory in
            let job = try server.json("\(Self.tls) -X POST -T dataset.zip $url/v1/jobs")
            let id = try #require(job.text("id"))
            while try server.json("\(Self.tls) $url/v1/jobs/\(id)")["done"]?.asBool == false {}
            let archive = "$url/v1/jobs/\(id)/archive"
            try server.curl("\(Self.tls) -o whole.zip \(archive)")
            try Program.output("head -c 1000 whole.zip >part.zip", in: directory)
            let resumed = try server.curl(
                "\(Self.tls) -C - -o part.zip -w '%{http_code}' \(archive)"
            )
            #expect(resumed == "206")
            let whole = try directory.contents(of: "whole.zip")
            #expect(try directory.contents(of: "part.zip") == whole)
            try Program.output("unzip -tqq whole.zip", in: directory)
            let head = try server.curl("\(Self.tls) -I \(archive)").lowercased()
            #expect(head.contains("content-length: \(whole.count)"), "\(head)")
            let tag = try #require(head.firstMatch(of: /etag: ("[^"]+")/)?.1)
            let again = try server.curl(
                "\(Self.tls) -o /dev/null -w '%{http_code}' -H 'If-None-Match: \(tag)' \(archive)"
            )
            #expect(again == "304")
            let beyond = try server.curl(
                "\(Self.tls) -w '\\n%{http_code}' -r 999999999- \(archive)"
            )
            #expect(beyond.hasSuffix("\n416") && beyond.contains("range-not-satisfiable"))
        }
    }

    @Test(arguments: Proxy.allCases.filter(\.isThere))
    func passesEventsAsTheyCome(_ proxy: Proxy) throws {
        try withProxy(proxy) { server, directory in
            let job = try server.json("\(Self.tls) -X POST -T dataset.zip $url/v1/jobs")
            let id = try #require(job.text("id"))
            for version in ["--http1.1", "--http2"] {
                let events = try server.curl(
                    "\(Self.tls) \(version) -N $url/v1/jobs/\(id)/events"
                )
                #expect(events.contains("\nevent: end\n"), "\(events)")
            }
        }
    }

    @Test(arguments: Proxy.allCases.filter(\.isThere))
    func passesOnWhatIsWrong(_ proxy: Proxy) throws {
        try withProxy(proxy, "--max-upload-bytes 100000") { server, directory in
            try Program.output("truncate -s 60M large.zip", in: directory)
            for (status, problem, arguments) in [
                ("404", "not-found", "$url/nothing"),
                ("405", "method-not-allowed", "-X PUT -T dataset.zip $url/v1/jobs"),
                ("413", "payload-too-large", "-X POST -T large.zip $url/v1/jobs"),
                ("413", "payload-too-large", "--http1.1 -X POST -T large.zip $url/v1/jobs"),
                (
                    "413", "payload-too-large",
                    "--http1.1 -H 'Transfer-Encoding: chunked' -X POST -T large.zip $url/v1/jobs"
                ),
                ("415", "unsupported-media-type", "--data-binary @dataset.zip $url/v1/jobs"),
                ("422", "invalid-options", "\"$url/v1/jobs?limit=0\""),
            ] {
                let answer = try server.curl("\(Self.tls) -w '\\n%{http_code}' \(arguments)")
                #expect(answer.hasSuffix("\n\(status)"), "\(arguments): \(answer)")
                #expect(answer.contains("/problems/\(problem)"), "\(arguments): \(answer)")
            }
        }
    }
}
