// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Writes one JSON document piece by piece into a buffer that the caller drains.
///
/// Nothing but the nesting is kept, so a document of 100,000 rows takes as much memory as one row:
///
///     var writer = JSONWriter()
///     writer.array { writer in
///         for row in rows {
///             writer.object { $0.member("file", row.file) }
///             if writer.byteCount > 65_536 { send(writer.take()) }
///         }
///     }
///     send(writer.take())
///
/// What is written is always well-formed: a value without a name in an object, a name outside one,
/// an end without its begin and a second document are programmer errors and trap.
package struct JSONWriter: Sendable {
    /// Where white space stands.
    package enum Layout: Sendable {
        /// Nowhere.
        case compact
        /// Two spaces a level and one line a value, for human readers.
        case indented
    }

    private enum Scope {
        case array
        case object
    }

    private let layout: Layout
    private var bytes: [UInt8] = []
    private var scopes: [Scope] = []
    /// Whether the innermost scope, or the document, holds nothing yet.
    private var isEmpty = true
    private var hasName = false

    /// Starts a document.
    package init(_ layout: Layout = .compact) {
        self.layout = layout
    }

    /// How many bytes wait to be taken.
    package var byteCount: Int { bytes.count }

    /// Whether the document is finished: one value is written, all scopes are closed.
    package var isComplete: Bool { scopes.isEmpty && !isEmpty }

    /// Hands over the bytes written since the last call, UTF-8, cut anywhere but in a token.
    package mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }
}

extension JSONWriter {
    /// Opens an object; ``name(_:)`` and values follow in turn until ``endObject()``.
    package mutating func beginObject() { begin(.object, UInt8(ascii: "{")) }

    /// Closes the object that was opened last.
    package mutating func endObject() { end(.object, UInt8(ascii: "}")) }

    /// Opens an array; values follow until ``endArray()``.
    package mutating func beginArray() { begin(.array, UInt8(ascii: "[")) }

    /// Closes the array that was opened last.
    package mutating func endArray() { end(.array, UInt8(ascii: "]")) }

    /// Writes the name of an object's next member; its value must follow.
    ///
    /// The caller sees to it that no name comes twice.
    package mutating func name(_ name: String) {
        precondition(scopes.last == .object && !hasName, "a name where none may stand")
        separate()
        bytes.appendJSONString(name)
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(UInt8(ascii: " ")) }
        hasName = true
    }

    /// Writes a string.
    package mutating func string(_ text: String) {
        beginValue()
        bytes.appendJSONString(text)
    }

    /// Writes an integer.
    package mutating func integer(_ value: some BinaryInteger) {
        beginValue()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes a finite number with the fewest digits that read back as the same double.
    package mutating func number(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinities and no NaN")
        beginValue()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        beginValue()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    package mutating func null() {
        beginValue()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Splices in a value that is JSON text already, as a stored document is.
    ///
    /// The text is trusted to be one well-formed value: only what a ``JSONWriter`` of ours wrote.
    /// It keeps its own layout.
    package mutating func raw(_ json: String) {
        precondition(!json.isEmpty, "no text is no value")
        beginValue()
        bytes.append(contentsOf: json.utf8)
    }
}

extension JSONWriter {
    private mutating func begin(_ scope: Scope, _ bracket: UInt8) {
        beginValue()
        bytes.append(bracket)
        scopes.append(scope)
        isEmpty = true
    }

    private mutating func end(_ scope: Scope, _ bracket: UInt8) {
        precondition(scopes.last == scope && !hasName, "an end without its begin")
        scopes.removeLast()
        if !isEmpty { breakLine() }
        bytes.append(bracket)
        isEmpty = false
    }

    private mutating func beginValue() {
        if hasName {
            hasName = false
            return
        }
        if scopes.isEmpty {
            precondition(isEmpty, "a second document")
            isEmpty = false
        } else {
            precondition(scopes.last == .array, "a value without a name")
            separate()
        }
    }

    /// Puts a comma after what came before in the same scope.
    private mutating func separate() {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        breakLine()
    }

    private mutating func breakLine() {
        guard layout == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * scopes.count))
    }
}
