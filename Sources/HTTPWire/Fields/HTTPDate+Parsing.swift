// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension HTTPDate {
    /// Reads a date in any of the three formats of RFC 9110 §5.6.7; nil for anything else.
    ///
    /// The weekday must be one, but is not compared with the date. Years of two digits are 1970
    /// to 2069: the window of RFC 9110 would need a clock, and nobody sends such dates any more.
    package init?(parsing text: String) {
        var scanner = FieldScanner(text)
        let weekday = scanner.run { $0.isLetter }
        guard let isShort = Self.isShortWeekday(weekday) else { return nil }
        let date: HTTPDate?
        if scanner.take(",") {
            date = isShort ? Self.imfFixdate(&scanner) : Self.rfc850(&scanner)
        } else {
            date = isShort ? Self.asctime(&scanner) : nil
        }
        guard let date, scanner.isAtEnd else { return nil }
        self = date
    }

    /// Whether a weekday is abbreviated; nil where the bytes are none.
    private static func isShortWeekday(_ bytes: ArraySlice<UInt8>) -> Bool? {
        let long = [
            "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        ]
        if Calendar.weekdays.contains(where: { $0.utf8.elementsEqual(bytes) }) { return true }
        return long.contains { $0.utf8.elementsEqual(bytes) } ? false : nil
    }

    /// Reads ` 06 Nov 1994 08:49:37 GMT`.
    private static func imfFixdate(_ scanner: inout FieldScanner) -> HTTPDate? {
        guard scanner.take(" "), let day = number(&scanner, digits: 2), scanner.take(" "),
            let month = month(&scanner), scanner.take(" "),
            let year = number(&scanner, digits: 4), scanner.take(" "),
            let seconds = clock(&scanner), takeZone(&scanner)
        else { return nil }
        return HTTPDate(year: year, month: month, day: day, seconds: seconds)
    }

    /// Reads ` 06-Nov-94 08:49:37 GMT`.
    private static func rfc850(_ scanner: inout FieldScanner) -> HTTPDate? {
        guard scanner.take(" "), let day = number(&scanner, digits: 2), scanner.take("-"),
            let month = month(&scanner), scanner.take("-"),
            let year = number(&scanner, digits: 2), scanner.take(" "),
            let seconds = clock(&scanner), takeZone(&scanner)
        else { return nil }
        let century: Int64 = year < 70 ? 2000 : 1900
        return HTTPDate(year: century + year, month: month, day: day, seconds: seconds)
    }

    /// Reads ` Nov  6 08:49:37 1994`.
    private static func asctime(_ scanner: inout FieldScanner) -> HTTPDate? {
        guard scanner.take(" "), let month = month(&scanner), scanner.take(" ") else { return nil }
        let digits = scanner.take(" ") ? 1 : 2
        guard let day = number(&scanner, digits: digits), scanner.take(" "),
            let seconds = clock(&scanner), scanner.take(" "),
            let year = number(&scanner, digits: 4)
        else { return nil }
        return HTTPDate(year: year, month: month, day: day, seconds: seconds)
    }

    private init?(year: Int64, month: Int64, day: Int64, seconds: Int64) {
        guard (1...Calendar.length(month: month, year: year)).contains(day) else { return nil }
        let days = Calendar.days(year: year, month: month, day: day)
        self.init(secondsSince1970: days * 86400 + seconds)
    }

    private static func number(_ scanner: inout FieldScanner, digits: Int) -> Int64? {
        let run = scanner.run { $0.isDigit }
        guard run.count == digits else { return nil }
        return Digits.decimal(run).map { Int64(clamping: $0) }
    }

    private static func month(_ scanner: inout FieldScanner) -> Int64? {
        let name = scanner.run { $0.isLetter }
        let index = Calendar.months.firstIndex { $0.utf8.elementsEqual(name) }
        return index.map { Int64($0) + 1 }
    }

    /// Seconds of a day; the leap second 60 is allowed and falls on the next minute.
    private static func clock(_ scanner: inout FieldScanner) -> Int64? {
        guard let hour = number(&scanner, digits: 2), hour < 24, scanner.take(":"),
            let minute = number(&scanner, digits: 2), minute < 60, scanner.take(":"),
            let second = number(&scanner, digits: 2), second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func takeZone(_ scanner: inout FieldScanner) -> Bool {
        scanner.take(" ") && scanner.token() == "GMT"
    }
}
