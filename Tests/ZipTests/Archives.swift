// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Zip

/// A file with these bytes; its name is gone already, so nothing is left behind.
func file(_ bytes: [UInt8]) throws -> File {
    try withTemporaryDirectory { directory in
        let file = try File(creating: directory.path(of: "archive.zip"))
        try unsafe bytes.withUnsafeBytes { buffer in
            try unsafe file.descriptor.write(all: buffer, at: 0)
        }
        return file
    }
}

/// The bytes of the file at `path`.
func bytes(of path: String, from offset: UInt64 = 0) throws -> [UInt8] {
    let file = try File(reading: path)
    var bytes = [UInt8](repeating: 0, count: Int(try file.descriptor.size() - offset))
    _ = try unsafe bytes.withUnsafeMutableBytes {
        try unsafe file.descriptor.read(into: $0, at: offset)
    }
    return bytes
}

/// The archive with these bytes, opened.
func open(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws -> ZipReader {
    try ZipReader(try file(bytes), limits: limits)
}

/// The error that opening these bytes ends with; nil when they are accepted.
func refusal(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws -> ZipError? {
    let archive = try file(bytes)
    do throws(ZipError) {
        _ = try ZipReader(archive, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// All entries' names and contents.
func contents(of reader: ZipReader) throws -> [String: [UInt8]] {
    let inflater = Inflater()
    var contents: [String: [UInt8]] = [:]
    for entry in reader.entries { contents[entry.name] = try reader.read(entry, with: inflater) }
    return contents
}
