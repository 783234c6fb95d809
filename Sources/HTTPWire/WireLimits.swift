// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Every bound this target puts on what a client may send.
package struct WireLimits: Sendable, Hashable {
    /// Bounds on a request's head.
    package var head = HeadLimits()
    /// Bounds on what a chunked body carries beside its data.
    package var chunked = ChunkedLimits()
    /// Bounds on the frame of a multipart body.
    package var multipart = MultipartLimits()

    /// The defaults named above.
    package init() {}
}

/// Bounds on a request's head, or on a trailer section; lengths count the closing CRLF.
package struct HeadLimits: Sendable, Hashable {
    /// The longest request line; beyond it 414.
    ///
    /// RFC 9112 §3 asks for 8000 at least.
    package var requestLineBytes = 8192
    /// The longest field line; beyond it 431.
    package var fieldBytes = 8192
    /// The most field lines; beyond it 431.
    package var fieldCount = 100
    /// The longest head from its first byte to its empty line; beyond it 431.
    package var headBytes = 32768

    /// The defaults named above.
    package init() {}
}

/// Bounds on what a chunked body carries beside its data.
package struct ChunkedLimits: Sendable, Hashable {
    /// Bytes of chunk extensions in the whole body; beyond it 400 (RFC 9112 §7.1.1).
    package var extensionBytes = 1024
    /// Bounds on the trailer section, which is parsed and discarded.
    package var trailers = HeadLimits()

    /// The defaults named above.
    package init() {}
}

/// Bounds on the frame of a multipart body; what a part's data may hold is the caller's affair.
package struct MultipartLimits: Sendable, Hashable {
    /// The most parts; beyond it 413.
    package var partCount = 64
    /// The longest header block of a part, its empty line included; beyond it 431.
    package var partHeadBytes = 8192
    /// The most header lines of a part; beyond it 431.
    package var partFieldCount = 16
    /// The most bytes before the first delimiter; beyond it 400.
    package var preambleBytes = 1024
    /// The most bytes after the closing delimiter; beyond it 400.
    package var epilogueBytes = 1024
    /// The most spaces and tabs after a delimiter; beyond it 400.
    package var paddingBytes = 64

    /// The defaults named above.
    package init() {}
}
