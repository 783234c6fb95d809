// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import Service

/// What `--check-config` says.
@Suite struct ConfigurationReportTests {
    private func row(_ name: String, _ report: ConfigurationReport) -> ConfigurationReport.Row? {
        report.rows.first { $0.name == name }
    }

    @Test func saysWhereEachValueComesFrom() throws {
        try withTemporaryDirectory { directory in
            let environment = ["EQUIPOISE_PORT": "81", "EQUIPOISE_HEAD_TIMEOUT": "007"]
            let report = ConfigurationReport(
                flags: ["port": "80", "data": directory.path],
                environment: { environment[$0] }
            )
            #expect(report.problems == [])
            #expect(row("port", report) == .init(name: "port", value: "80", source: "--port"))
            let timeout = row("head-timeout", report)
            #expect(timeout?.value == "7" && timeout?.source == "EQUIPOISE_HEAD_TIMEOUT")
            #expect(row("host", report)?.source == "default")
            #expect(report.rows.map(\.name) == SettingTable.all.map(\.name))
            #expect(report.text.split(separator: "\n").count == SettingTable.all.count)
        }
    }

    @Test func namesAllThatIsWrong() throws {
        try withTemporaryDirectory { directory in
            _ = try File(creating: directory.path(of: "file"))
            let report = ConfigurationReport(
                flags: [
                    "port": "x", "workers": "0", "data": directory.path(of: "file"),
                    "host": "no such host",
                ],
                environment: { $0 == "EQUIPOISE_LOG_LEVEL" ? "loud" : nil }
            )
            // The sixth: others might reach that host, and there is no token.
            #expect(report.problems.count == 6)
            for name in ["--port", "--workers", "EQUIPOISE_LOG_LEVEL", "--data", "--host"] {
                #expect(report.problems.contains { $0.hasPrefix(name) }, "\(name)")
            }
        }
    }

    @Test func warnsOfVariablesThatAreNoSettings() {
        let report = ConfigurationReport(
            flags: [:],
            environment: { _ in nil },
            variables: ["PATH", "EQUIPOISE_PROT", "EQUIPOISE_PORT"]
        )
        #expect(report.warnings.filter { $0.contains("EQUIPOISE_") }.count == 1)
        #expect(report.warnings.contains { $0.hasPrefix("EQUIPOISE_PROT") })
    }

    @Test func makesNoFolder() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "new")
            let report = ConfigurationReport(flags: ["data": path], environment: { _ in nil })
            let names = try directory.names()
            #expect(report.problems == [])
            #expect(names == [])
        }
    }
}
