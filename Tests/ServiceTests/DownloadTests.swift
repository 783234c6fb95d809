// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import POSIX
import TestSupport
import Testing

@testable import Service

/// Downloads: conditions in the order of RFC 9110 §13.2.2, then one range (§14).
@Suite struct DownloadTests {
    private static let bytes = Array("0123456789".utf8)
    private static let tag = "\"\(SHA256.digest(of: bytes))\""
    /// When the file was made; the other times are a second before and after it.
    private static let modified = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"

    struct Case: Sendable, CustomTestStringConvertible {
        let fields: [String]
        let status: Int
        /// The bytes of the body; nil for all of them, and for an answer without a body.
        var range: Range<UInt64>?

        var testDescription: String { fields.joined(separator: ", ") }

        init(_ status: Int, _ fields: String..., range: Range<UInt64>? = nil) {
            self.fields = fields
            self.status = status
            self.range = range
        }
    }

    static let conditions = [
        Case(200),
        // Step 1: If-Match, by strong comparison.
        Case(200, "If-Match: \(tag)"),
        Case(200, "If-Match: *"),
        Case(200, "If-Match: \"x\", \(tag)"),
        Case(412, "If-Match: \"x\""),
        Case(412, "If-Match: W/\(tag)"),
        Case(412, "If-Match: nonsense"),
        // Step 2: If-Unmodified-Since, only without If-Match.
        Case(200, "If-Unmodified-Since: \(modified)"),
        Case(412, "If-Unmodified-Since: \(before)"),
        Case(200, "If-Unmodified-Since: yesterday"),
        Case(200, "If-Match: \(tag)", "If-Unmodified-Since: \(before)"),
        Case(412, "If-Match: \"x\"", "If-Unmodified-Since: \(modified)"),
        // Step 3: If-None-Match, by weak comparison.
        Case(304, "If-None-Match: \(tag)"),
        Case(304, "If-None-Match: W/\(tag)"),
        Case(304, "If-None-Match: *"),
        Case(200, "If-None-Match: \"x\""),
        Case(412, "If-Match: \"x\"", "If-None-Match: \(tag)"),
        Case(304, "If-Match: \(tag)", "If-None-Match: \(tag)"),
        // Step 4: If-Modified-Since, only without If-None-Match.
        Case(304, "If-Modified-Since: \(modified)"),
        Case(304, "If-Modified-Since: \(after)"),
        Case(200, "If-Modified-Since: \(before)"),
        Case(200, "If-Modified-Since: yesterday"),
        Case(200, "If-None-Match: \"x\"", "If-Modified-Since: \(modified)"),
        Case(412, "If-Unmodified-Since: \(before)", "If-Modified-Since: \(modified)"),
    ]

    /// Step 5, and what comes of a range; these for GET alone.
    static let ranges = [
        Case(206, "Range: bytes=0-0", range: 0..<1),
        Case(206, "Range: bytes=2-4", range: 2..<5),
        Case(206, "Range: bytes=7-", range: 7..<10),
        Case(206, "Range: bytes=-3", range: 7..<10),
        Case(206, "Range: bytes=-99", range: 0..<10),
        Case(206, "Range: bytes=8-99999999999999999999", range: 8..<10),
        Case(206, "Range: BYTES=0-1", range: 0..<2),
        Case(416, "Range: bytes=10-"),
        Case(416, "Range: bytes=10-12"),
        Case(416, "Range: bytes=-0"),
        // Several, malformed or of another unit: the whole (§14.2).
        Case(200, "Range: bytes=0-0,2-3"),
        Case(200, "Range: bytes=4-2"),
        Case(200, "Range: bytes=+1-2"),
        Case(200, "Range: lines=0-1"),
        Case(200, "Range: 0-1"),
        // If-Range must be this file, exactly and strongly.
        Case(206, "Range: bytes=2-4", "If-Range: \(tag)", range: 2..<5),
        Case(206, "Range: bytes=2-4", "If-Range: \(modified)", range: 2..<5),
        Case(200, "Range: bytes=2-4", "If-Range: W/\(tag)"),
        Case(200, "Range: bytes=2-4", "If-Range: \"x\""),
        Case(200, "Range: bytes=2-4", "If-Range: \(before)"),
        Case(200, "Range: bytes=2-4", "If-Range: \(after)"),
        Case(200, "Range: bytes=2-4", "If-Range: nonsense"),
        Case(200, "Range: bytes=10-", "If-Range: \"x\""),
        // The steps before it come first.
        Case(304, "Range: bytes=2-4", "If-None-Match: \(tag)"),
        Case(412, "Range: bytes=2-4", "If-Match: \"x\""),
        Case(412, "Range: bytes=10-", "If-Match: \"x\""),
        Case(206, "Range: bytes=2-4", "If-Match: \(tag)", "If-Range: \(tag)", range: 2..<5),
    ]

