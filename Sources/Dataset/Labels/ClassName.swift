// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a class must be called so that every system can have a folder of that name.
///
/// The names of an archive's folders were checked with the archive; those that come out of a
/// pattern or a table were not.
enum ClassName {
    /// Bytes of the longest name, in UTF-8.
    static let longest = 200

    /// Why a name is not taken, as a sentence; nil for a good one.
    static func fault(of name: String) -> String? {
        let shown = quoted(printable(name))
        if name.isEmpty { return "The class has an empty name." }
        if name.utf8.count > longest {
            return "The class name \(shown) is longer than \(longest) bytes."
        }
        if name.utf8.contains(UInt8(ascii: "/")) || name.utf8.contains(UInt8(ascii: "\\")) {
            return "The class name \(shown) has a slash or a backslash."
        }
        if name.unicodeScalars.contains(where: isControl) {
            return "The class name \(shown) has a control character."
        }
        if name.utf8.first == UInt8(ascii: ".") {
            return "The class name \(shown) begins with a dot."
        }
        if let last = name.utf8.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") {
            return "The class name \(shown) ends with a dot or a space."
        }
        return nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func printable(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            scalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
