// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing

/// What became of a head.
enum HeadOutcome: Equatable {
    case incomplete
    case complete(RequestHead, length: Int)
    case refused(HTTPViolation)

    var head: RequestHead? {
        if case .complete(let head, _) = self { head } else { nil }
    }

    var violation: HTTPViolation? {
        if case .refused(let violation) = self { violation } else { nil }
    }
}

/// Shows a parser the first `lengths` bytes, one length after the other, until it decides.
func parseHead(
    _ bytes: [UInt8],
    lengths: some Sequence<Int>,
    limits: HeadLimits = HeadLimits()
) -> HeadOutcome {
    var parser = RequestHeadParser(limits: limits)
    do throws(HTTPViolation) {
        for length in lengths {
            let progress = try parser.parse(bytes.span.extracting(..<length))
            if case .complete(let head, let consumed) = progress {
                #expect(consumed <= length)
                return .complete(head, length: consumed)
            }
        }
        return .incomplete
    } catch {
        return .refused(error)
    }
}

func parseHead(_ text: String, limits: HeadLimits = HeadLimits()) -> HeadOutcome {
    let bytes = Array(text.utf8)
    return parseHead(bytes, lengths: CollectionOfOne(bytes.count), limits: limits)
}

/// A request whose field lines, beside Host, are `lines`.
func parseHead(method: String = "POST", lines: String..., version: String = "1.1") -> HeadOutcome {
    let fields = (["Host: a"] + lines).map { $0 + "\r\n" }.joined()
    return parseHead("\(method) / HTTP/\(version)\r\n\(fields)\r\n")
}

/// What became of a chunked body.
struct ChunkedOutcome: Equatable {
    var content: [UInt8] = []
    var consumed = 0
    var ended = false
    var violation: HTTPViolation?
}

/// Feeds a decoder the bytes in pieces that end at `cuts` and at the end.
func decodeChunked(
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
                #expect((0...input.count).contains(step.consumed))
                switch step.event {
                case .needMore:
                    #expect(step.consumed == input.count)
                    asksForMore = true
                case .data(let range):
                    #expect(!range.isEmpty && range.upperBound <= step.consumed)
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

func decodeChunked(_ text: String, limits: ChunkedLimits = ChunkedLimits()) -> ChunkedOutcome {
    decodeChunked(Array(text.utf8), cuts: EmptyCollection(), limits: limits)
}

/// What became of a form.
struct FormOutcome: Equatable {
    struct Part: Equatable {
        var head: PartHead
        var data: [UInt8] = []
        var isComplete = false
        var text: String { String(decoding: data, as: UTF8.self) }
    }

    var parts: [Part] = []
    var ended = false
    var violation: HTTPViolation?
}

/// Feeds a parser the bytes in pieces that end at `cuts` and at the end, then finishes it.
func parseForm(
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
                #expect((0...input.count).contains(step.consumed))
                switch step.event {
                case .needMore:
                    #expect(input.count - step.consumed < boundary.utf8.count + 4)
                    asksForMore = true
                case .part(let head): outcome.parts.append(FormOutcome.Part(head: head))
                case .data(let range):
                    #expect(!range.isEmpty && range.upperBound <= step.consumed)
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

func parseForm(
    _ text: String,
    boundary: String = "b",
    limits: MultipartLimits = MultipartLimits()
) -> FormOutcome {
    parseForm(Array(text.utf8), boundary: boundary, cuts: EmptyCollection(), limits: limits)
}
