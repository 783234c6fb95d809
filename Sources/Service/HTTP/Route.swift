// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Hashing

/// What a path names.
///
/// Paths are matched whole, segment by segment, and reach no file system; ids and names in them
/// are checked here.
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
        if target.isAsterisk {
            self = .server
            return
        }
        let segments = target.segments
        switch segments.first {
        case nil: self = .page
        case "v1" where segments.count >= 2 && segments[1] == "jobs":
            self.init(job: segments.dropFirst(2))
        case "v1" where segments.count == 2 && segments[1] == "datasets": self = .datasets
        case "v1" where segments.count == 3 && segments[1] == "datasets":
            guard let id = RandomID(segments[2]) else { return nil }
            self = .dataset(id)
        case "problems" where segments.count == 2:
            guard let kind = ProblemKind(rawValue: segments[1]) else { return nil }
            self = .problem(kind)
        case "livez" where segments.count == 1: self = .live
        case "readyz" where segments.count == 1: self = .ready
        case "version" where segments.count == 1: self = .version
        case "metrics" where segments.count == 1: self = .metrics
        case "openapi.yaml" where segments.count == 1: self = .contract
        default: return nil
        }
    }

    private init?(job rest: ArraySlice<String>) {
        guard let text = rest.first else {
            self = .jobs
            return
        }
        guard let id = RandomID(text) else { return nil }
        switch (rest.count, rest.last) {
        case (1, _): self = .job(id)
        case (2, "events"): self = .events(id)
        case (2, "archive"): self = .archive(id)
        case (2, "manifest"): self = .manifest(id)
        case (2, "weights"): self = .weights(id)
        default: return nil
        }
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
