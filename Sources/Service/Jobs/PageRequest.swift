// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPWire
internal import Hashing
internal import JobStore

/// Which jobs or datasets a listing is to show; datasets have no state and no dataset.
struct PageRequest: Sendable {
    private static let limits: ClosedRange<UInt64> = 1...100

    private(set) var state: JobState?
    private(set) var dataset: RandomID?
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
        case "dataset":
            dataset = RandomID(item.value)
            return dataset == nil ? "the id of a dataset" : nil
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
            return "state, dataset, limit or page"
        }
    }

    /// The path of the page that follows.
    func link(to path: String, after token: PageToken) -> String {
        let state = state.map { "state=\($0.rawValue)&" } ?? ""
        let dataset = dataset.map { "dataset=\($0)&" } ?? ""
        return "\(path)?\(state)\(dataset)limit=\(limit)&page=\(token)"
    }
}
