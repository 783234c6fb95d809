// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ClassNameTests {
    static let unportable = [
        "CON", "nul", "Aux.x", "com1.txt", "LPT9", "com\u{B9}", "nul .a", "conin$", "C:", "a:b",
        "a?", "*", "<b>", "\"q\"", "dot.", "a\u{A0}", "a\u{3000}",
    ]

    /// What a name may be does not depend on where it was read.
    @Test(arguments: unportable)
    func warnsOfNamesThatWindowsCannotHave(name: String) throws {
        let field =
            "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
        let byTable = try Catalogue.make(
            entries: entries(["1.png", "2.png"]),
            table: LabelTable(parsing: Array("file,label\n1.png,A\n2.png,\(field)\n".utf8))
        )
        let byFolder = try Catalogue.make(entries: entries(["A/1.png", "\(name)/2.png"]))
        for catalogue in [byTable, byFolder] {
            #expect(Set(catalogue.classes) == ["A", name])
            #expect(catalogue.warnings.map(\.code) == ["class-name-not-portable"])
            #expect(catalogue.warnings[0].detail.contains("‘\(name)’"))
        }
    }

    @Test(arguments: ["trail ", "x\u{200B}", "x\u{202E}gnp", "soft\u{AD}y", "line\u{2028}x"])
    func warnsOfFoldersWhoseNamesDoNotShow(name: String) throws {
        let catalogue = try Catalogue.make(entries: entries(["A/1.png", "\(name)/2.png"]))
        #expect(catalogue.classes == ["A", name])
        #expect(catalogue.warnings.map(\.code) == ["class-name-not-portable"])
        let shown = catalogue.warnings[0].detail.unicodeScalars
        #expect(!shown.contains { $0.properties.generalCategory == .format || $0 == "\u{2028}" })
    }

    @Test func namesAllOfThemInOneWarning() throws {
        let folders = ["CON", "NUL", "a", "b:", "c?"]
        let catalogue = try Catalogue.make(entries: entries(folders.map { "\($0)/1.png" }))
        #expect(catalogue.warnings.map(\.code) == ["class-name-not-portable"])
        #expect(catalogue.warnings[0].detail.hasPrefix("The names of 4 classes"))
        #expect(catalogue.warnings[0].detail.contains("‘CON’, ‘NUL’, ‘b:’ and 1 more"))
    }

    @Test(arguments: [
        "a b", "Über", "日本", "console", "com10", "nulls.x", "a.b", " a", "x-CON", "😀",
    ])
    func takesOtherNamesWithoutAWord(name: String) {
        #expect(ClassName.fault(of: name) == nil)
        #expect(ClassName.isPortable(name))
    }
}
