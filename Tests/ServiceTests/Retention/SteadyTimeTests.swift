// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Service

/// What time it is believed to be, whatever the wall clock says.
@Suite struct SteadyTimeTests {
    private static let year: Int64 = 365 * 86_400_000
    private static let hour: Int64 = 3_600_000
    private static let start: Int64 = 1_800_000_000_000

    /// A reading of both clocks, in milliseconds since the beginning, and how far the believed
    /// time is then from where it began.
    struct Reading: Sendable {
        let boot: Int64
        let wall: Int64
        let believed: Int64
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let readings: [Reading]

        init(_ name: String, _ readings: [(boot: Int64, wall: Int64, believed: Int64)]) {
            testDescription = name
            self.readings = readings.map {
                Reading(boot: $0.boot, wall: $0.wall, believed: $0.believed)
            }
        }
    }

    static let cases = [
        Case("clocks that agree", [(60_000, 60_000, 60_000), (hour, hour, hour)]),
        Case("a clock that is slewed", [(60_000, 60_500, 60_500), (120_000, 121_000, 121_000)]),
        Case("a machine that slept", [(9 * hour, 9 * hour, 9 * hour)]),
        Case(
            "a year ahead, until it has stood for an hour",
            [
                (60_000, 60_000 + year, 60_000), (hour, hour + year, hour),
                (hour + 59_999, hour + 59_999 + year, hour + 59_999),
                (hour + 60_000, hour + 60_000 + year, hour + 60_000 + year),
            ]
        ),
        Case(
            "a year ahead, and back within the hour",
            [
                (60_000, 60_000 + year, 60_000), (120_000, 120_000, 120_000),
                (2 * hour, 2 * hour + year, 2 * hour),
                (3 * hour - 1, 3 * hour - 1 + year, 3 * hour - 1),
            ]
        ),
        Case(
            "a second step begins the hour anew",
            [
                (60_000, 60_000 + year, 60_000), (hour, hour + 2 * year, hour),
                (hour + 60_000, hour + 60_000 + 2 * year, hour + 60_000),
                (2 * hour, 2 * hour + 2 * year, 2 * hour + 2 * year),
            ]
        ),
        Case(
            "a step back is believed at once",
            [(60_000, 60_000 - hour, 60_000 - hour), (120_000, 120_000 - hour, 120_000 - hour)]
        ),
        Case(
            "a step back, and forward to where it was",
            [
                (60_000, 60_000 - hour, 60_000 - hour), (120_000, 120_000, 120_000 - hour),
                (120_000 + hour, 120_000 + hour, 120_000 + hour),
            ]
        ),
    ]

    @Test(arguments: cases) func isBelieved(_ one: Case) {
        var time = SteadyTime(wall: Self.start, boot: 7_000, newest: Self.start)
        for reading in one.readings {
            let now = time.read(wall: Self.start + reading.wall, boot: 7_000 + reading.boot)
            #expect(now == Self.start + reading.believed, "\(reading)")
        }
    }

    @Test(
        arguments: [
            (nil, 0), (0, 0), (-60_000, 0), (-year, -year), (year, 0),
        ] as [(Int64?, Int64)]
    )
    func beginsNoLaterThanWhatIsStored(newest: Int64?, begun: Int64) {
        let stored = newest.map { Self.start + $0 }
        var time = SteadyTime(wall: Self.start, boot: 7_000, newest: stored)
        #expect(time.read(wall: Self.start, boot: 7_000) == Self.start + begun)
        #expect(time.doubt == -begun)
        let later = Self.start + Self.hour
        #expect(time.read(wall: later, boot: 7_000 + Self.hour) == later, "after an hour")
        #expect(time.doubt == 0)
    }
}
