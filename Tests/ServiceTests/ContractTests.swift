// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import HTTPTypes
import HTTPWire
import Hashing
import Pipeline
import Testing

@testable import Service

/// `openapi.yaml` says what the program does, and nothing else.
@Suite struct ContractTests {
    private let lines = String(decoding: Contract.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    /// The lines of the block that a line at some indentation begins.
    private func block(_ heading: String) -> [String] {
        let indent = heading.prefix { $0 == " " }.count
        guard let start = lines.firstIndex(of: heading) else { return [] }
        return lines[(start + 1)...].prefix { line in
            line.isEmpty || line.prefix { $0 == " " }.count > indent
        }.filter { !$0.isEmpty }
    }

    @Test func namesEveryProblemAndNoOther() {
        let names = block("    ProblemName:").filter { $0.hasPrefix("        - ") }
            .map { String($0.dropFirst(10)) }
        #expect(names == ProblemKind.allCases.map(\.rawValue).sorted())
    }

    @Test(arguments: OptionTable.all.map(\.name))
    func describesTheOption(name: String) {
        #expect(block("    \(name):").contains("      in: query"), "a query parameter")
        let inForm = block("    JobForm:").contains { $0.hasPrefix("        \(name): ") }
        #expect(inForm, "a form field")
        let inDocument = block("    Options:").contains { $0.hasPrefix("        \(name): ") }
        #expect(inDocument, "a member of a job's options")
    }

    @Test func promisesOnlyRoutesAndMethodsThatThereAre() throws {
        let paths = lines.filter { $0.hasPrefix("  /") && $0.hasSuffix(":") }
        #expect(paths.count == 9)
        for line in paths {
            let path = line.dropFirst(2).dropLast()
                .replacing("{id}", with: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
                .replacing("{name}", with: "internal")
            let route = try #require(Route(target(String(path))), "\(path)")
            let methods = block(line)
                .filter { $0.hasPrefix("    ") && !$0.hasPrefix("     ") }
                .compactMap { $0.dropFirst(4).split(separator: ":").first.map(String.init) }
                .filter { $0 != "parameters" }
            #expect(
                Set(methods) == Set(route.methods.map { $0.rawValue.lowercased() }),
                "the methods of \(path)"
            )
        }
    }

    @Test func isOfThisVersion() {
        #expect(lines.contains("  version: \(Version.current)"))
    }

    @Test func isServedUnderATagOfItsBytes() {
        let digest = unsafe Contract.bytes.withUnsafeBytes { unsafe SHA256.digest(of: $0) }
        #expect(Contract.tag.opaque == digest.description)
        #expect(!Contract.tag.isWeak)
    }

    private func target(_ path: String) throws -> RequestTarget {
        var parser = RequestHeadParser()
        let text = Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .complete(let head, _) = try parser.parse(text.span) else {
            throw HTTPViolation(status: 400, code: "bad-request", detail: "no whole head")
        }
        return head.target
    }
}
