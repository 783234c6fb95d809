// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire

/// What became of a chunked body.
package struct ChunkedOutcome: Equatable {
    /// The data of the chunks.
    package var content: [UInt8] = []
    /// How many bytes were done with; 0 after a violation.
    package var consumed = 0
    /// Whether the body came to its end.
    package var ended = false
    /// What broke it.
    package var violation: HTTPViolation?
}

/// Feeds a decoder the bytes in pieces that end at `cuts` and at the end.
package func decodeChunked(
    _ bytes: [UInt8],
    cuts: some Sequence<Int>,
    limits: ChunkedLimits = ChunkedLimits()
) -> ChunkedOutcome {
    var decoder = ChunkedDecoder(limits: limits)
    var outcome = ChunkedOutcome()
    do throws(HTTPViolation) {
        for end in Array(cuts) + [bytes.count] {
            var asksForMore = false
            while !asksForMore {
                let input = bytes.span.extracting(outcome.consumed..<end)
                let step = try decoder.decode(input)
                precondition((0...input.count).contains(step.consumed), "within the input")
                switch step.event {
                case .needMore:
                    precondition(step.consumed == input.count, "nothing is left behind")
                    asksForMore = true
                case .data(let range):
                    precondition(!range.isEmpty && range.upperBound <= step.consumed, "consumed")
                    outcome.content += range.map { input[$0] }
                case .end: outcome.ended = true
                }
                outcome.consumed += step.consumed
                if outcome.ended { return outcome }
            }
        }
    } catch {
        outcome.violation = error
        outcome.consumed = 0
    }
    return outcome
}
