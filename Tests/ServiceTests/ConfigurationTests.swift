// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import Service

struct ConfigurationTests {
    @Test func takesFlagsBeforeVariablesBeforeDefaults() throws {
        let environment = ["EQUIPOISE_PORT": "81", "EQUIPOISE_HOST": "::1", "PORT": "82"]
        let configuration = try Configuration(
            flags: ["port": "80"],
            environment: { environment[$0] }
        )
        #expect(configuration.port == 80)
        #expect(configuration.host == "::1")
        #expect(configuration.data == Configuration().data)
    }

    /// The default of the second floor is no reason to refuse a lower first one.
    @Test(
        arguments: [
            (nil, nil, true), ("0", nil, true), ("100", "100", true), ("100", "101", false),
            (nil, "2000000000", false), ("3000000000", "2000000000", true),
        ] as [(String?, String?, Bool)]
    )
    func takesFloorsInTheirOrderAlone(soft: String?, hard: String?, isTaken: Bool) throws {
        var flags: [String: String] = [:]
        flags["min-free-bytes"] = soft
        flags["stop-free-bytes"] = hard
        let configuration = try Configuration(flags: flags, environment: { _ in nil })
        let error: SettingError?
        do throws(SettingError) {
            try configuration.checkDisk()
            error = nil
        } catch let refusal {
            error = refusal
        }
        #expect((error == nil) == isTaken)
        #expect(configuration.limits.stopFloor <= configuration.limits.freeDiskBytes)
        let report = ConfigurationReport(flags: flags, environment: { _ in nil })
        #expect(report.problems.contains { $0.hasPrefix("--stop-free-bytes") } != isTaken)
    }

    @Test func doesNotReadTheVariableOfAFlagThatIsGiven() throws {
        let configuration = try Configuration(
            flags: ["port": "80"],
            environment: { $0 == "EQUIPOISE_PORT" ? "nonsense" : nil }
        )
        #expect(configuration.port == 80)
    }

    @Test func saysWhereABadValueCameFrom() {
        let flag = #expect(throws: SettingError.self) {
            try Configuration(flags: ["port": "x"], environment: { _ in nil })
        }
        #expect(
            flag?.description
                == "--port: ‘x’ is not accepted; give a whole number from 0 to 65535"
        )
        let variable = #expect(throws: SettingError.self) {
            try Configuration(flags: [:], environment: { $0 == "EQUIPOISE_LOG" ? "xml" : nil })
        }
        #expect(variable?.source == "EQUIPOISE_LOG")
        #expect(variable?.accepted == "text or json")
    }

    @Test func shortensAnOverlongValueInItsMessage() {
        let error = #expect(throws: SettingError.self) {
            try Configuration(
                flags: ["port": String(repeating: "9", count: 10_000)],
                environment: { _ in nil }
            )
        }
        #expect(error?.value == String(repeating: "9", count: 80) + "…")
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("localhost", true),
        ("0.0.0.0", false), ("::", false), ("192.168.1.5", false), ("example", false),
        ("127.example.org", false), ("1127.0.0.1", false),
    ])
    func knowsWhoCanReachAnAddress(host: String, isLoopback: Bool) {
        var configuration = Configuration()
        configuration.host = host
        #expect(configuration.isLoopback == isLoopback)
    }

    @Test func listensOnASocketAlone() throws {
        try withTemporaryDirectory { root in
            let flags = ["host": "none", "socket": root.path(of: "socket")]
            let configuration = try Configuration(flags: flags, environment: { _ in nil })
            let listeners = try configuration.listeners()
            #expect(listeners.map(\.port) == [0])
            #expect(try root.names() == ["socket"])
        }
    }

    @Test func needsSomethingToListenOn() throws {
        let configuration = try Configuration(flags: ["host": "none"], environment: { _ in nil })
        #expect(throws: SettingError.self) { () throws in _ = try configuration.listeners() }
    }
}
