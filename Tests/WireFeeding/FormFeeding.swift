// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire

/// What became of a form.
package struct FormOutcome: Equatable {
    /// One part.
    package struct Part: Equatable {
        /// What its headers say.
        package var head: PartHead
        /// Its bytes.
        package var data: [UInt8] = []
        /// Whether it came to its end.
        package var isComplete = false
        /// Its bytes as text, mended where they are none.
        package var text: String { String(decoding: data, as: UTF8.self) }
    }

    /// The parts in their order.
    package var parts: [Part] = []
    /// Whether the closing delimiter has come.
    package var ended = false
    /// What broke it.
    package var violation: HTTPViolation?
}

/// Feeds a parser the bytes in pieces that end at `cuts` and at the end, then finishes it.
package func parseForm(
    _ bytes: [UInt8],
    boundary: String,
    cuts: some Sequence<Int>,
    limits: MultipartLimits = MultipartLimits()
) -> FormOutcome {
    var outcome = FormOutcome()
    do throws(HTTPViolation) {
        var parser = try MultipartParser(boundary: boundary, limits: limits)
        var start = 0
        for end in Array(cuts) + [bytes.count] {
            var asksForMore = false
            while !asksForMore {
                let input = bytes.span.extracting(start..<end)
                let step = try parser.parse(input)
                precondition((0...input.count).contains(step.consumed), "within the input")
                switch step.event {
                case .needMore:
                    let rest = input.count - step.consumed
                    precondition(rest < boundary.utf8.count + 4, "less than a delimiter is kept")
                    asksForMore = true
                case .part(let head): outcome.parts.append(FormOutcome.Part(head: head))
                case .data(let range):
                    precondition(!range.isEmpty && range.upperBound <= step.consumed, "consumed")
                    outcome.parts[outcome.parts.count - 1].data += range.map { input[$0] }
                case .partEnd: outcome.parts[outcome.parts.count - 1].isComplete = true
                case .end: outcome.ended = true
                }
                start += step.consumed
            }
        }
        try parser.finish()
    } catch {
        outcome.violation = error
    }
    return outcome
}