    private func respond(_ method: String, _ fields: [String]) throws -> Response {
        let file = try File(temporaryIn: "/tmp")
        try unsafe Self.bytes.withUnsafeBytes { try unsafe file.descriptor.write(all: $0, at: 0) }
        let download = Download(
            file: file,
            length: UInt64(Self.bytes.count),
            sha256: SHA256.digest(of: Self.bytes),
            modified: HTTPDate(parsing: Self.modified),
            type: "application/zip",
            name: "Bäume.zip"
        )
        do {
            return try download.response(to: RequestHead("\(method) /", fields))
        } catch let problem as Problem {
            return problem.response(requestID: "test")
        }
    }

    @Test(arguments: conditions, ["GET", "HEAD"])
    func keepsToTheConditions(_ row: Case, method: String) throws {
        let answer = try respond(method, row.fields)
        #expect(answer.status.code == row.status)
        if row.status == 412 { return }
        #expect(answer.fields[.eTag] == Self.tag, "a 304 has it too (§15.4.5)")
        #expect(answer.fields[.lastModified] == Self.modified)
        if row.status == 304 {
            #expect(answer.body.count == 0 && answer.fields[.contentType] == nil)
        }
    }

    @Test(arguments: ranges)
    func sendsThePartThatIsAskedFor(_ row: Case) throws {
        let answer = try respond("GET", row.fields)
        #expect(answer.status.code == row.status)
        let part = row.range.map { "bytes \($0.lowerBound)-\($0.upperBound - 1)/10" }
        #expect(answer.fields[.contentRange] == (row.status == 416 ? "bytes */10" : part))
        if row.status == 200 || row.status == 206 {
            guard case .file(_, let sent) = answer.body else {
                Issue.record("a download is a file")
                return
            }
            #expect(sent == row.range ?? 0..<10)
            #expect(answer.fields[.acceptRanges] == "bytes")
            // Of the whole, whatever part is sent (RFC 9530 §3).
            let digest = ContentDigest(sha256: SHA256.digest(of: Self.bytes).bytes).description
            #expect(answer.fields[.reprDigest] == digest)
        }
    }

    /// Range is defined for GET alone (RFC 9110 §14.2).
    @Test(arguments: ["Range: bytes=2-4", "Range: bytes=10-"])
    func headIsAboutTheWhole(range: String) throws {
        let answer = try respond("HEAD", [range])
        #expect(answer.status.code == 200)
        #expect(answer.body.count == 10 && answer.fields[.contentRange] == nil)
    }

    /// RFC 6266 with RFC 8187: the exact name for those who read it, a likeness for the others.
    @Test func isSavedUnderItsName() throws {
        let answer = try respond("GET", [])
        #expect(
            answer.fields[.contentDisposition]
                == "attachment; filename=\"B_ume.zip\"; filename*=UTF-8''B%C3%A4ume.zip"
        )
        #expect(answer.fields[.cacheControl] == "private, no-cache, no-transform")
    }
}
