// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The words behind a command, taken apart into flags with values and plain words.
struct Arguments {
    /// The words that are no flags, in their order.
    private(set) var words: [String] = []
    /// Flags without dashes and their values, in their order; `_` stands for `-` in the names.
    private(set) var flags: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - short: one-letter flags and the names they stand for.
    ///   - switches: flags that stand for `true` without a value, which they take behind `=` only.
    /// - Throws: `UsageError` for a flag without a value.
    init(
        _ arguments: [String],
        short: [String: String] = [:],
        switches: Set<String> = []
    ) throws(UsageError) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" {
                words += rest
                return
            }
            guard word.hasPrefix("-"), word != "-" else {
                words.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.name(String(parts[0]), short)
            if parts.count == 2 {
                flags.append((name, String(parts[1])))
            } else if switches.contains(name) {
                flags.append((name, "true"))
            } else if let value = rest.popFirst() {
                flags.append((name, value))
            } else {
                throw UsageError("\(word) needs a value")
            }
        }
    }

    private static func name(
        _ flag: String,
        _ short: [String: String]
    ) throws(UsageError) -> String {
        if flag.hasPrefix("--") {
            return flag.dropFirst(2).map { $0 == "-" ? "_" : String($0) }.joined()
        }
        guard let name = short[flag] else { throw UsageError("there is no flag \(flag)") }
        return name
    }

    /// Takes a flag out, if it was given.
    ///
    /// - Throws: `UsageError` when it was given more than once.
    mutating func take(_ name: String) throws(UsageError) -> String? {
        let values = flags.filter { $0.name == name }
        if values.count > 1 { throw UsageError("--\(name) is given more than once") }
        flags.removeAll { $0.name == name }
        return values.first?.value
    }

    /// The one plain word that a command needs.
    func onlyWord(_ what: String) throws(UsageError) -> String {
        guard let word = words.first else { throw UsageError("\(what) is missing") }
        if words.count > 1 { throw UsageError("‘\(words[1])’ is one word too many") }
        return word
    }

    /// Refuses flags that nobody has taken.
    func finish() throws(UsageError) {
        if let flag = flags.first { throw UsageError("there is no flag --\(flag.name) here") }
    }
}

/// A command line that cannot be followed.
struct UsageError: Error {
    let detail: String

    init(_ detail: String) {
        self.detail = detail
    }
}
