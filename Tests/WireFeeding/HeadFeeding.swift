// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire

/// What became of a head.
package enum HeadOutcome: Equatable {
    /// The input ended before the head did.
    case incomplete
    /// The head is the first `length` bytes.
    case complete(RequestHead, length: Int)
    /// It breaks a rule.
    case refused(HTTPViolation)

    /// The head, where it is complete.
    package var head: RequestHead? {
        if case .complete(let head, _) = self { head } else { nil }
    }

    /// The violation, where it was refused.
    package var violation: HTTPViolation? {
        if case .refused(let violation) = self { violation } else { nil }
    }
}

/// Shows a parser the first `lengths` bytes, one length after the other, until it decides.
package func parseHead(
    _ bytes: [UInt8],
    lengths: some Sequence<Int>,
    limits: HeadLimits = HeadLimits()
) -> HeadOutcome {
    var parser = RequestHeadParser(limits: limits)
    do throws(HTTPViolation) {
        for length in lengths {
            let progress = try parser.parse(bytes.span.extracting(..<length))
            if case .complete(let head, let consumed) = progress {
                precondition(consumed <= length, "no more is consumed than there is")
                return .complete(head, length: consumed)
            }
        }
        return .incomplete
    } catch {
        return .refused(error)
    }
}
