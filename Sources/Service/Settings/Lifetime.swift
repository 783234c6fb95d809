// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import JobStore

/// A time that something is kept, as settings say it: `7d`, `24h`, `90m`, or `never` for ever.
struct Lifetime: Hashable, Sendable {
    private static let units: [(mark: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000),
    ]
    /// A century; more days would hardly be meant.
    private static let most: Int64 = 36_525 * 86_400_000
    private static let never = "never"

    /// Nil for ever.
    let milliseconds: Int64?

    /// Reads a setting; nil where it is none.
    ///
    /// `0` is for ever, too.
    init?(parsing text: String) {
        if text == Self.never || text == "0" {
            milliseconds = nil
            return
        }
        guard let unit = Self.units.first(where: { text.hasSuffix($0.mark) }),
            let count = digits(String(text.dropLast())).flatMap(Int64.init(exactly:)),
            count > 0, count <= Self.most / unit.milliseconds
        else { return nil }
        milliseconds = count * unit.milliseconds
    }

    /// The shortest setting for a time in whole minutes.
    static func text(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return never }
        let unit = units.first { milliseconds.isMultiple(of: $0.milliseconds) } ?? units[2]
        return "\(milliseconds / unit.milliseconds)\(unit.mark)"
    }
}

extension RetentionLimits {
    /// What holds unless settings say otherwise.
    package static var standard: RetentionLimits {
        let day: Int64 = 86_400_000
        var limits = RetentionLimits()
        limits.archives = 7 * day
        limits.datasets = 30 * day
        limits.jobs = 90 * day
        limits.keys = day
        return limits
    }
}
