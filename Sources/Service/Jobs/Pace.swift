// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How long pieces of work of one kind have taken lately, for an estimate of when there is room.
struct Pace: Sendable, Hashable {
    /// What a client is told, in seconds, before the jitter is added.
    private static let bounds = 1.0...300.0
    /// The weight of the latest piece in the mean.
    private static let weight = 0.25

    /// The exponential mean in seconds; a guess until the first piece is over.
    private(set) var mean = 10.0
    private var hasMeasured = false

    /// Takes note of a piece that is over.
    ///
    /// - Parameter seconds: at least 0.
    mutating func took(_ seconds: Double) {
        mean = hasMeasured ? mean + (seconds - mean) * Self.weight : seconds
        hasMeasured = true
    }

    /// After how many seconds to try again (RFC 9110 §10.2.3).
    ///
    /// - Parameters:
    ///   - ahead: the pieces that come first.
    ///   - atOnce: how many are worked on at the same time, at least 1.
    ///   - jitter: in 0 ..< 1; lengthens the time by up to a fifth, so that clients that were
    ///     refused together do not come back together.
    func retryAfter(ahead: Int, atOnce: Int, jitter: Double) -> Int {
        let seconds = mean * Double(ahead) / Double(atOnce)
        let bounded = min(max(seconds, Self.bounds.lowerBound), Self.bounds.upperBound)
        return Int((bounded + bounded * jitter / 5).rounded(.up))
    }
}
