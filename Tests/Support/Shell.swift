// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
package import POSIX

/// A foreign program's answer to a test.
package struct Shell {
    /// The exit status; 128 and the signal when it was killed.
    package let status: Int32
    /// What it wrote to standard output and standard error.
    package let output: String

    /// Runs a script by `/bin/sh` in a folder and waits for its end.
    ///
    /// The environment holds only PATH and HOME, and a UTF-8 locale.
    package static func run(_ script: String, in directory: Directory) throws -> Shell {
        let log = directory.path(of: ".shell-\(UInt64.random(in: 0...UInt64.max))")
        let file = try File(creating: log)
        defer { _ = unsafe unlink(log) }
        let command = "cd '\(directory.path)' || exit 97\nexec >'\(log)' 2>&1 </dev/null\n\(script)"
        let environment = ["PATH", "HOME"].compactMap { (name: String) -> String? in
            guard let value = unsafe getenv(name) else { return nil }
            return unsafe "\(name)=" + String(cString: value)
        }
        let status = try spawn(["/bin/sh", "-c", command], environment + ["LC_ALL=C.UTF-8"])
        var bytes = [UInt8](repeating: 0, count: Int(try file.descriptor.size()))
        _ = try unsafe bytes.withUnsafeMutableBytes { buffer in
            try unsafe file.descriptor.read(into: buffer, at: 0)
        }
        return Shell(status: status, output: String(decoding: bytes, as: UTF8.self))
    }

    /// Whether all these programs are installed.
    package static func has(_ programs: String...) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
        return programs.allSatisfy { program in
            path.split(separator: ":").contains { unsafe access("\($0)/\(program)", X_OK) == 0 }
        }
    }

    private static func spawn(_ arguments: [String], _ environment: [String]) throws -> Int32 {
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        // Tests run on threads of Dispatch, which block every signal; programs would inherit that.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, flags)
        var process: pid_t = 0
        let failure = unsafe posix_spawn(&process, arguments[0], nil, &attributes, &argv, &envp)
        guard failure == 0 else { throw SystemError(number: failure, call: "posix_spawn") }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw SystemError(number: errno, call: "waitpid") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
