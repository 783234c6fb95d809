// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import Testing

@testable import Service

/// The one table of settings, and who wins when one is given twice.
@Suite struct SettingTests {
    @Test func namesAreUniqueAndSpelledAlike() {
        let names = SettingTable.all.map(\.name)
        #expect(Set(names).count == names.count)
        for setting in SettingTable.all {
            #expect(setting.name.allSatisfy { $0.isLowercase || $0 == "-" })
            #expect(setting.variable.hasPrefix("EQUIPOISE_"))
            #expect(!setting.variable.contains("-"))
        }
    }

    @Test(arguments: SettingTable.all.map(\.name))
    func takesItsOwnDefault(name: String) throws {
        let setting = try #require(SettingTable.all.first { $0.name == name })
        var configuration = Configuration()
        try setting.apply(setting.defaultText, to: &configuration, source: "--\(name)")
    }

    @Test(arguments: [
        ("port", "65536"), ("port", "-1"), ("port", "+80"), ("port", "0x50"), ("port", ""),
        ("workers", "0"), ("log", "xml"), ("host", ""), ("max-uploads", "1e3"),
        ("max-upload-bytes", "99999999999999999999"), ("head-timeout", "0"),
        ("names", "a,"), ("names", "a:80"), ("cors-origins", "*"), ("cors-origins", "null"),
        ("first-token", "yes"),
    ])
    func refuses(name: String, value: String) throws {
        let error = #expect(throws: SettingError.self) { () throws in
            _ = try Configuration(flags: [name: value], environment: { _ in nil })
        }
        #expect(error?.description.contains("--\(name)") == true)
    }

    @Test func takesListsAndSwitches() throws {
        let configuration = try Configuration(
            flags: ["names": "a.example,[::1]", "cors-origins": "https://b.example:443"],
            environment: { $0 == "EQUIPOISE_FIRST_TOKEN" ? "true" : nil }
        )
        #expect(configuration.names == ["a.example", "[::1]"])
        #expect(configuration.corsOrigins.map(\.description) == ["https://b.example"])
        #expect(configuration.makesFirstToken)
        #expect(SettingTable.all.filter(\.isFlag).map(\.name) == ["first-token"])
    }

    @Test func flagsWinOverTheEnvironment() throws {
        let environment = ["EQUIPOISE_PORT": "1", "EQUIPOISE_HEAD_TIMEOUT": "7"]
        let configuration = try Configuration(flags: ["port": "2"]) { environment[$0] }
        #expect(configuration.port == 2)
        #expect(configuration.limits.server.headTimeout == 7_000_000_000)
        #expect(configuration.host == "127.0.0.1")
    }

    @Test(
        arguments: [
            ("0", 0), ("007", 7), ("42", 42), ("18446744073709551615", UInt64.max),
            ("18446744073709551616", nil),
            ("", nil), (" 1", nil), ("+1", nil), ("-0", nil), ("1_000", nil), ("٣", nil),
        ] as [(String, UInt64?)]
    )
    func readsDigitsAlone(text: String, value: UInt64?) {
        #expect(digits(text) == value)
    }
}
