// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// How the program starts, says how it is, and ends.
@Suite struct OperationsTests {
    /// What the Python scripts below have in common.
    private static let prelude = """
        import os, signal, socket, subprocess, sys, time, urllib.request
        program = os.environ['equipoise']
        def serve(*flags, **more):
            return subprocess.Popen([program, 'serve', '--port', '0', '--data', 'data', *flags],
                                    stdout=subprocess.PIPE, **more)
        def address(server):
            return server.stdout.readline().decode().split()[-1]
        def upload(server):
            # An upload that has begun and goes no further.
            host, port = address(server).rsplit('/', 1)[1].split(':')
            slow = socket.create_connection((host, int(port)))
            slow.sendall(b'POST /v1/jobs HTTP/1.1\\r\\nHost: localhost\\r\\n'
                         b'Content-Length: 1000\\r\\n\\r\\nabc')
            time.sleep(0.5)
            return slow

        """

    /// Runs Python in a folder, with the program's path in its environment.
    private func python(_ script: String, in directory: Directory) throws {
        try directory.write(Array((Self.prelude + script).utf8), to: "script.py")
        try Program.output("export equipoise\ntimeout 60 python3 script.py", in: directory)
    }

    // MARK: The configuration

    @Test func checksItsConfigurationAndChangesNothing() throws {
        try withTemporaryDirectory { directory in
            let shell = try Program.run(
                "EQUIPOISE_PORT=81 $equipoise serve --data d --check-config --log json",
                in: directory
            )
            #expect(shell.status == 0, "\(shell.output)")
            let lines = shell.output.split(separator: "\n")
                .map { $0.split(separator: " ").map(String.init) }
            #expect(lines.contains(["port", "81", "EQUIPOISE_PORT"]))
            #expect(lines.contains(["log", "json", "--log"]))
            #expect(lines.contains(["host", "127.0.0.1", "default"]))
            #expect(try directory.names() == [])
        }
    }

    @Test func endsWith2WhereItWouldNotStart() throws {
        try withTemporaryDirectory { directory in
            let shell = try Program.run(
                "EQUIPOISE_LOG=xml $equipoise serve --check-config --data /dev/null --port 99999",
                in: directory
            )
            #expect(shell.status == 2, "\(shell.output)")
            for name in ["EQUIPOISE_LOG", "--port", "--data"] {
                #expect(shell.output.contains("equipoise: \(name): "), "\(shell.output)")
            }
        }
    }

    // MARK: The end

    /// A signal that comes while the store is opened must not kill the process half-way.
    @Test func endsInOrderAtAnEarlySignal() throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                codes = set()
                for attempt in range(20):
                    server = serve(stderr=subprocess.DEVNULL)
                    time.sleep(0.002 * attempt)
                    server.send_signal(signal.SIGTERM)
                    codes.add(server.wait(20))
                # Before its handlers are there it dies as any process does.
                assert codes <= {0, -signal.SIGTERM}, codes
                server = serve(stderr=subprocess.DEVNULL)
                address(server)
                server.send_signal(signal.SIGTERM)
                assert server.wait(20) == 0
                """,
                in: directory
            )
        }
    }

    @Test func endsAtOnceAtASecondSignal() throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                server = serve('--stop-grace', '50', stderr=subprocess.DEVNULL)
                slow = upload(server)
                server.send_signal(signal.SIGTERM)
                try:
                    server.wait(1)
                    sys.exit('the open upload has time until the grace is over')
                except subprocess.TimeoutExpired:
                    pass
                start = time.monotonic()
                server.send_signal(signal.SIGINT)
                assert server.wait(20) == 1, server.returncode
                assert time.monotonic() - start < 5
                """,
                in: directory
            )
        }
    }

    @Test func endsWhenTheGraceIsOver() throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                server = serve('--stop-grace', '2', stderr=subprocess.DEVNULL)
                slow = upload(server)
                start = time.monotonic()
                server.send_signal(signal.SIGTERM)
                assert server.wait(20) == 0, server.returncode
                assert 0.5 < time.monotonic() - start < 4
                """,
                in: directory
            )
        }
    }

    @Test func isNotReadyAndStillAcceptsForItsDelay() throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                server = serve('--stop-delay', '3', stderr=subprocess.DEVNULL)
                url = address(server)
                assert urllib.request.urlopen(url + '/readyz').status == 200
                server.send_signal(signal.SIGTERM)
                for attempt in range(100):
                    try:
                        urllib.request.urlopen(url + '/readyz')
                    except urllib.error.HTTPError as error:
                        assert error.code == 503
                        assert b'shutting-down' in error.read()
                        break
                    time.sleep(0.02)
                else:
                    sys.exit('it never said so')
                assert urllib.request.urlopen(url + '/livez').status == 200
                assert server.wait(20) == 0
                """,
                in: directory
            )
        }
    }

    // MARK: Those who watch

    @Test(arguments: ["path", "abstract"]) func tellsAServiceManager(name: String) throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                name = '\(directory.path)/notify' if '\(name)' == 'path' \\
                    else f'@equipoise-test-{os.getpid()}'
                manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                manager.bind(name.replace('@', '\\0', 1))
                manager.settimeout(20)
                environment = dict(os.environ, NOTIFY_SOCKET=name, WATCHDOG_USEC='300000')
                server = serve(env=environment, stderr=subprocess.DEVNULL)
                ready = manager.recv(4096).decode().split('\\n')
                assert ready[0] == 'READY=1', ready
                assert ready[1].startswith('STATUS=listening on http'), ready
                for _ in range(3):
                    beat = manager.recv(4096).decode().split('\\n')
                    assert beat[0] == 'WATCHDOG=1' and 'jobs wait' in beat[1], beat
                server.send_signal(signal.SIGTERM)
                while True:
                    last = manager.recv(4096).decode().split('\\n')
                    if last[0] == 'STOPPING=1':
                        break
                assert server.wait(20) == 0
                """,
                in: directory
            )
        }
    }

    /// A log that nobody reads fills its pipe; requests are answered all the same.
    @Test func answersWhileNobodyReadsItsLog() throws {
        try withTemporaryDirectory { directory in
            try python(
                """
                import http.client
                server = serve('--log', 'json', stderr=subprocess.PIPE)
                host, port = address(server).rsplit('/', 1)[1].split(':')
                client = http.client.HTTPConnection(host, int(port), timeout=20)
                for number in range(700):
                    client.request('GET', '/livez', headers={'X-Request-Id': 'x' * 60})
                    assert client.getresponse().read()
                client.request('GET', '/metrics')
                assert b'equipoise_log_lines_dropped_total' in client.getresponse().read()
                server.send_signal(signal.SIGTERM)
                assert server.wait(30) == 0, server.returncode
                """,
                in: directory
            )
        }
    }

    @Test func asksWhetherAServiceIsReady() throws {
        try withServer { server, directory in
            let shell = try Program.run(
                "$equipoise health --ready --url \(server.address)",
                in: directory
            )
            #expect(shell.status == 0, "\(shell.output)")
            #expect(shell.output.contains("\"status\":\"ready\""))
        }
    }
}
