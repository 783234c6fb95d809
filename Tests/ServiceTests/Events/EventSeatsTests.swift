// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Service

/// Who follows which job, and when a job is to be read.
@Suite struct EventSeatsTests {
    private final class Follower {}

    private func seats(_ limit: Int, ofJob: Int, ofTenant: Int) -> EventSeats<Follower> {
        EventSeats(limit: limit, jobLimit: ofJob, tenantLimit: ofTenant)
    }

    @Test func letsInAsManyAsMayBe() {
        var seats = seats(3, ofJob: 2, ofTenant: 9)
        let first = Follower()
        let refusals = [
            seats.enter(first, "a", of: "t"), seats.enter(Follower(), "a", of: "t"),
            seats.enter(Follower(), "a", of: "t"), seats.enter(Follower(), "b", of: "t"),
            seats.enter(Follower(), "c", of: "t"),
        ]
        #expect(refusals == [nil, nil, .fullForJob, nil, .full])
        #expect(seats.count == 3 && seats.followers.count == 3)
        seats.leave(first, "a")
        seats.leave(first, "a")
        #expect(seats.count == 2 && seats.followers(of: "a").count == 1)
        let refusal = seats.enter(Follower(), "c", of: "t")
        #expect(refusal == nil && seats.followers(of: "c").count == 1)
    }

    @Test func letsNoTenantShutOutTheOthers() {
        var seats = seats(9, ofJob: 9, ofTenant: 1)
        let first = Follower()
        let refusals = [
            seats.enter(first, "a", of: "t"), seats.enter(Follower(), "b", of: "t"),
            seats.enter(Follower(), "a", of: "u"),
            // Nobody's in particular: as many as may be.
            seats.enter(Follower(), "a", of: ""), seats.enter(Follower(), "a", of: ""),
        ]
        #expect(refusals == [nil, .fullForTenant, nil, nil, nil])
        seats.leave(first, "a")
        let refusal = seats.enter(Follower(), "b", of: "t")
        #expect(refusal == nil)
    }

    @Test func readsAJobOnceForAllItsChanges() {
        var seats = seats(9, ofJob: 9, ofTenant: 9)
        let unfollowed = seats.changed("a")
        #expect(!unfollowed)
        let followers = [Follower(), Follower()]
        for follower in followers { _ = seats.enter(follower, "a", of: "t") }
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

    @Test func startsAfreshWithWhoComesBackToAJob() {
        var seats = seats(9, ofJob: 9, ofTenant: 9)
        let follower = Follower()
        _ = seats.enter(follower, "a", of: "t")
        let first = seats.changed("a")
        seats.leave(follower, "a")
        _ = seats.enter(follower, "a", of: "t")
        let second = seats.changed("a")
        #expect(first && second)
    }
}
