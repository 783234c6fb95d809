// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Hashing
import POSIX
import TestSupport
import Testing

@testable import Service

/// The page for people: nothing foreign in it, and nothing that it could do.
@Suite struct FrontPageTests {
    private func page(_ service: RunningService, _ fields: [String] = []) throws -> String {
        let answer = try service.call("GET", "/", fields: fields)
        #expect(answer.status == 200)
        #expect(answer.field("Content-Type") == "text/html; charset=utf-8")
        return answer.body
    }

    @Test func loadsAndRunsNothing() throws {
        try withService { service throws in
            let answer = try service.call("GET", "/")
            let policy = try #require(answer.field("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'; "))
            let style = try #require(answer.body.firstMatch(of: /<style>([^<]*)<\/style>/)?.1)
            #expect(policy.contains("'sha256-\(SHA256.digest(of: String(style)).base64)'"))
            for word in ["<script", "<img", "<iframe", "<form", "@import", "url(", "style="] {
                #expect(!answer.body.contains(word), "\(word)")
            }
            #expect(answer.body.firstMatch(of: /\son[a-z]+=/) == nil)
            for match in answer.body.matches(of: /(?:href|src)="([^"]*)"/) {
                #expect(match.1 == "data:," || match.1.hasPrefix("/"), "\(match.1)")
            }
        }
    }

    @Test func saysHowToPostToWhereItIs() throws {
        try withService { service throws in
            #expect(try page(service).contains("http://localhost/v1/jobs</code>"))
            let secure = try page(service, ["X-Forwarded-Proto: https"])
            #expect(secure.contains("https://localhost/v1/jobs/JOB/archive</code>"))
            let odd = try page(service, ["X-Forwarded-Proto: javascript"])
            #expect(odd.contains("http://localhost/v1/jobs</code>"))
        }
    }

    @Test func showsJobsAndAsksAgainWhileOneIsNotDone() throws {
        try withService { service throws in
            #expect(try page(service).contains("There is no job yet."))
            let posted = try service.call("POST", "/v1/jobs?size=512", body: service.zip)
            let path = try #require(posted.field("Location"))
            let early = try page(service)
            #expect(early.contains("<a href=\"\(path)\">"))
            _ = try service.wait(path)
            let late = try page(service)
            #expect(late.contains("<td class=\"succeeded\">succeeded</td>"))
            #expect(late.contains("<a href=\"\(path)/archive\">archive</a>"))
            #expect(!late.contains("http-equiv=\"refresh\""))
        }
    }

    @Test func showsNoJobsToThoseWhoMaySeeNone() throws {
        var html = HTML()
        FrontPage(try head(), jobs: nil).writeJobs(to: &html)
        #expect(html.source.contains("token") && !html.source.contains("<table"))
    }

    @Test func showsATenantsJobsToThatTenantAlone() throws {
        try withTemporaryDirectory { directory in
            let file = try TokenFile(in: directory.path)
            let ann = try file.make("ann", tenant: "ann", scope: .submit).text
            let bob = try file.make("bob", tenant: "bob", scope: .read).text
            let service = try RunningService(in: directory)
            let result = Result {
                let posted = try service.call(
                    "POST",
                    "/v1/jobs",
                    fields: ["Authorization: Bearer \(ann)"],
                    body: service.zip
                )
                let path = try #require(posted.field("Location"), "\(posted)")
                let anns = try page(service, ["Authorization: Bearer \(ann)"])
                let bobs = try page(service, ["Authorization: Bearer \(bob)"])
                let nobodys = try page(service)
                #expect(anns.contains(path))
                #expect(!bobs.contains(path) && bobs.contains("There is no job yet."))
                #expect(!nobodys.contains(path) && nobodys.contains("to those who have a token"))
                let metrics = try service.call("GET", "/metrics")
                #expect(metrics.status == 401)
            }
            try service.stop()
            try result.get()
        }
    }

    @Test(arguments: [
        ("<b>", "&lt;b&gt;"), ("\"' onload=x", "&quot;&#39; onload=x"), ("&lt;", "&amp;lt;"),
        ("é", "é"),
    ])
    func leavesNoMarkupInText(text: String, written: String) {
        var html = HTML()
        html.text(text)
        #expect(html.source == written)
    }

    private func head() throws -> RequestHead {
        var parser = RequestHeadParser()
        let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .complete(let head, _) = try parser.parse(text.span) else {
            throw Problem(.badRequest, "no whole head")
        }
        return head
    }
}
