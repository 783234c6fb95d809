// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Service

/// Who follows which job, and when a job is to be read.
@Suite struct EventSeatsTests {
    private final class Follower {}

    @Test func letsInAsManyAsMayBe() throws {
        var seats = EventSeats<Follower>(limit: 3, jobLimit: 2)
        let first = Follower()
        try seats.enter(first, "a")
        try seats.enter(Follower(), "a")
        #expect(throws: EventSeats<Follower>.Refusal.fullForJob) { () throws in
            try seats.enter(Follower(), "a")
        }
        try seats.enter(Follower(), "b")
        #expect(throws: EventSeats<Follower>.Refusal.full) { () throws in
            try seats.enter(Follower(), "c")
        }
        #expect(seats.count == 3 && seats.followers.count == 3)
        seats.leave(first, "a")
        seats.leave(first, "a")
        #expect(seats.count == 2 && seats.followers(of: "a").count == 1)
        try seats.enter(Follower(), "c")
        #expect(seats.followers(of: "c").count == 1)
    }

    @Test func readsAJobOnceForAllItsChanges() throws {
        var seats = EventSeats<Follower>(limit: 9, jobLimit: 9)
        let unfollowed = seats.changed("a")
        #expect(!unfollowed)
        let followers = [Follower(), Follower()]
        for follower in followers { try seats.enter(follower, "a") }
        // The first has it read; before that begins the second is seen, too.
        let changes = [seats.changed("a"), seats.changed("a"), seats.changed("b")]
        #expect(changes == [true, false, false])
        let isRead = seats.beginReading("a")
        #expect(isRead)
        // This one the reading may not have seen.
        let again = [seats.changed("a"), seats.changed("a")]
        #expect(again == [true, false])
        for follower in followers { seats.leave(follower, "a") }
        let abandoned = [seats.beginReading("a"), seats.beginReading("b")]
        #expect(abandoned == [false, false])
    }

    @Test func startsAfreshWithWhoComesBackToAJob() throws {
        var seats = EventSeats<Follower>(limit: 9, jobLimit: 9)
        let follower = Follower()
        try seats.enter(follower, "a")
        let first = seats.changed("a")
        seats.leave(follower, "a")
        try seats.enter(follower, "a")
        let second = seats.changed("a")
        #expect(first && second)
    }
}
