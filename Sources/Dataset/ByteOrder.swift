// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Whether a text comes before another by the bytes of its UTF-8.
///
/// Swift's own order of strings looks at characters in a normal form, which no other program does.
package func precedes(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    precedes(Substring(left), Substring(right))
}

func precedes(_ left: Substring, _ right: Substring) -> Bool {
    let left = left.utf8Span.span
    let right = right.utf8Span.span
    // Spans, because sorting 200,000 paths by string indices takes seconds.
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return left[index] < right[index]
    }
    return left.count < right.count
}

/// A text that equals another only when their bytes do, for use as a key.
///
/// Strings that look alike are equal in Swift, although they name different folders.
struct ByteString: Hashable {
    let text: Substring

    static func == (left: ByteString, right: ByteString) -> Bool {
        let (one, other) = (left.text.utf8Span.span, right.text.utf8Span.span)
        guard one.count == other.count else { return false }
        for index in one.indices where one[index] != other[index] { return false }
        return true
    }

    func hash(into hasher: inout Hasher) {
        unsafe text.utf8Span.span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
