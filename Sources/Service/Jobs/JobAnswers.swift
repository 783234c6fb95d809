// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import JobStore
internal import POSIX

/// Answers to polls that are ready: the event loop sends them without asking the store.
///
/// The store tells of every change before whoever made it learns that it is made, so no client
/// meets an answer that is older than what it has been told.
final class JobAnswers: Sendable {
    private let table: Locked<AnswerTable>

    /// - Parameter limit: the most bytes of all answers together.
    init(observing store: JobStore, limit: Int) {
        let table = Locked(AnswerTable(limit: limit))
        self.table = table
        store.observe { jobs in
            table.withLock { table in
                for job in jobs.lazy.compactMap({ RandomID($0) }) { table.drop(job) }
            }
        }
    }

    /// The job's answer, if it is ready.
    func ready(_ job: RandomID) -> JobAnswer? {
        table.withLock { $0.answer(job) }
    }

    /// Makes the job's answer of its row, and keeps it ready for the next poll.
    ///
    /// - Parameter read: reads the row; the event loop must not.
    func make(_ job: RandomID, _ read: () throws -> JobRecord) throws -> JobAnswer {
        let ticket = table.withLock { $0.begin(job) }
        var answer: JobAnswer?
        defer { table.withLock { [answer] in $0.end(ticket, keeping: answer) } }
        let made = JobAnswer(try read())
        answer = made
        return made
    }
}
