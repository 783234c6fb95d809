// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX

extension File {
    /// Writes text at the file's position.
    func append(_ text: String) throws {
        let bytes = Array(text.utf8)
        try unsafe bytes.withUnsafeBytes { try unsafe descriptor.write(all: $0) }
    }

    /// Writes text at an offset.
    func put(_ text: String, at offset: UInt64) throws {
        let bytes = Array(text.utf8)
        try unsafe bytes.withUnsafeBytes { try unsafe descriptor.write(all: $0, at: offset) }
    }

    /// The bytes from an offset on, as many as there are up to a count.
    func text(at offset: UInt64 = 0, count: Int = 1024) throws -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe descriptor.read(into: $0, at: offset)
        }
        return String(decoding: bytes.prefix(read), as: UTF8.self)
    }
}
