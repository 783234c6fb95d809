// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why nobody more may follow a job.
enum SeatRefusal: Hashable, Sendable {
    case full
    case fullForJob
    case fullForTenant
}

/// Who follows which job, within limits, as a value; and which jobs are to be read for them.
struct EventSeats<Follower: AnyObject> {
    private struct Seat {
        let follower: Follower
        let tenant: String
    }

    private struct Followed {
        var seats: [ObjectIdentifier: Seat] = [:]
        /// Whether the job is about to be read; a change before that costs no second reading.
        var isDue = false
    }

    private let limit: Int
    private let jobLimit: Int
    private let tenantLimit: Int
    private var jobs: [String: Followed] = [:]
    private var tenants: [String: Int] = [:]
    /// Followers of all jobs.
    private(set) var count = 0

    /// - Parameters:
    ///   - limit: followers of all jobs together.
    ///   - jobLimit: followers of one job.
    ///   - tenantLimit: followers that one tenant has; the empty one, nobody's, may have all.
    init(limit: Int, jobLimit: Int, tenantLimit: Int) {
        self.limit = limit
        self.jobLimit = jobLimit
        self.tenantLimit = tenantLimit
    }

    /// Lets a follower in, who then has to leave.
    ///
    /// - Returns: why not, where there is no seat.
    mutating func enter(_ follower: Follower, _ job: String, of tenant: String) -> SeatRefusal? {
        if !tenant.isEmpty, tenants[tenant, default: 0] >= tenantLimit { return .fullForTenant }
        if count >= limit { return .full }
        if let followed = jobs[job], followed.seats.count >= jobLimit { return .fullForJob }
        let seat = Seat(follower: follower, tenant: tenant)
        jobs[job, default: Followed()].seats[ObjectIdentifier(follower)] = seat
        tenants[tenant, default: 0] += 1
        count += 1
        return nil
    }

    /// Frees a follower's seat; nothing happens where it has none.
    mutating func leave(_ follower: Follower, _ job: String) {
        guard let seat = jobs[job]?.seats.removeValue(forKey: ObjectIdentifier(follower)) else {
            return
        }
        count -= 1
        let others = tenants[seat.tenant, default: 1] - 1
        tenants[seat.tenant] = others > 0 ? others : nil
        if jobs[job]?.seats.isEmpty == true { jobs[job] = nil }
    }

    /// Notes that a job has changed.
    ///
    /// - Returns: whether a reading of it is to be begun.
    mutating func changed(_ job: String) -> Bool {
        guard jobs[job]?.isDue == false else { return false }
        jobs[job]?.isDue = true
        return true
    }

    /// Begins a reading: what changes from now on needs another.
    ///
    /// - Returns: false where everybody has left.
    mutating func beginReading(_ job: String) -> Bool {
        jobs[job]?.isDue = false
        return jobs[job] != nil
    }

    /// Those who follow a job.
    func followers(of job: String) -> [Follower] {
        jobs[job]?.seats.values.map(\.follower) ?? []
    }

    /// Those who follow any.
    var followers: [Follower] { jobs.values.flatMap { $0.seats.values.map(\.follower) } }
}
