// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON
package import POSIX

/// The manifest as JSON: an array of objects with the columns' names as keys.
package enum ManifestJSON {
    private static let step = 256 << 10

    /// About how many times as long as the manifest its JSON form is: each row repeats the names.
    package static let growth: UInt64 = 4

    /// Writes the JSON form of a manifest file, row by row.
    ///
    /// - Parameter output: a file, written from its start.
    /// - Returns: the JSON's length in bytes.
    package static func write(_ manifest: File, to output: File) throws -> UInt64 {
        var writer = JSONWriter()
        var written: UInt64 = 0
        func flush() throws {
            let bytes = writer.take()
            try unsafe bytes.withUnsafeBytes {
                try unsafe output.descriptor.write(all: $0, at: written)
            }
            written += UInt64(bytes.count)
        }
        writer.beginArray()
        var isHeader = true
        var reader = CSVReader()
        var position: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 64)
        defer { unsafe buffer.deallocate() }
        while true {
            let count = try unsafe manifest.descriptor.read(into: buffer, at: position)
            if count == 0 { break }
            position += UInt64(count)
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
            unsafe reader.read(bytes) { row in
                if isHeader {
                    isHeader = false
                } else {
                    writeRow(row, to: &writer)
                }
            }
            if writer.byteCount >= step { try flush() }
        }
        writer.endArray()
        try flush()
        return written
    }

    private static func writeRow(_ row: [String], to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, value) in zip(ManifestRow.columns, row) {
                writer.name(name)
                if ManifestRow.numbers.contains(name) {
                    writer.raw(value)
                } else {
                    writer.string(value)
                }
            }
        }
    }
}
