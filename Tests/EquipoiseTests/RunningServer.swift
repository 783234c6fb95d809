// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A server in a process of its own, on a port that the kernel chose.
struct RunningServer {
    let address: String
    /// The port, as the end of the address has it.
    var port: Substring { address.split(separator: ":").last ?? "" }
    private let directory: Directory

    /// Starts the server on the folder `data` of a directory, which keeps it for the next start.
    ///
    /// - Parameter script: runs before it, such as to set a variable of its environment.
    init(in directory: Directory, _ flags: String = "", before script: String = ":") throws {
        self.directory = directory
        try Program.output(
            """
            rm -f address code
            \(script)
            (set +e
            sh -c 'echo $$ >pid; exec "$0" serve --port 0 --data data \(flags) >address 2>log' \
                "$equipoise"; echo $? >code) &
            for _ in $(seq 200); do grep -q listening address && exit 0; sleep 0.05; done
            cat log; exit 1
            """,
            in: directory
        )
        address =
            try Program.output("sed -n 's/^listening on //p' address", in: directory)
            .split(separator: "\n").first.map(String.init) ?? ""
    }

    private init(at address: String, in directory: Directory) {
        self.address = address
        self.directory = directory
    }

    /// The same server, reached at another address, through a proxy.
    func behind(_ address: String) -> RunningServer {
        RunningServer(at: address, in: directory)
    }

    /// Sends a signal and waits for the end; gives the exit code.
    @discardableResult
    func stop(_ signal: String = "TERM") throws -> String {
        try Program.output(
            """
            kill -\(signal) $(cat pid)
            for _ in $(seq 400); do [ -s code ] && break; sleep 0.05; done
            cat code
            """,
            in: directory
        ).filter { $0 != "\n" }
    }

    /// Calls curl, with the server's address in `$url`, and gives what it prints.
    @discardableResult
    func curl(_ arguments: String, at location: SourceLocation = #_sourceLocation) throws -> String
    {
        try Program.output(
            "url='\(address)'\ncurl -sS --max-time 60 \(arguments)",
            in: directory,
            at: location
        )
    }

    /// The JSON that curl gets.
    func json(_ arguments: String, at location: SourceLocation = #_sourceLocation) throws
        -> JSONValue
    {
        try JSONValue.parse(curl(arguments, at: location))
    }

    /// Posts `dataset.zip` as the raw body and gives the job's id.
    func post(_ query: String = "", at location: SourceLocation = #_sourceLocation) throws -> String
    {
        let job = try json("-X POST -T dataset.zip \"$url/v1/jobs?\(query)\"", at: location)
        return try #require(job.text("id"), "\(job)", sourceLocation: location)
    }

    /// Polls until the job is done.
    func wait(for id: String, at location: SourceLocation = #_sourceLocation) throws -> JSONValue {
        while true {
            let job = try json("$url/v1/jobs/\(id)", at: location)
            if job["done"]?.asBool != false { return job }
            try Program.output("sleep 0.05", in: directory)
        }
    }
}

/// Calls `body` with a server on a fresh folder that holds `dataset.zip`, and stops it then.
func withServer(_ flags: String = "", _ body: (RunningServer, Directory) throws -> Void) throws {
    try withTemporaryDirectory { directory in
        try Program.makeDataset(in: directory)
        let server = try RunningServer(in: directory, flags)
        do {
            try body(server, directory)
        } catch {
            try server.stop("KILL")
            throw error
        }
        #expect(try server.stop() == "0", "the server ends cleanly")
    }
}
