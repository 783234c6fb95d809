// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Testing

struct SHA256Tests {
    /// The examples of FIPS 180-4, and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func givesPublishedDigests(message: String, digest: String) {
        #expect(SHA256.digest(of: message).description == digest)
        #expect(SHA256.digest(of: Array(message.utf8)).description == digest)
    }

    /// RFC 6234 section 8.5.
    @Test func givesThePublishedDigestOfAMillionLetters() {
        let digest = SHA256.digest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(
            digest.description
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
    }

    @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 1000])
    func givesTheSameDigestHoweverTheInputIsCut(step: Int) {
        let message = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var hasher = SHA256()
        for start in stride(from: 0, to: message.count, by: step) {
            hasher.update(Array(message[start..<min(start + step, message.count)]))
        }
        let digest = hasher.finalize()
        #expect(digest == SHA256.digest(of: message))
    }

    @Test func tellsTheDigestInTheMiddleAndGoesOn() {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hasher = SHA256()
        for end in 0..<message.count {
            let soFar = hasher.soFar
            #expect(soFar == SHA256.digest(of: Array(message[..<end])))
            hasher.update([message[end]])
        }
        let digest = hasher.finalize()
        #expect(digest == SHA256.digest(of: message))
    }

    @Test func takesStepsOfNoBytes() {
        var hasher = SHA256()
        hasher.update([])
        unsafe hasher.update(UnsafeRawBufferPointer(start: nil, count: 0))
        let digest = hasher.finalize()
        #expect(digest == SHA256.digest(of: [UInt8]()))
    }
}
