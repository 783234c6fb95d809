// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

struct ListingTests {
    /// The ids of all pages, and how many pages there were.
    private static func walk(
        _ store: JobStore,
        state: JobState? = nil,
        limit: Int,
        between: (Int) throws -> Void = { _ in }
    ) throws -> [[String]] {
        var pages: [[String]] = []
        var token: PageToken?
        repeat {
            let page = try store.list(state: state, limit: limit, after: token)
            pages.append(page.jobs.map(\.id))
            // The token makes the way to the client and back.
            token = page.next.flatMap { PageToken($0.description) }
            try between(pages.count)
        } while token != nil
        return pages
    }

    @Test func givesTheNewestFirst() throws {
        try withStore { store throws in
            #expect(try Self.walk(store, limit: 2) == [[]])
            try store.submitSamples(["a", "b", "c", "d", "e"])
            #expect(try Self.walk(store, limit: 2) == [["e", "d"], ["c", "b"], ["a"]])
            #expect(try Self.walk(store, limit: 5) == [["e", "d", "c", "b", "a"]])
            #expect(try Self.walk(store, limit: 100).count == 1)
        }
    }

    @Test func neitherRepeatsNorSkipsWhenJobsComeAndGo() throws {
        try withStore { store throws in
            try store.submitSamples(["a", "b", "c", "d", "e", "f"])
            let pages = try Self.walk(store, limit: 2) { page in
                try store.submit(sample: "new \(page)")
                // The last job of the page just read goes: its token must still lead on.
                if page == 1 {
                    _ = try store.cancel("e", now: 1)
                    _ = try store.delete("e")
                }
            }
            #expect(pages == [["f", "e"], ["d", "c"], ["b", "a"]])
        }
    }

    @Test func filtersByState() throws {
        try withStore { store throws in
            try store.submitSamples(["a", "b", "c", "d", "e"])
            for id in ["a", "c", "e"] { _ = try store.cancel(id, now: 1) }
            #expect(try Self.walk(store, state: .cancelled, limit: 2) == [["e", "c"], ["a"]])
            #expect(try Self.walk(store, state: .queued, limit: 2) == [["d", "b"]])
            #expect(try Self.walk(store, state: .failed, limit: 2) == [[]])
        }
    }

    @Test func usesAPlaceInTheOrderOnce() throws {
        try withStore { store throws in
            try store.submitSamples(["a", "b"])
            let token = try #require(try store.list(limit: 1).next)
            _ = try store.cancel("b", now: 1)
            _ = try store.delete("b")
            try store.submit(sample: "c")
            #expect(try store.list(limit: 9, after: token).jobs.map(\.id) == ["a"])
        }
    }

    @Test(arguments: [
        "", "s", "1", "s-1", "s+1", "s01", "s1 ", " s1", "s1a", "S1", "s9223372036854775808",
        "s99999999999999999999", "s١",
    ])
    func refusesTokensThatItNeverGave(text: String) {
        #expect(PageToken(text) == nil)
    }

    @Test(arguments: [0, 101])
    func trapsOnAPageBeyondTheLimits(limit: Int) async {
        await #expect(processExitsWith: .failure) { [limit] in
            try withStore { _ = try $0.list(limit: limit) }
        }
    }
}
