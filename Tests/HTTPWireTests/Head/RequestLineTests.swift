// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing
import WireFeeding

struct RequestLineTests {
    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])
    func knowsTheMethods(name: String) {
        #expect(parseHead("\(name) / HTTP/1.0\r\n\r\n").head?.method.rawValue == name)
    }

    /// RFC 9110 §9.1: methods are case-sensitive; CONNECT needs a proxy.
    @Test(arguments: ["get / ", "BREW / ", "GETX / ", "CONNECT example.com:443 ", "M-SEARCH * "])
    func answers501ForOtherMethods(start: String) {
        let violation = parseHead("\(start)HTTP/1.1\r\nHost: a\r\n\r\n").violation
        #expect(violation?.status == 501)
        #expect(violation?.code == "method-not-allowed")
    }

    @Test(arguments: [("1.0", 0), ("1.1", 1)])
    func readsTheVersion(version: String, minor: Int) {
        let head = parseHead("GET / HTTP/\(version)\r\nHost: a\r\n\r\n").head
        #expect(head?.minorVersion == minor)
    }

    @Test(arguments: ["GET / HTTP/0.9", "GET / HTTP/1.2", "GET / HTTP/2.0", "PRI * HTTP/2.0"])
    func answers505ForOtherVersions(line: String) {
        #expect(parseHead("\(line)\r\nHost: a\r\n\r\n").violation?.status == 505)
    }

    @Test(arguments: [
        "GET /", "GET", "GET / ", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /  HTTP/1.1",
        "GET / a HTTP/1.1", "GET\t/\tHTTP/1.1", "GET / HTTP/1", "GET / http/1.1", "GET / HTTP/11",
        "GET / HTTP/1.10", "GET / HTTP/ 1.1", "GET / HTTP/+1.1", "GET / HTTPS/1.1", "GET / 1.1",
        "G(T / HTTP/1.1", "GET /\0 HTTP/1.1", "GET / HTTP/1.1\0", "GET / HTTP-1.1",
        "GÉT / HTTP/1.1",
    ])
    func refusesBrokenLines(line: String) {
        let violation = parseHead("\(line)\r\nHost: a\r\n\r\n").violation
        #expect(violation?.status == 400)
        #expect(violation?.code == "bad-request")
    }

    @Test(arguments: ["GET / HTTP/1.1\n", "GET / HTTP/1.1\r", "GET /\r HTTP/1.1\r\n", "\n"])
    func refusesBareLineEnds(start: String) {
        #expect(parseHead("\(start)Host: a\r\n\r\n").violation?.status == 400)
    }
}
