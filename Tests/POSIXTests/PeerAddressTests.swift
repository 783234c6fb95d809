// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct PeerAddressTests {
    @Test(
        arguments: [
            ([127, 0, 0, 1], "127.0.0.1", true),
            ([127, 255, 3, 4], "127.255.3.4", true),
            ([203, 0, 113, 9], "203.0.113.9", false),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10, 1, 2, 3], "10.1.2.3", false),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1], "127.0.0.1", true),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "::1", true),
            (
                [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xA],
                "2001:db8::a", false
            ),
            ([], "local", true),
        ] as [([UInt8], String, Bool)]
    )
    func hasTheUsualSpelling(bytes: [UInt8], text: String, isLoopback: Bool) {
        let address = PeerAddress(bytes)
        #expect(address.description == text)
        #expect(address.isLoopback == isLoopback)
    }

    /// A client that comes over a socket of both families is the same client.
    @Test func aMappedAddressIsTheAddress() {
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 10, 0, 0, 1]
        #expect(PeerAddress(mapped) == PeerAddress([10, 0, 0, 1]))
    }
}
