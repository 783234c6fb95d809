// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire

/// What requests are counted under: a path as the contract writes it.
///
/// Ids are not looked at, and no text of a client becomes a label: whatever they ask for, there are
/// as many as these. Reading one costs a few comparisons, since it happens for each request.
enum RouteLabel: Int, CaseIterable, Sendable {
    case jobs, job, archive, manifest, weights, events, datasets, dataset
    case problem, live, ready, version, metrics, contract, page
    /// `OPTIONS *`.
    case server
    /// A path that nothing is served at.
    case other
    /// A request whose head could not be read.
    case unreadable

    init(_ target: RequestTarget) {
        let segments = target.segments
        switch segments.count {
        case 0: self = target.isAsterisk ? .server : .page
        case 1: self.init(top: segments[0])
        case 2 where segments[0] == "problems": self = .problem
        case _ where segments[0] != "v1": self = .other
        case 2 where segments[1] == "jobs": self = .jobs
        case 2 where segments[1] == "datasets": self = .datasets
        case 3 where segments[1] == "jobs": self = .job
        case 3 where segments[1] == "datasets": self = .dataset
        case 4 where segments[1] == "jobs": self.init(product: segments[3])
        default: self = .other
        }
    }

    private init(top segment: String) {
        switch segment {
        case "livez": self = .live
        case "readyz": self = .ready
        case "version": self = .version
        case "metrics": self = .metrics
        case "openapi.yaml": self = .contract
        default: self = .other
        }
    }

    private init(product segment: String) {
        switch segment {
        case "archive": self = .archive
        case "manifest": self = .manifest
        case "weights": self = .weights
        case "events": self = .events
        default: self = .other
        }
    }

    /// The value of the label `route`.
    var text: String {
        switch self {
        case .jobs: "/v1/jobs"
        case .job: "/v1/jobs/{id}"
        case .archive: "/v1/jobs/{id}/archive"
        case .manifest: "/v1/jobs/{id}/manifest"
        case .weights: "/v1/jobs/{id}/weights"
        case .events: "/v1/jobs/{id}/events"
        case .datasets: "/v1/datasets"
        case .dataset: "/v1/datasets/{id}"
        case .problem: "/problems/{name}"
        case .live: "/livez"
        case .ready: "/readyz"
        case .version: "/version"
        case .metrics: "/metrics"
        case .contract: "/openapi.yaml"
        case .page: "/"
        case .server: "*"
        case .other: "other"
        case .unreadable: "unreadable"
        }
    }
}
