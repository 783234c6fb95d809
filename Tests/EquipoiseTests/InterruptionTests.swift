// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// Commands that are stopped, or whose output cannot be written, say so and leave nothing.
@Suite struct InterruptionTests {
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
}
