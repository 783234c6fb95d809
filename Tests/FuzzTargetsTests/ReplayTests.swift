// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import FuzzTargets
import POSIX
import TestSupport
import Testing

/// Seeds and past findings of the fuzzers, which every build must bear.
struct ReplayTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3)
        .reduce("") { "\($0)/\($1)" } + "/Fuzz"

    /// The files of a target, by path.
    private static func files(_ kind: String, _ target: FuzzTarget) throws -> [(String, [UInt8])] {
        // Git keeps no folder that is empty.
        guard try targets(kind).contains(target.name) else { return [] }
        let path = "\(folder)/\(kind)/\(target.name)"
        return try Directory(existing: path).names().map { name in
            let file = "\(path)/\(name)"
            return (file, try File(reading: file).contents())
        }
    }

    /// The targets that have files.
    private static func targets(_ kind: String) throws -> [String] {
        try Directory(existing: "\(folder)/\(kind)").names().sorted()
    }

    @Test(arguments: ["Corpus", "Regressions"])
    func everyFileIsOneOfATarget(kind: String) throws {
        let found = try Self.targets(kind)
        #expect(!found.isEmpty)
        #expect(Set(found).subtracting(FuzzTarget.all.map(\.name)).isEmpty)
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func bearsSeedsAndFindings(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let seeds = try Self.files("Corpus", target)
        #expect(!seeds.isEmpty)
        for (path, bytes) in try seeds + Self.files("Regressions", target) {
            do {
                try target.check(bytes)
            } catch {
                Issue.record("\(path): \(error)")
            }
        }
    }
}
