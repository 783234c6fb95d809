// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Hashing

/// What a path names.
///
/// ``RouteLabel`` matches paths whole, segment by segment; they reach no file system. Ids and names
/// in them are checked here.
enum Route: Sendable, Hashable {
    case jobs
    case job(RandomID)
    case events(RandomID)
    case archive(RandomID)
    case manifest(RandomID)
    case weights(RandomID)
    case datasets
    case dataset(RandomID)
    case problem(ProblemKind)
    case live, ready, version, metrics, contract
    /// The page for people.
    case page
    /// `OPTIONS *`, the server itself.
    case server

    init?(_ target: RequestTarget) {
        let segments = target.segments
        func named(_ route: (RandomID) -> Route) -> Route? { RandomID(segments[2]).map(route) }
        let route: Route? =
            switch RouteLabel(target) {
            case .jobs: .jobs
            case .job: named(Route.job)
            case .events: named(Route.events)
            case .archive: named(Route.archive)
            case .manifest: named(Route.manifest)
            case .weights: named(Route.weights)
            case .datasets: .datasets
            case .dataset: named(Route.dataset)
            case .problem: ProblemKind(rawValue: segments[1]).map(Route.problem)
            case .live: .live
            case .ready: .ready
            case .version: .version
            case .metrics: .metrics
            case .contract: .contract
            case .page: .page
            case .server: .server
            case .other, .unreadable: nil
            }
        guard let route else { return nil }
        self = route
    }

    /// The methods it takes; `HEAD` wherever `GET`, `OPTIONS` everywhere.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .jobs, .datasets: [.get, .head, .post, .options]
        case .job, .dataset: [.get, .head, .delete, .options]
        case .events, .archive, .manifest, .weights, .problem, .live, .ready, .version, .metrics,
            .contract, .page:
            [.get, .head, .options]
        case .server: [.options]
        }
    }

    /// What a token must allow for a method of it; nil where none is needed.
    ///
    /// What says nothing of anybody's jobs is open, and so is OPTIONS, which browsers send without
    /// a token before they send anything else.
    func scope(for method: HTTPRequest.Method) -> Scope? {
        if method == .options { return nil }
        switch self {
        case .live, .ready, .version, .contract, .problem, .page, .server: return nil
        case .jobs, .job, .events, .archive, .manifest, .weights, .datasets, .dataset, .metrics:
            return method == .get || method == .head ? .read : .submit
        }
    }

    /// The query items that it takes, but for those of a POST.
    var queryNames: Set<String> {
        switch self {
        case .jobs: ["state", "dataset", "limit", "page"]
        case .datasets: ["limit", "page"]
        default: []
        }
    }

    /// The value of `Allow`.
    var allow: String {
        methods.map(\.rawValue).joined(separator: ", ")
    }
}
