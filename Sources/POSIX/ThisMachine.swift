// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the kernel tells of the machine.
package enum ThisMachine {
    /// A number that each start of the machine has for itself; nil where it is not told.
    package static var startID: UInt64? {
        let digits = text(of: "/proc/sys/kernel/random/boot_id", longest: 64)?
            .filter { $0.isHexDigit }
        return digits.flatMap { UInt64($0.prefix(16), radix: 16) }
    }

    /// How many processes the kernel has killed for want of memory since then (vmstat, `oom_kill`).
    package static var memoryKills: UInt64? {
        text(of: "/proc/vmstat", longest: 64 << 10)?.split(separator: "\n")
            .first { $0.hasPrefix("oom_kill ") }
            .flatMap { UInt64($0.dropFirst("oom_kill ".count)) }
    }

    private static func text(of path: String, longest: Int) -> String? {
        guard let file = try? File(reading: path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = try? unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        guard let count else { return nil }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
