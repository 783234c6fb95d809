// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// The built program, run as a user runs it.
enum Program {
    /// Its path: `EQUIPOISE_BINARY`, else the debug build of this checkout.
    static let path = Environment["EQUIPOISE_BINARY"] ?? root + "/.build/debug/equipoise"

    /// The checkout.
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// Runs a script in a folder, where `$equipoise` is the program.
    static func run(_ script: String, in directory: Directory) throws -> Shell {
        try Shell.run("equipoise='\(path)'\n" + script, in: directory)
    }

    /// Runs a script of which every command must succeed, and gives what it wrote.
    @discardableResult
    static func output(
        _ script: String,
        in directory: Directory,
        at location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let shell = try run("set -e\n" + script, in: directory)
        try #require(shell.status == 0, "\(script): \(shell.output)", sourceLocation: location)
        return shell.output
    }

    /// Makes `dataset.zip`: 8, 20 and 6 phantoms of 64 pixels.
    static func makeDataset(in directory: Directory) throws {
        try output("$equipoise sample dataset.zip --counts 8,20,6 --size 64", in: directory)
    }
}

extension JSONValue {
    /// The text at a path of names, for example `dataset.sha256`; numbers as they are written.
    func text(_ path: String) -> String? {
        var value: JSONValue? = self
        for name in path.split(separator: ".") { value = value?[String(name)] }
        return value?.asString ?? value?.json()
    }
}

extension Directory {
    /// The bytes of a file in this folder.
    func contents(of name: String) throws -> [UInt8] {
        let file = try File(reading: path(of: name))
        var bytes = [UInt8](repeating: 0, count: Int(try file.descriptor.size()))
        _ = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        return bytes
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let file = try File(creating: path(of: name), replacing: true)
        try unsafe bytes.withUnsafeBytes { try unsafe file.descriptor.write(all: $0) }
    }
}
