// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
package import POSIX

/// Two ends of a local stream that do not wait.
package enum SocketPair {
    package static func make() throws -> (File, File) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SystemError(number: errno, call: "socketpair")
        }
        return (File(FileDescriptor(owning: ends[0])), File(FileDescriptor(owning: ends[1])))
    }

    package static func send(_ text: String, on end: File) throws {
        let bytes = Array(text.utf8)
        try unsafe bytes.withUnsafeBytes { try unsafe end.descriptor.write(all: $0) }
    }

    /// Takes what is there now, at most a megabyte.
    package static func receive(on end: File) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = try unsafe buffer.withUnsafeMutableBytes {
            try unsafe end.descriptor.receive(into: $0)
        }
        return Array(buffer.prefix(count ?? 0))
    }
}
