// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

extension Scalar: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        switch self {
        // JSON's readers take numbers for doubles; what one would change is written as text.
        case .number(let number) where !number.isDouble: writer.string(number.description)
        case .number(let number): writer.raw(number.description)
        case .text(let text): writer.string(text)
        case .boolean(let value): writer.value(value)
        case .null: writer.null()
        }
    }
}

extension Options: JSONWritable {
    /// Every option, resolved, in the table's order.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, value) in resolved { writer.member(name, value) }
        }
    }
}

extension PlannedClass: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("index", index)
            writer.member("images", images)
            writer.member("train", train)
            writer.member("validation", validation)
            writer.member("test", test)
            writer.member("difference", difference)
            writer.member("added", added)
            writer.member("removed", removed)
            writer.member("replaced", replaced)
            writer.member("shortfall", shortfall)
            writer.member("limitation", limitation?.rawValue)
            writer.member("train_after", trainAfter)
        }
    }
}
