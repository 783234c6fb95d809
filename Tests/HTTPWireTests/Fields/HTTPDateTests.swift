// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct HTTPDateTests {
    /// Reckoned with `date -u -d @SECONDS`.
    static let dates: [(seconds: Int64, imfFixdate: String, rfc3339: String)] = [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59Z"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00Z"),
        (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT", "2000-03-01T00:00:00Z"),
        (1_795_464_131, "Mon, 23 Nov 2026 20:02:11 GMT", "2026-11-23T20:02:11Z"),
        (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT", "2038-01-19T03:14:08Z"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT", "2100-03-01T00:00:00Z"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"),
        (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT", "0000-01-01T00:00:00Z"),
    ]

    @Test(arguments: dates)
    func formatsAndReads(seconds: Int64, imfFixdate: String, rfc3339: String) {
        let date = HTTPDate(secondsSince1970: seconds)
        #expect(date.imfFixdate == imfFixdate)
        #expect(date.rfc3339 == rfc3339)
        #expect(HTTPDate(parsing: imfFixdate) == date)
    }

    /// Every day of eight centuries, there and back, in steps that meet each time of day.
    @Test func readsWhatItFormats() {
        var seconds: Int64 = -11_676_096_000
        while seconds < 13_569_465_600 {
            let date = HTTPDate(secondsSince1970: seconds)
            if HTTPDate(parsing: date.imfFixdate) != date {
                Issue.record("\(seconds)")
                return
            }
            seconds += 86_400 * 3 + 4_321
        }
    }

    @Test(arguments: [
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Mon, 06 Nov 1994 08:49:37 GMT",
    ])
    func readsTheObsoleteFormats(text: String) {
        #expect(HTTPDate(parsing: text)?.secondsSince1970 == 784_111_777)
    }

    @Test func readsTwoDigitYearsAs1970To2069() {
        #expect(HTTPDate(parsing: "Thursday, 01-Jan-70 00:00:00 GMT")?.secondsSince1970 == 0)
        let late = HTTPDate(parsing: "Tuesday, 31-Dec-69 23:59:59 GMT")
        #expect(late?.rfc3339 == "2069-12-31T23:59:59Z")
    }

    @Test func readsLeapSecondsAndLongDays() {
        let leap = HTTPDate(parsing: "Sat, 31 Dec 2016 23:59:60 GMT")
        #expect(leap?.rfc3339 == "2017-01-01T00:00:00Z")
        #expect(HTTPDate(parsing: "Sun Nov 16 08:49:37 1994")?.rfc3339 == "1994-11-16T08:49:37Z")
    }

    @Test(arguments: [
        "", "0", "Sun", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 1900 00:00:00 GMT",
        "Sun, 29 Feb 2023 00:00:00 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun,06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun  06 Nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT", "Sunday Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    ])
    func refusesOtherDates(text: String) {
        #expect(HTTPDate(parsing: text) == nil)
    }

    @Test func staysWithinTheYearsItCanWrite() {
        #expect(HTTPDate(secondsSince1970: .max).rfc3339 == "9999-12-31T23:59:59Z")
        #expect(HTTPDate(secondsSince1970: .min).rfc3339 == "0000-01-01T00:00:00Z")
    }
}
