// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import HTTPTypes
import HTTPWire
import Hashing
import JobStore
import Testing

@testable import Pipeline
@testable import Service

/// `openapi.yaml` says what the program does, and nothing else.
///
/// The file is read as text: its layout is ours, and a parser for YAML would be a dependency.
@Suite struct ContractTests {
    private let contract = ContractText()

    // MARK: Problems

    @Test func namesEveryProblemAndNoOther() {
        let names = contract.words(of: "enum", in: contract.block("    ProblemName:"))
        #expect(names == ProblemKind.allCases.map(\.rawValue).sorted())
    }

    @Test(arguments: ProblemKind.allCases)
    func tellsTheStatusOf(kind: ProblemKind) {
        let row = contract.block("    ProblemName:").first { $0.contains("| `\(kind.rawValue)` |") }
        let statuses = row?.split(separator: "|").dropFirst(2).first ?? ""
        #expect(statuses.contains("\(kind.description.status)"), "in its row of the table")
    }

    @Test(arguments: ProblemKind.allCases)
    func describesAnAnswerWith(kind: ProblemKind) {
        // No route answers with 405 to a method it has.
        if kind == .methodNotAllowed { return }
        // No request can kill the process of an answer: the problem stands in a dataset.
        let responses = contract.block(kind == .poison ? "    StoredDataset:" : "  responses:")
        #expect(responses.contains { $0.contains("`\(kind.rawValue)`") })
    }

    // MARK: Options

    @Test func takesTheOptionsThatThereAreAndNoOther() {
        let names = OptionTable.all.map(\.name)
        let post = contract.block("    post:", in: contract.block("  /v1/jobs:"))
        let parameters = post.compactMap { line in
            line.firstMatch(of: /- \$ref: '#\/components\/parameters\/(\w+)'/).map { String($0.1) }
        }
        #expect(parameters == names + ["DryRun", "ContentDigest", "ReprDigest", "IdempotencyKey"])
        #expect(contract.members("    JobForm:") == ["dataset", "labels", "dry_run"] + names)
        #expect(contract.members("    Options:") == names)
        #expect(contract.words(of: "required", in: contract.block("    Options:")) == names)
    }

    @Test(arguments: OptionTable.all.map(\.name))
    func describesTheOption(name: String) throws {
        let option = try #require(OptionTable.description(named: name))
        let parameter = contract.entry(name, of: contract.block("  parameters:"))
        #expect(parameter.contains("in: query"), "a query parameter")
        let given = parameter.firstMatch(of: /default: (?:'([^']*)'|([\w.]+))/)
        let text = given.flatMap { $0.1 ?? $0.2 }.map(String.init)
        #expect(text == option.defaultText, "the default")
        if parameter.contains("enum: [") {
            let words = contract.words(of: "enum", in: [parameter])
            let accepted = option.accepted.split { ", ".contains($0) }.map(String.init)
            #expect(words == accepted.filter { $0 != "or" }, "the accepted words")
        }
    }

    // MARK: Routes

    @Test func promisesOnlyRoutesAndMethodsThatThereAre() throws {
        let paths = contract.lines.filter { $0.hasPrefix("  /") && $0.hasSuffix(":") }
        #expect(paths.count == 15)
        for line in paths {
            let path = line.dropFirst(2).dropLast()
                .replacing("{id}", with: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
                .replacing("{name}", with: "internal")
            let route = try #require(Route(target(String(path))), "\(path)")
            let methods = contract.keys(of: contract.block(line), indent: 4)
                .filter { $0 != "parameters" }
            #expect(
                Set(methods) == Set(route.methods.map { $0.rawValue.lowercased() }),
                "the methods of \(path)"
            )
        }
    }

    @Test func asksForTheScopesThatTheRoutesDo() throws {
        for line in contract.lines where line.hasPrefix("  /") && line.hasSuffix(":") {
            let path = line.dropFirst(2).dropLast()
                .replacing("{id}", with: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
                .replacing("{name}", with: "internal")
            let route = try #require(Route(target(String(path))), "\(path)")
            // Where the contract says nothing, what is said for all of it holds: read.
            for method in route.methods where [.get, .post, .delete].contains(method) {
                let name = method.rawValue.lowercased()
                let operation = contract.block("    \(name):", in: contract.block(line))
                let own = operation.first { $0.hasPrefix("      security: ") }
                let expected: String? =
                    switch route.scope(for: method) {
                    case .read: nil
                    case .submit where path == "/v1/jobs": "      security: &submitting"
                    case .submit: "      security: *submitting"
                    case .admin: "      security: *administering"
                    case nil: "      security: []"
                    }
                #expect(own == expected, "\(name) \(path)")
                let isGuarded = operation.contains { $0.hasPrefix("        '401':") }
                #expect(isGuarded == (expected != "      security: []"), "\(name) \(path)")
                #expect(operation.contains { $0.hasPrefix("        '421':") }, "\(name) \(path)")
            }
        }
        #expect(contract.block("security:") == ["  - {}", "  - bearer: [read]"])
        let submitting = contract.block("      security: &submitting")
        #expect(submitting == ["        - {}", "        - bearer: [submit]"])
    }

    @Test func namesTheFieldsThatAllowedPagesAreSent() throws {
        let friend = try #require(Origin("https://friend.example"))
        let lines = AnswerLines(OriginPolicy(allowed: [friend]))
        let fields = ["Origin: \(friend)", "Access-Control-Request-Method: POST"]
        let head = try RequestHead("OPTIONS /v1/jobs", fields)
        let preflight = try #require(lines.preflight(head, allow: "GET"))
        let allowed = contract.block("    Allowed:")
        for field in preflight {
            let name = field.name.canonicalName
            #expect(allowed.contains { $0.lowercased().hasPrefix("        \(name): ") }, "\(name)")
        }
        let introduction = contract.block("info:")
        for name in ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"] {
            #expect(introduction.contains { $0.contains("`\(name)`") }, "\(name)")
        }
    }

    // MARK: Documents

    @Test func namesEveryStateAndPhase() {
        let states = contract.words(of: "enum", in: contract.block("    State:"))
        #expect(states == JobState.allCases.map(\.rawValue))
        let phases = contract.words(of: "enum", in: contract.block("    Phase:"))
        #expect(phases == JobPhase.allCases.map(\.rawValue) + ["null"])
    }

    @Test func namesTheColumnsOfTheManifest() {
        let block = contract.block("    ManifestRow:")
        #expect(contract.words(of: "required", in: block) == ManifestRow.columns)
        #expect(contract.members("    ManifestRow:") == ManifestRow.columns)
        let example = contract.block("    ManifestCSV:").first { $0.contains("file,split") }
        #expect(example?.drop { $0 == " " } == ManifestRow.columns.joined(separator: ",")[...])
    }

    @Test func refersToEveryComponentAndToNoOther() {
        var components: Set<String> = []
        for section in ["parameters", "headers", "responses", "examples", "schemas"] {
            for name in contract.keys(of: contract.block("  \(section):"), indent: 4) {
                components.insert("#/components/\(section)/\(name)")
            }
        }
        let references = contract.lines.flatMap { line in
            line.matches(of: /\$ref: '([^']+)'/).map { String($0.1) }
        }
        #expect(components.symmetricDifference(references).sorted() == [])
    }

    @Test func isOfThisVersion() {
        let version = contract.lines.first { $0.hasPrefix("  version: ") }
        #expect(version == "  version: \(Version.current)")
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
