// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A second of universal time, as HTTP and RFC 3339 write it.
package struct HTTPDate: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let secondsSince1970: Int64

    /// A second of universal time.
    ///
    /// - Parameter seconds: brought into the years 0 to 9999, which are all that the formats
    ///   can write.
    package init(secondsSince1970 seconds: Int64) {
        secondsSince1970 = min(max(seconds, -62_167_219_200), 253_402_300_799)
    }

    /// Whether `left` is the earlier one.
    package static func < (left: HTTPDate, right: HTTPDate) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    /// The preferred format of RFC 9110 §5.6.7, for example `Sun, 06 Nov 1994 08:49:37 GMT`.
    package var imfFixdate: String {
        let (days, clock) = split
        let (year, month, day) = Calendar.civil(days: days)
        let weekday = Calendar.weekdays[Int((days + 4 + 7 * 200_000) % 7)]
        let name = Calendar.months[Int(month) - 1]
        return "\(weekday), \(two(day)) \(name) \(four(year)) \(clock) GMT"
    }

    /// The format of RFC 3339 in universal time, for example `2026-11-23T20:02:11Z`.
    package var rfc3339: String {
        let (days, clock) = split
        let (year, month, day) = Calendar.civil(days: days)
        return "\(four(year))-\(two(month))-\(two(day))T\(clock)Z"
    }

    /// The days since 1970, and the time of day as `hh:mm:ss`.
    private var split: (days: Int64, clock: String) {
        let (quotient, remainder) = secondsSince1970.quotientAndRemainder(dividingBy: 86400)
        let days = remainder < 0 ? quotient - 1 : quotient
        let seconds = secondsSince1970 - days * 86400
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two)
        return (days, clock.joined(separator: ":"))
    }

    private func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func four(_ number: Int64) -> String {
        two(number / 100) + two(number % 100)
    }
}

/// The Gregorian calendar, reckoned backwards before its time, as plain arithmetic.
enum Calendar {
    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// Days before each month, in a year that begins in March so that the odd day comes last.
    private static let daysBefore: [Int64] = [
        0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337,
    ]
    private static let daysIn: [Int64] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch: Int64 = 719_468

    static func length(month: Int64, year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return daysIn[Int(month) - 1] + (month == 2 && isLeap ? 1 : 0)
    }

    /// Days since 1970 of a date in the years 0 to 9999.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // January and February belong to the March year before; 400 years keep it positive.
        let marchYear = (month > 2 ? year : year - 1) + 400
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + daysBefore[Int(month + 9) % 12] + day - 1
            - 146_097 - epoch
    }

    /// The date of a day in the years 0 to 9999.
    static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + epoch + 146_097
        // 400 years are 146,097 days; the guess is never late, and at most two years early.
        var marchYear = shifted * 400 / 146_097 - 1
        while start(ofMarchYear: marchYear + 1) <= shifted { marchYear += 1 }
        let dayOfYear = shifted - start(ofMarchYear: marchYear)
        let index = daysBefore.lastIndex { $0 <= dayOfYear } ?? 0
        let month = Int64((index + 2) % 12 + 1)
        return (marchYear - 400 + (month > 2 ? 0 : 1), month, dayOfYear - daysBefore[index] + 1)
    }

    private static func start(ofMarchYear year: Int64) -> Int64 {
        year * 365 + year / 4 - year / 100 + year / 400
    }
}
