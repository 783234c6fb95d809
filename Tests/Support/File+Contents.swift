// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

extension File {
    /// All bytes of the file, whatever its position.
    package func contents() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(try descriptor.size()))
        let count = try unsafe bytes.withUnsafeMutableBytes { buffer in
            try unsafe descriptor.read(into: buffer, at: 0)
        }
        return Array(bytes[..<count])
    }

    /// A file without a name, in `/tmp`, that holds these bytes.
    package static func holding(_ bytes: [UInt8]) throws -> File {
        let file = try File(temporaryIn: "/tmp")
        try unsafe bytes.withUnsafeBytes { buffer in
            try unsafe file.descriptor.write(all: buffer, at: 0)
        }
        return file
    }
}

extension Directory {
    /// Makes a file of this name that holds these bytes.
    package func write(_ bytes: [UInt8], to name: String) throws {
        let file = try File(creating: path(of: name), replacing: true)
        try unsafe bytes.withUnsafeBytes { buffer in
            try unsafe file.descriptor.write(all: buffer, at: 0)
        }
    }
}
