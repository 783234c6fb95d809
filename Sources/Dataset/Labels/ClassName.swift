// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a class may be called, for it becomes the name of a folder in the balanced archive.
///
/// A name out of a pattern or a table is refused when no archive that we would read ourselves
/// could hold the folder, or when it would show as another name than it is (``fault(of:)``). The
/// name of a folder is taken as it is, for its archive was checked as a whole. What is left may
/// still be no name on some systems, Windows above all: that is warned of, whatever the source
/// (``isPortable(_:)``).
enum ClassName {
    /// Bytes of the longest name, in UTF-8.
    static let longest = 200

    /// Why a name out of a pattern or a table is not taken, as a sentence; nil for a good one.
    static func fault(of name: String) -> String? {
        let shown = quoted(printable(name))
        if name.isEmpty { return "The class has an empty name." }
        if name.utf8.count > longest {
            return "The class name \(shown) is longer than \(longest) bytes."
        }
        if name.utf8.contains(UInt8(ascii: "/")) || name.utf8.contains(UInt8(ascii: "\\")) {
            return "The class name \(shown) has a slash or a backslash."
        }
        if name.unicodeScalars.contains(where: isInvisible) {
            return "The class name \(shown) has a control or format character."
        }
        if name.utf8.first == UInt8(ascii: ".") {
            return "The class name \(shown) begins with a dot."
        }
        return nil
    }

    /// Whether common systems, as far as is known of them, can have a folder of that name.
    ///
    /// Windows has no folder with one of `<>:"|?*` in its name, none that ends in a dot or a space
    /// and none that is called as a device, whatever follows behind a dot. Other spaces at the end
    /// and characters that do not show are no fault of a name and get lost all the same.
    static func isPortable(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        if let last = scalars.last, last == "." || last.properties.isWhitespace { return false }
        if scalars.contains(where: { #"<>:"|?*\"#.unicodeScalars.contains($0) }) { return false }
        return !scalars.contains(where: isInvisible) && !isDevice(name)
    }

    /// One warning that names the classes whose names are not portable; nil without one.
    static func warning(about classes: [String]) -> DatasetWarning? {
        let names = classes.filter { !isPortable($0) }.map(printable)
        if names.isEmpty { return nil }
        let isOne = names.count == 1
        return DatasetWarning(
            code: "class-name-not-portable",
            detail: (isOne
                ? "The name of 1 class cannot be that of a folder on every system, or does not "
                    + "show as it is: "
                : "The names of \(names.count) classes cannot be those of folders on every system, "
                    + "or do not show as they are: ") + firstNames(names) + "."
        )
    }

    private static let devices: Set<String> = Set(
        ["con", "prn", "aux", "nul", "conin$", "conout$"]
            + ["com", "lpt"].flatMap { port in
                "0123456789\u{B9}\u{B2}\u{B3}".map { "\(port)\($0)" }
            }
    )

    private static func isDevice(_ name: String) -> Bool {
        let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
        let end = stem.lastIndex { $0 != UInt8(ascii: " ") }
        guard let end else { return false }
        return devices.contains(Substring(stem[...end]).lowercased())
    }

    /// Whether a character does not show, or ends a line.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// The name with characters that do not show spelled out.
    private static func printable(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            if isInvisible(scalar) {
                scalars.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
