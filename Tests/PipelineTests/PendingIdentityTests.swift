// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import Pipeline

struct PendingIdentityTests {
    @Test(arguments: [0, 1, 3_000_000]) func isTheIdentityOfTheFile(count: Int) throws {
        let file = try File.holding((0..<count).map { UInt8(truncatingIfNeeded: $0) })
        let pending = try PendingIdentity(reading: file)
        #expect(try pending.identity() == DatasetIdentity(reading: file))
        #expect(try pending.identity().bytes == UInt64(count))
    }

    @Test func tellsWhyTheFileCannotBeRead() throws {
        let pending = try PendingIdentity(reading: File(reading: "/tmp"))
        #expect(throws: SystemError.self) { () throws in try pending.identity() }
    }

    @Test func mayBeGivenUp() throws {
        let file = try File.holding([1, 2, 3])
        for _ in 0..<20 { _ = try PendingIdentity(reading: file) }
        #expect(try PendingIdentity(reading: file).identity().bytes == 3)
    }
}
