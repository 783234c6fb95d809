// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

@testable import POSIX

@Suite struct ChildProcessTests {
    private static func run(
        _ script: String,
        within nanoseconds: UInt64 = 60_000_000_000,
        shouldStop: () -> Bool = { false }
    ) throws -> (end: ChildProcess.End, errors: String) {
        let errors = try File(temporaryIn: "/tmp")
        let end = try ChildProcess("/bin/sh", ["-c", script])
            .run(errors: errors, within: nanoseconds, shouldStop: shouldStop)
        return (end, try errors.text())
    }

    @Test(
        arguments: [
            ("exit 0", .exited(0)), ("exit 7", .exited(7)), ("exit 255", .exited(255)),
            ("kill -KILL $$", .killed(signal: SIGKILL)),
            ("kill -SEGV $$", .killed(signal: SIGSEGV)),
        ] as [(String, ChildProcess.End)]
    )
    func tellsHowItEnded(script: String, end: ChildProcess.End) throws {
        #expect(try Self.run(script).end == end)
    }

    @Test func takesItsErrorsAndGivesItNothingToRead() throws {
        let (end, errors) = try Self.run("echo lost; echo \"$(cat)kept\" >&2")
        #expect(end == .exited(0) && errors == "kept\n")
    }

    @Test func hasTheEnvironmentAndAGroupOfItsOwn() throws {
        let (_, errors) = try Self.run("[ -n \"$PATH\" ] && ps -o pgid= -p $$ | tr -d ' ' >&2")
        let group = try #require(Int32(errors.filter { $0.isNumber }))
        #expect(group != getpgrp())
    }

    @Test func endsItWhenItsTimeIsOverOrNobodyWaits() throws {
        #expect(try Self.run("exec sleep 600", within: 50_000_000).end == .late)
        #expect(try Self.run("exec sleep 600", shouldStop: { true }).end == .stopped)
    }

    @Test func saysThatThereIsNoSuchProgram() throws {
        let errors = try File(temporaryIn: "/tmp")
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try ChildProcess("/nowhere/program", [])
                .run(errors: errors, within: 1, shouldStop: { false })
        }
        #expect(error?.isNotFound == true)
    }
}
