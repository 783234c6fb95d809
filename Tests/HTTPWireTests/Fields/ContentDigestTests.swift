// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct ContentDigestTests {
    /// The SHA-256 of no bytes.
    private static let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    private static let member = "sha-256=:\(empty):"

    @Test(arguments: [
        member, " \(member)", "\(member), md5=:YQ==:", "sha-512=:YQ==: ,\t\(member)",
        "\(member);a=b",
    ])
    func findsTheDigest(value: String) throws {
        let digest = try #require(try ContentDigest.parse(value))
        #expect(Base64.encode(digest.sha256) == Self.empty)
        #expect(digest.description == Self.member)
    }

    @Test(arguments: ["sha-512=:YQ==:", "md5=:YQ==:, sha=::"])
    func ignoresOtherAlgorithms(value: String) throws {
        #expect(try ContentDigest.parse(value) == nil)
    }

    @Test(arguments: [
        "", "sha-256", "sha-256=", "sha-256=\(empty)", "sha-256=:\(empty)", "sha-256=::",
        "sha-256=:YQ==:", "sha-256=:\(empty.dropLast()):", "\(member), \(member)", "\(member),",
        "\(member) \(member)", "sha-256=\"\(empty)\"", "SHA-256=:\(empty):", "sha-256 =:\(empty):",
        "\(member)x",
        "sha-256=:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=:",
    ])
    func refusesMalformedValues(value: String) {
        #expect { try ContentDigest.parse(value) } throws: { error in
            (error as? HTTPViolation)?.status == 400
        }
    }

    @Test func trapsOnAnotherLength() async {
        await #expect(processExitsWith: .failure) { _ = ContentDigest(sha256: [1, 2, 3]) }
    }
}
