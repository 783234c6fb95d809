// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The names of an archive's entries, one after the other in one piece of memory.
///
/// A string of its own takes twice what a name does, and there may be very many.
final class EntryNames: Sendable {
    private let bytes: [UInt8]
    private let ends: [UInt32]
    /// The bytes in the archive, of names that have others there.
    private let raw: [Int: [UInt8]]

    /// - Parameter directory: what the headers were parsed from.
    init(_ headers: [CentralHeader], in directory: [UInt8]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headers.reduce(0) { $0 + $1.name.text.utf8.count })
        var ends: [UInt32] = []
        ends.reserveCapacity(headers.count)
        var raw: [Int: [UInt8]] = [:]
        for (index, header) in headers.enumerated() {
            bytes.append(contentsOf: header.name.text.utf8)
            ends.append(UInt32(bytes.count))
            if header.name.differsFromRaw { raw[index] = Array(directory[header.rawName]) }
        }
        self.bytes = bytes
        self.ends = ends
        self.raw = raw
    }

    /// The name of the entry at a place in the directory.
    subscript(index: Int) -> String {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return String(decoding: bytes[start..<Int(ends[index])], as: UTF8.self)
    }

    func raw(_ index: Int) -> [UInt8]? { raw[index] }
}
