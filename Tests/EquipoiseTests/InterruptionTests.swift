// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// Commands that are stopped, or whose output cannot be written, say so and leave nothing.
@Suite struct InterruptionTests {
    /// A command that takes a while, and a signal that ends it.
    struct Case: CustomTestStringConvertible, Sendable {
        let words: String
        let signal: String

        var testDescription: String { "\(signal): \(words)" }
    }

    static let cases = ["INT", "TERM"].flatMap { signal in
        [
            "balance dataset.zip -o out.zip --size 4096 --format png",
            "sample out.zip --counts 200,200 --size 2048",
        ].map { Case(words: $0, signal: signal) }
    }

    @Test(arguments: cases) func leavesNoFileThatIsNotWhole(_ stopped: Case) throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let shell = try Program.run(
                """
                $equipoise \(stopped.words) &
                for _ in $(seq 200); do [ -n "$(find . -name '*.part')" ] && break; sleep 0.05; done
                find . -name '*.part' | grep -q . || echo 'it has not begun'
                kill -\(stopped.signal) $!
                wait $!
                """,
                in: directory
            )
            #expect(shell.status == 1, "\(shell.output)")
            #expect(shell.output == "equipoise: interrupted\n")
            #expect(try directory.names() == ["dataset.zip"])
        }
    }

    /// Whoever starts a service may stop it as soon as it says that it listens.
    @Test(arguments: ["SIGINT", "SIGTERM"]) func heedsASignalThatComesAtOnce(signal: String) throws
    {
        try withTemporaryDirectory { directory in
            try Program.output(
                """
                export equipoise
                python3 - <<'EOF'
                import os, signal, subprocess
                for attempt in range(8):
                    serve = [os.environ['equipoise'], 'serve', '--port', '0', '--data', 'data']
                    server = subprocess.Popen(
                        serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                    server.stdout.readline()
                    server.send_signal(signal.\(signal))
                    try:
                        assert server.wait(20) == 0, server.returncode
                    except subprocess.TimeoutExpired:
                        server.kill()
                        raise
                EOF
                """,
                in: directory
            )
        }
    }

    @Test func aPlanThatCannotBePrintedIsAFailure() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let shell = try Program.run("$equipoise inspect dataset.zip >/dev/full", in: directory)
            #expect(shell.status == 1)
            #expect(shell.output.contains("No space left"), "\(shell.output)")
        }
    }
}
