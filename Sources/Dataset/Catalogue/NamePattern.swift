// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A pattern over file names with one placeholder, such as `{id}_*` or `person*_{label}_*`.
///
/// It matches the whole last component of a path, extension included, byte for byte; a pattern
/// with `/` matches the whole path below the root. `*` stands for any run of bytes but `/`, the
/// empty one too, and the placeholder for the shortest run that is not empty. Each run ends where
/// what follows it comes first, so there is one way to match and nothing is ever tried again: the
/// time is at most the product of the two lengths.
package struct NamePattern: Sendable, Hashable {
    /// The pattern as it was given.
    package let text: String
    /// What the name begins with.
    private let prefix: [UInt8]
    /// The runs that follow, at least one, each with what ends it; the last ends with the name.
    private let runs: [Run]

    private struct Run: Sendable, Hashable {
        var isPlaceholder: Bool
        var literal: [UInt8] = []
    }

    /// What the placeholder stands for in a path; nil where the pattern does not match.
    ///
    /// - Parameter path: a path below the root.
    func capture(in path: Substring) -> String? {
        let bytes = Array(isPath ? path.utf8 : lastComponent(of: path).utf8)
        guard bytes.starts(with: prefix) else { return nil }
        var position = prefix.count
        var captured: Range<Int>?
        for (number, run) in runs.enumerated() {
            let least = position + (run.isPlaceholder ? 1 : 0)
            let isLast = number == runs.count - 1
            guard let end = Self.end(of: run, from: least, in: bytes, isLast: isLast),
                !bytes[position..<end].contains(UInt8(ascii: "/"))
            else { return nil }
            if run.isPlaceholder { captured = position..<end }
            position = end + run.literal.count
        }
        return captured.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Where the literal behind a run begins, at `least` or later.
    private static func end(
        of run: Run,
        from least: Int,
        in bytes: [UInt8],
        isLast: Bool
    ) -> Int? {
        let last = bytes.count - run.literal.count
        if least > last { return nil }
        let places = isLast ? last...last : least...last
        return places.first { bytes[$0...].starts(with: run.literal) }
    }

    private var isPath: Bool { text.utf8.contains(UInt8(ascii: "/")) }
}

extension NamePattern {
    /// The longest list of patterns, in bytes.
    static let longestList = 1000

    /// Reads a comma-separated list of patterns, each with the same placeholder once.
    ///
    /// - Parameter placeholder: its name, without braces.
    static func list(
        parsing text: String,
        placeholder: String
    ) throws(OptionRefusal) -> [NamePattern] {
        if text.utf8.count > longestList {
            throw OptionRefusal("patterns are longer than \(longestList) bytes")
        }
        var patterns: [NamePattern] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            patterns.append(try NamePattern(parsing: item, placeholder: placeholder))
        }
        return patterns
    }

    private init(parsing text: Substring, placeholder: String) throws(OptionRefusal) {
        let braces = "{\(placeholder)}"
        var runs: [Run] = []
        var prefix: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.first {
            if rest.starts(with: braces.utf8) {
                rest = rest.dropFirst(braces.utf8.count)
                if runs.contains(where: \.isPlaceholder) {
                    throw OptionRefusal("\(quoted(String(text))) has \(braces) twice")
                }
                // A star before the placeholder takes nothing, the placeholder taking it all.
                if runs.last?.literal.isEmpty == true { runs.removeLast() }
                runs.append(Run(isPlaceholder: true))
                continue
            }
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "*") {
                if let last = runs.last, last.literal.isEmpty {
                    if !last.isPlaceholder { continue }
                    throw OptionRefusal("a * right behind \(braces) leaves it one character")
                }
                runs.append(Run(isPlaceholder: false))
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                throw OptionRefusal("\(quoted(String(text))) has a brace that is not \(braces)")
            } else if runs.isEmpty {
                prefix.append(byte)
            } else {
                runs[runs.count - 1].literal.append(byte)
            }
        }
        guard runs.contains(where: \.isPlaceholder) else {
            throw OptionRefusal("\(quoted(String(text))) is neither a known word nor has \(braces)")
        }
        self.init(text: String(text), prefix: prefix, runs: runs)
    }
}

/// What stands behind a path's last `/`, all of it without one.
func lastComponent(of path: Substring) -> Substring {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return path[path.utf8.index(after: slash)...]
}
