// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What can be written as one JSON value.
package protocol JSONWritable {
    /// Writes exactly one value.
    func write(to writer: inout JSONWriter)
}

extension JSONWriter {
    /// Writes a value.
    package mutating func value(_ value: some JSONWritable) {
        value.write(to: &self)
    }

    /// Writes a member of the object that is open; nil is written as `null`.
    package mutating func member(_ name: String, _ value: some JSONWritable) {
        self.name(name)
        value.write(to: &self)
    }

    /// Writes a member that is JSON text already, as ``raw(_:)`` does; nil is written as `null`.
    package mutating func member(_ name: String, raw json: String?) {
        self.name(name)
        if let json { raw(json) } else { null() }
    }

    /// Writes an object, whose members `body` writes.
    package mutating func object<E: Error>(
        _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Writes an array, whose elements `body` writes.
    package mutating func array<E: Error>(
        _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        beginArray()
        try body(&self)
        endArray()
    }

    /// Writes a member that is an object, whose members `body` writes.
    package mutating func object<E: Error>(
        _ name: String,
        _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        self.name(name)
        try object(body)
    }

    /// Writes a member that is an array, whose elements `body` writes.
    package mutating func array<E: Error>(
        _ name: String,
        _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        self.name(name)
        try array(body)
    }
}

extension JSONWritable {
    /// The value as a whole document.
    package func json(_ layout: JSONWriter.Layout = .compact) -> String {
        var writer = JSONWriter(layout)
        write(to: &writer)
        precondition(writer.isComplete, "a value that wrote none")
        return String(decoding: writer.take(), as: UTF8.self)
    }
}

extension JSONValue: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .number(let value): writer.number(value)
        case .string(let text): writer.string(text)
        case .array(let elements): writer.value(elements)
        case .object(let members):
            writer.object { writer in
                for member in members { writer.member(member.name, member.value) }
            }
        }
    }
}

extension String: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Double: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.number(self) }
}

extension Int: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Int64: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension UInt32: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension UInt64: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        if let value = self { value.write(to: &writer) } else { writer.null() }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.array { writer in
            for element in self { element.write(to: &writer) }
        }
    }
}
