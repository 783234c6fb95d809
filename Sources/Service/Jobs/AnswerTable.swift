// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// Answers by job, within a number of bytes, as a value; those not asked for longest go first.
///
/// An answer is made of a row that was read outside. So that a change between the reading and the
/// keeping is not lost, a reading has a ticket, which any change of the job makes void.
struct AnswerTable {
    /// A reading of one job's row under way.
    struct Ticket: Hashable {
        let job: RandomID
        fileprivate let number: UInt64
    }

    private struct Entry {
        let answer: JobAnswer
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [RandomID: Entry] = [:]
    private var readings: [RandomID: Ticket] = [:]
    /// What all entries hold.
    private(set) var bytes = 0
    /// Counts uses and tickets.
    private var count: UInt64 = 0

    /// - Parameter limit: the most bytes of all answers together; 0 keeps none.
    init(limit: Int) {
        self.limit = limit
    }

    /// The job's answer, if it is here and still true.
    mutating func answer(_ job: RandomID) -> JobAnswer? {
        count += 1
        entries[job]?.lastUse = count
        return entries[job]?.answer
    }

    /// Begins a reading, which ``end(_:keeping:)`` must end; of several of a job the last counts.
    mutating func begin(_ job: RandomID) -> Ticket {
        count += 1
        let ticket = Ticket(job: job, number: count)
        readings[job] = ticket
        return ticket
    }

    /// Ends a reading and keeps what came of it, unless the job has changed since it began.
    mutating func end(_ ticket: Ticket, keeping answer: JobAnswer?) {
        guard readings[ticket.job] == ticket else { return }
        readings[ticket.job] = nil
        // One that takes much of the room would drive out many that are asked for as often.
        guard let answer, answer.bytes <= limit / 4 else { return }
        drop(ticket.job)
        count += 1
        entries[ticket.job] = Entry(answer: answer, lastUse: count)
        bytes += answer.bytes
        if bytes > limit { shrink() }
    }

    /// Forgets what is known of a job that has changed.
    mutating func drop(_ job: RandomID) {
        readings[job] = nil
        if let entry = entries.removeValue(forKey: job) { bytes -= entry.answer.bytes }
    }

    /// Makes room for a quarter more at once: looking for the oldest costs a pass over all.
    private mutating func shrink() {
        for (job, _) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if bytes <= limit / 4 * 3 { return }
            drop(job)
        }
    }
}
