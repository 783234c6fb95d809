// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One option: its name, what it takes and means, and how text becomes a value and back.
package struct OptionDescription: Sendable {
    /// The one name, in lower case with underscores.
    package let name: String
    /// The text that sets the default, nil when the default is that nothing is set.
    package let defaultText: String?
    /// The accepted values in words, such as `oversample or none`.
    package let accepted: String
    /// What the option decides: a sentence for help and documentation.
    package let summary: String
    /// Reads a text into the options.
    let read: @Sendable (String, inout Options) throws(OptionRefusal) -> Void
    /// The value that the options hold, in the form that ``read`` takes.
    let value: @Sendable (Options) -> Scalar
}

/// Why a text is not taken as an option's value.
struct OptionRefusal: Error {
    /// What is wrong, as the end of a sentence; nil when the accepted values say enough.
    let detail: String?

    init(_ detail: String? = nil) {
        self.detail = detail
    }
}

extension OptionDescription {
    /// An option that is one of a few words.
    static func choice<Value>(
        _ name: String,
        _ path: any WritableKeyPath<Options, Value> & Sendable,
        _ summary: String
    ) -> OptionDescription
    where Value: RawRepresentable<String> & CaseIterable & Sendable {
        OptionDescription(
            name: name,
            defaultText: Options()[keyPath: path].rawValue,
            accepted: words(Value.self),
            summary: summary,
            read: { text, options throws(OptionRefusal) in
                guard let value = Value(rawValue: text) else { throw OptionRefusal() }
                options[keyPath: path] = value
            },
            value: { .text($0[keyPath: path].rawValue) }
        )
    }

    /// An option that is a share of all images, 0 included and 1 not.
    static func heldOut(
        _ name: String,
        _ path: any WritableKeyPath<Options, HeldOut> & Sendable,
        _ standard: Decimal,
        _ summary: String
    ) -> OptionDescription {
        OptionDescription(
            name: name,
            defaultText: standard.description,
            accepted: "a decimal number from 0 up to, not including, 1, such as 0.2",
            summary: summary,
            read: { text, options throws(OptionRefusal) in
                guard let share = Decimal(digits: text), share < 1 else { throw OptionRefusal() }
                options[keyPath: path] = .share(share)
            },
            value: { $0[keyPath: path].value(standard) }
        )
    }

    /// An option that is true or false, and false by default.
    static func flag(
        _ name: String,
        _ path: any WritableKeyPath<Options, Bool> & Sendable,
        _ summary: String
    ) -> OptionDescription {
        OptionDescription(
            name: name,
            defaultText: String(Options()[keyPath: path]),
            accepted: "true or false",
            summary: summary,
            read: { text, options throws(OptionRefusal) in
                guard let value = Bool(text) else { throw OptionRefusal() }
                options[keyPath: path] = value
            },
            value: { .boolean($0[keyPath: path]) }
        )
    }

    /// An option that is a whole number, or nothing.
    static func optionalInteger(
        _ name: String,
        _ path: any WritableKeyPath<Options, Int?> & Sendable,
        in range: ClosedRange<Int>,
        _ summary: String
    ) -> OptionDescription {
        OptionDescription(
            name: name,
            defaultText: nil,
            accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            summary: summary,
            read: { text, options throws(OptionRefusal) in
                guard let number = wholeNumber(text), range.contains(number) else {
                    throw OptionRefusal()
                }
                options[keyPath: path] = number
            },
            value: { $0[keyPath: path].map { .number(Decimal(units: $0)) } ?? .null }
        )
    }

    /// An option that is a whole number.
    static func integer<Value: FixedWidthInteger & Sendable>(
        _ name: String,
        _ path: any WritableKeyPath<Options, Value> & Sendable,
        in range: ClosedRange<Value>,
        _ summary: String
    ) -> OptionDescription {
        OptionDescription(
            name: name,
            defaultText: String(Options()[keyPath: path]),
            accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            summary: summary,
            read: { text, options throws(OptionRefusal) in
                guard let number = wholeNumber(text).flatMap(Value.init(exactly:)),
                    range.contains(number)
                else { throw OptionRefusal() }
                options[keyPath: path] = number
            },
            value: { .number(Decimal(units: Int($0[keyPath: path]))) }
        )
    }

    /// The raw values of a type, joined as in a sentence.
    static func words<Value>(_ type: Value.Type) -> String
    where Value: RawRepresentable<String> & CaseIterable {
        let words = Value.allCases.map(\.rawValue)
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}

/// A number written in digits alone.
func wholeNumber(_ text: some StringProtocol) -> Int? {
    text.utf8.contains(UInt8(ascii: ".")) ? nil : Decimal(digits: text)?.integer
}
