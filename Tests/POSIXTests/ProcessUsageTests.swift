// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// What `/proc` says of this process.
@Suite struct ProcessUsageTests {
    @Test func tellsMemoryTimeAndDescriptors() throws {
        let usage = try ProcessUsage.now()
        #expect(usage.residentBytes > 1 << 20)
        #expect(usage.virtualBytes >= usage.residentBytes)
        #expect(usage.openDescriptors >= 3)
        #expect(usage.mostDescriptors >= UInt64(usage.openDescriptors))
        #expect(usage.processorNanoseconds > 0)
        #expect(try ProcessUsage.now().processorNanoseconds >= usage.processorNanoseconds)
    }

    @Test func countsEveryOpenDescriptor() throws {
        // Other tests open and close files meanwhile, but not two hundred.
        let before = try ProcessUsage.now().openDescriptors
        let files = try (0..<400).map { _ in try File(temporaryIn: "/tmp") }
        let during = try ProcessUsage.now().openDescriptors
        #expect(during >= before + 200)
        withExtendedLifetime(files) {}
    }
}
