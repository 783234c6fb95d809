// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// The archive over HTTP: whole, in part, resumed, and only when it has changed.
@Suite struct DownloadTests {
    private let status = "-o /dev/null -w '%{http_code}'"

    @Test func servesRangesAndConditions() throws {
        try withServer { server, directory in
            let id = try server.post()
            _ = try server.wait(for: id)
            let url = "$url/v1/jobs/\(id)/archive"
            try server.curl("-o whole.zip \(url)")
            let whole = try directory.contents(of: "whole.zip")
            let head = try server.curl("-I \(url)")
            #expect(field("Content-Length", of: head) == "\(whole.count)")
            #expect(field("Accept-Ranges", of: head) == "bytes")
            #expect(field("Content-Disposition", of: head)?.hasPrefix("attachment") == true)
            let tag = try #require(field("ETag", of: head))

            try server.curl("-o part.zip -r 100-299 \(url)")
            #expect(try directory.contents(of: "part.zip") == Array(whole[100..<300]))
            #expect(try server.curl("\(status) -r 100-299 \(url)") == "206")
            #expect(try server.curl("\(status) -r \(whole.count)- \(url)") == "416")
            #expect(try server.curl("\(status) -H 'If-None-Match: \(tag)' \(url)") == "304")
            #expect(try server.curl("\(status) -H 'If-Match: \"x\"' \(url)") == "412")
            #expect(try server.curl("\(status) -r 0-9 -H 'If-Range: \(tag)' \(url)") == "206")
            #expect(try server.curl("\(status) -r 0-9 -H 'If-Range: \"x\"' \(url)") == "200")
        }
    }

    @Test func resumesWhereADownloadBrokeOff() throws {
        try withServer { server, directory in
            let id = try server.post()
            _ = try server.wait(for: id)
            try server.curl("-o whole.zip $url/v1/jobs/\(id)/archive")
            let whole = try directory.contents(of: "whole.zip")
            try directory.write(Array(whole.prefix(1000)), to: "resumed.zip")
            try server.curl("-C - -o resumed.zip $url/v1/jobs/\(id)/archive")
            #expect(try directory.contents(of: "resumed.zip") == whole)
        }
    }

    @Test func answersAPollOnlyWhenTheJobHasChanged() throws {
        try withServer { server, _ in
            let id = try server.post()
            _ = try server.wait(for: id)
            let url = "$url/v1/jobs/\(id)"
            let tag = try #require(field("ETag", of: try server.curl("-I \(url)")))
            #expect(tag.hasPrefix("W/"))
            #expect(try server.curl("\(status) -H 'If-None-Match: \(tag)' \(url)") == "304")
            #expect(try server.curl("\(status) -H 'If-None-Match: W/\"x\"' \(url)") == "200")
        }
    }

    /// The value of a field in a head as curl prints it.
    private func field(_ name: String, of head: String) -> String? {
        head.split(whereSeparator: \.isNewline)
            .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }
}
