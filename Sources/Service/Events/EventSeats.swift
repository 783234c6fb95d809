// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Who follows which job, within limits, as a value; and which jobs are to be read for them.
struct EventSeats<Follower: AnyObject> {
    /// Why nobody more is let in.
    enum Refusal: Error, Hashable {
        case full
        case fullForJob
    }

    private struct Followed {
        var followers: [ObjectIdentifier: Follower] = [:]
        /// Whether the job is about to be read; a change before that costs no second reading.
        var isDue = false
    }

    private let limit: Int
    private let jobLimit: Int
    private var jobs: [String: Followed] = [:]
    /// Followers of all jobs.
    private(set) var count = 0

    /// - Parameters:
    ///   - limit: followers of all jobs together.
    ///   - jobLimit: followers of one job.
    init(limit: Int, jobLimit: Int) {
        self.limit = limit
        self.jobLimit = jobLimit
    }

    /// Lets a follower in, who then has to leave.
    mutating func enter(_ follower: Follower, _ job: String) throws(Refusal) {
        if count >= limit { throw .full }
        if jobs[job, default: Followed()].followers.count >= jobLimit { throw .fullForJob }
        jobs[job, default: Followed()].followers[ObjectIdentifier(follower)] = follower
        count += 1
    }

    /// Frees a follower's seat; nothing happens where it has none.
    mutating func leave(_ follower: Follower, _ job: String) {
        guard jobs[job]?.followers.removeValue(forKey: ObjectIdentifier(follower)) != nil else {
            return
        }
        count -= 1
        if jobs[job]?.followers.isEmpty == true { jobs[job] = nil }
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
        jobs[job].map { Array($0.followers.values) } ?? []
    }

    /// Those who follow any.
    var followers: [Follower] { jobs.values.flatMap(\.followers.values) }
}
