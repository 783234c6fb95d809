// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How many requests there were by route and status, and how long they took.
///
/// A few arrays of fixed size: to count is three additions.
struct RequestCounts: Sendable {
    /// Upper bounds of the buckets of time, in nanoseconds: from half a millisecond to ten minutes.
    static let bounds: [UInt64] = [
        500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000,
        250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
        30_000_000_000, 60_000_000_000, 600_000_000_000,
    ]
    /// One for each status from 100 to 599, and the first for none of these.
    private static let statusSlots = 501

    private var requests = [UInt64](
        repeating: 0,
        count: RouteLabel.allCases.count * statusSlots
    )
    /// By route: each bucket's own count, the last above every bound.
    private var buckets = [UInt64](
        repeating: 0,
        count: RouteLabel.allCases.count * (bounds.count + 1)
    )
    private var nanoseconds = [UInt64](repeating: 0, count: RouteLabel.allCases.count)

    /// Counts a request.
    ///
    /// - Parameter status: 0 where the client went before there was an answer.
    mutating func add(_ route: RouteLabel, status: Int, nanoseconds duration: UInt64) {
        let slot = (100...599).contains(status) ? status - 99 : 0
        requests[route.rawValue * Self.statusSlots + slot] += 1
        let bucket = Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count
        buckets[route.rawValue * (Self.bounds.count + 1) + bucket] += 1
        nanoseconds[route.rawValue] &+= duration
    }

    /// Writes what there was; routes and statuses that did not occur are left out.
    func write(to exposition: inout Exposition) {
        var samples: [Exposition.Sample] = []
        var histograms: [Exposition.Histogram] = []
        for route in RouteLabel.allCases {
            let first = route.rawValue * Self.statusSlots
            for slot in 0..<Self.statusSlots where requests[first + slot] > 0 {
                let status = slot == 0 ? "none" : "\(slot + 99)"
                samples.append(
                    .init(
                        labels: [("route", route.text), ("status", status)],
                        value: Double(requests[first + slot])
                    )
                )
            }
            if let histogram = histogram(of: route) { histograms.append(histogram) }
        }
        exposition.counter(
            "equipoise_http_requests_total",
            "Requests that are over, by the status of their answers; none where the client went.",
            samples
        )
        exposition.histogram(
            "equipoise_http_request_duration_seconds",
            "From a request's head to the last byte of its answer, uploads included.",
            histograms
        )
    }

    private func histogram(of route: RouteLabel) -> Exposition.Histogram? {
        let first = route.rawValue * (Self.bounds.count + 1)
        var total: UInt64 = 0
        var rising: [(Double, UInt64)] = []
        for (index, bound) in Self.bounds.enumerated() {
            total += buckets[first + index]
            rising.append((Double(bound) / 1e9, total))
        }
        total += buckets[first + Self.bounds.count]
        if total == 0 { return nil }
        return Exposition.Histogram(
            labels: [("route", route.text)],
            buckets: rising,
            count: total,
            sum: Double(nanoseconds[route.rawValue]) / 1e9
        )
    }
}
