// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Answers are kept within their bytes, and never beyond a change.
@Suite struct AnswerTableTests {
    private let jobs = (0..<8).map { RandomID(milliseconds: $0) }

    /// A job's answer, and how many bytes it counts for.
    private func withAnswer(_ body: (JobAnswer, Int) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let posted = try service.post()
            let id = try #require(posted.json?["id"]?.asString)
            let answer = JobAnswer(try #require(try service.store.job(id)))
            try body(answer, answer.bytes)
        }
    }

    /// Tells without marking a use.
    private func kept(_ table: AnswerTable) -> [Bool] {
        var copy = table
        return jobs.map { copy.answer($0) != nil }
    }

    private func keep(_ job: Int, _ answer: JobAnswer, in table: inout AnswerTable) {
        table.end(table.begin(jobs[job]), keeping: answer)
    }

    @Test func keepsThoseAskedForLately() throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: 4 * size)
            for job in 0..<4 { keep(job, answer, in: &table) }
            #expect(kept(table) == [true, true, true, true, false, false, false, false])
            #expect(table.bytes == 4 * size)
            _ = table.answer(jobs[0])
            keep(4, answer, in: &table)
            #expect(kept(table) == [true, false, false, true, true, false, false, false])
            #expect(table.bytes == 3 * size)
        }
    }

    @Test func countsAnAnswerOnceThatIsKeptTwice() throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: 8 * size)
            keep(0, answer, in: &table)
            keep(0, answer, in: &table)
            #expect(table.bytes == size)
            table.drop(jobs[0])
            #expect(table.bytes == 0 && table.answer(jobs[0]) == nil)
        }
    }

    @Test(arguments: [0, 1, 3])
    func keepsNoneThatTakesMuchOfTheRoom(times: Int) throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: times * size)
            keep(0, answer, in: &table)
            #expect(table.answer(jobs[0]) == nil && table.bytes == 0)
        }
    }

    @Test func keepsNothingThatWasReadBeforeAChange() throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: 8 * size)
            let ticket = table.begin(jobs[0])
            let other = table.begin(jobs[1])
            table.drop(jobs[0])
            table.end(ticket, keeping: answer)
            table.end(other, keeping: answer)
            #expect(table.answer(jobs[0]) == nil)
            #expect(table.answer(jobs[1]) != nil, "another job's change does not matter")
        }
    }

    @Test func keepsWhatWasReadLastOfSeveral() throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: 8 * size)
            let first = table.begin(jobs[0])
            let second = table.begin(jobs[0])
            table.end(first, keeping: answer)
            #expect(table.answer(jobs[0]) == nil)
            table.end(second, keeping: answer)
            #expect(table.answer(jobs[0]) != nil)
        }
    }

    @Test func keepsNothingOfAReadingThatFailed() throws {
        try withAnswer { answer, size in
            var table = AnswerTable(limit: 8 * size)
            let ticket = table.begin(jobs[0])
            table.end(ticket, keeping: nil)
            table.end(ticket, keeping: answer)
            #expect(table.answer(jobs[0]) == nil)
        }
    }
}
