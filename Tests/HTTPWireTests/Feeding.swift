// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import WireFeeding

func parseHead(_ text: String, limits: HeadLimits = HeadLimits()) -> HeadOutcome {
    let bytes = Array(text.utf8)
    return parseHead(bytes, lengths: CollectionOfOne(bytes.count), limits: limits)
}

/// A request whose field lines, beside Host, are `lines`.
func parseHead(method: String = "POST", lines: String..., version: String = "1.1") -> HeadOutcome {
    let fields = (["Host: a"] + lines).map { $0 + "\r\n" }.joined()
    return parseHead("\(method) / HTTP/\(version)\r\n\(fields)\r\n")
}

func decodeChunked(_ text: String, limits: ChunkedLimits = ChunkedLimits()) -> ChunkedOutcome {
    decodeChunked(Array(text.utf8), cuts: EmptyCollection(), limits: limits)
}

func parseForm(
    _ text: String,
    boundary: String = "b",
    limits: MultipartLimits = MultipartLimits()
) -> FormOutcome {
    parseForm(Array(text.utf8), boundary: boundary, cuts: EmptyCollection(), limits: limits)
}
