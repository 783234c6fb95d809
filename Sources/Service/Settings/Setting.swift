// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer

/// One setting of `serve`: a flag, a variable of the environment, a line in the documentation.
package struct Setting: Sendable {
    /// The flag without its dashes.
    package let name: String
    /// What it decides or bounds.
    package let summary: String
    /// The accepted values in words.
    package let accepted: String
    /// Whether it is a limit that a client or a job can meet.
    package let isLimit: Bool
    /// Whether the flag may stand without a value, for `true`.
    package var isFlag = false
    /// Its value in a configuration, as it would be given.
    let text: @Sendable (Configuration) -> String
    let set: @Sendable (String, inout Configuration) -> Bool

    /// The default as it would be given.
    package var defaultText: String { text(Configuration()) }

    /// The variable of the environment.
    package var variable: String {
        "EQUIPOISE_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// What is given for it and where: by the flag, else by the variable.
    func given(
        _ flags: [String: String],
        _ environment: (String) -> String?
    ) -> (value: String, source: String)? {
        if let value = flags[name] { return (value, "--\(name)") }
        return environment(variable).map { ($0, variable) }
    }

    func apply(
        _ value: String,
        to configuration: inout Configuration,
        source: String
    ) throws(SettingError) {
        if !set(value, &configuration) {
            throw SettingError(source: source, value: shortened(value), accepted: accepted)
        }
    }
}

extension Setting {
    /// A value that one text stands for.
    ///
    /// - Parameters:
    ///   - write: gives the text.
    ///   - read: gives the value; nil where the text is not accepted.
    private static func value<Value: Sendable>(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, Value> & Sendable,
        _ accepted: String,
        _ summary: String,
        isLimit: Bool = false,
        isFlag: Bool = false,
        write: @escaping @Sendable (Value) -> String,
        read: @escaping @Sendable (String) -> Value?
    ) -> Setting {
        Setting(
            name: name,
            summary: summary,
            accepted: accepted,
            isLimit: isLimit,
            isFlag: isFlag,
            text: { write($0[keyPath: path]) },
            set: { text, configuration in
                guard let value = read(text) else { return false }
                configuration[keyPath: path] = value
                return true
            }
        )
    }

    /// A whole number, stored in units of `scale`.
    static func number<Value: FixedWidthInteger & Sendable>(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, Value> & Sendable,
        in range: ClosedRange<Value>,
        unit: String = "",
        scale: Value = 1,
        isLimit: Bool = true,
        _ summary: String
    ) -> Setting {
        let unitText = unit.isEmpty ? "" : " of \(unit)"
        let accepted = "a whole number\(unitText) from \(range.lowerBound) to \(range.upperBound)"
        return .value(name, path, accepted, summary, isLimit: isLimit) {
            "\($0 / scale)"
        } read: { text in
            digits(text).flatMap(Value.init(exactly:))
                .flatMap { range.contains($0) ? $0 * scale : nil }
        }
    }

    /// A time in whole seconds; kept in nanoseconds.
    static func seconds(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, UInt64> & Sendable,
        _ summary: String
    ) -> Setting {
        .number(name, path, in: 1...86_400, unit: "seconds", scale: second, summary)
    }

    /// A time that something is kept, in milliseconds; nil for ever.
    static func lifetime(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, Int64?> & Sendable,
        _ summary: String
    ) -> Setting {
        let accepted = "days, hours or minutes such as 7d, 24h or 90m, or never"
        return .value(name, path, accepted, summary) {
            Lifetime.text($0)
        } read: {
            Lifetime(parsing: $0)?.milliseconds
        }
    }

    /// A text that is not empty.
    static func text(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, String> & Sendable,
        _ accepted: String,
        _ summary: String
    ) -> Setting {
        .value(name, path, accepted, summary) {
            $0
        } read: {
            $0.isEmpty ? nil : $0
        }
    }

    /// Several values, none of them by default.
    static func list<Element: Sendable & CustomStringConvertible>(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, [Element]> & Sendable,
        _ accepted: String,
        _ summary: String,
        read: @escaping @Sendable (String) -> Element?
    ) -> Setting {
        .value(name, path, accepted, summary) {
            $0.map(\.description).joined(separator: ",")
        } read: { text in
            if text.isEmpty { return [] }
            let words = text.split(separator: ",", omittingEmptySubsequences: false)
            let values = words.compactMap { read(String($0)) }
            return values.count == words.count ? values : nil
        }
    }

    /// Yes or no, by default no; the flag alone says yes.
    static func flag(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, Bool> & Sendable,
        _ summary: String
    ) -> Setting {
        .value(name, path, "true or false", summary, isFlag: true) {
            "\($0)"
        } read: {
            Bool($0)
        }
    }

    /// One of some words.
    static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String,
        _ path: any WritableKeyPath<Configuration, Value> & Sendable,
        _ summary: String
    ) -> Setting {
        let words = Value.allCases.map(\.rawValue)
        let accepted = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        return .value(name, path, accepted, summary) {
            $0.rawValue
        } read: {
            Value(rawValue: $0)
        }
    }
}

/// A number in decimal digits alone, with a check for overflow: `Int(_:)` would accept signs.
package func digits(_ text: String) -> UInt64? {
    if text.isEmpty { return nil }
    var value: UInt64 = 0
    for byte in text.utf8 {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
        if overflow || carry { return nil }
        value = sum
    }
    return value
}
