// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPWire
internal import JobStore

/// Which jobs `GET /v1/jobs` is to list.
struct PageRequest: Sendable {
    private static let limits: ClosedRange<UInt64> = 1...100

    private(set) var state: JobState?
    private(set) var limit = 20
    private(set) var after: PageToken?

    /// - Throws: `Problem` that names every parameter that is not acceptable.
    init(_ query: [QueryItem]) throws {
        var errors: [[(name: String, value: String)]] = []
        var seen: Set<String> = []
        for item in query {
            let accepted: String?
            if !seen.insert(item.name).inserted {
                accepted = "the parameter once"
            } else {
                accepted = take(item)
            }
            guard let accepted else { continue }
            errors.append([
                ("option", item.name), ("value", shortened(item.value)), ("accepted", accepted),
            ])
        }
        if errors.isEmpty { return }
        throw Problem(
            .invalidOptions,
            "Query parameters of the list are not acceptable.",
            errors: errors
        )
    }

    /// Takes one parameter, or says what would have been accepted.
    private mutating func take(_ item: QueryItem) -> String? {
        switch item.name {
        case "state":
            state = JobState(rawValue: item.value)
            let names = JobState.allCases.map(\.rawValue).joined(separator: ", ")
            return state == nil ? "one of \(names)" : nil
        case "limit":
            guard let number = digits(item.value), Self.limits.contains(number) else {
                return "a whole number from 1 to 100"
            }
            limit = Int(number)
            return nil
        case "page":
            after = PageToken(item.value)
            return after == nil ? "a next_page of an earlier answer" : nil
        default:
            return "state, limit or page"
        }
    }

    /// The path of the page that follows.
    func link(after token: PageToken) -> String {
        let filter = state.map { "state=\($0.rawValue)&" } ?? ""
        return "/v1/jobs?\(filter)limit=\(limit)&page=\(token)"
    }
}
