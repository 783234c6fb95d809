// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A balanced archive as a user finds it: what `unzip` makes of it, and its tables.
struct FinishedDataset {
    /// The names of the archive's entries in their order.
    let names: [Substring]
    let manifest: [[String: String]]
    let dropped: [[String: String]]
    let recipe: JSONValue
    let weights: JSONValue
    /// The folder that the archive was unpacked into.
    private let folder: Directory

    /// Unpacks an archive of a folder beside it.
    init(
        _ archive: String = "out.zip",
        in directory: Directory,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let list = try Program.output(
            "rm -rf \(archive).d && unzip -qq \(archive) -d \(archive).d && unzip -Z1 \(archive)",
            in: directory,
            at: location
        )
        names = list.split(separator: "\n")
        folder = try Directory(existing: directory.path(of: archive + ".d"))
        manifest = try Self.rows(folder.contents(of: "manifest.csv"))
        dropped = try Self.rows(folder.contents(of: "dropped.csv"))
        recipe = try Self.json(folder.contents(of: "recipe.json"))
        weights = try Self.json(folder.contents(of: "weights.json"))
    }

    /// The bytes of an entry.
    func bytes(_ name: String) throws -> [UInt8] {
        try folder.contents(of: name)
    }

    /// The rows of the originals.
    var originals: [[String: String]] { manifest.filter { $0["origin"] == "original" } }
    /// The rows of the artificial images.
    var artificial: [[String: String]] { manifest.filter { $0["origin"] == "artificial" } }

    /// How many images a class has in a part, artificial ones included.
    func count(_ label: String, _ part: String) -> Int {
        manifest.count { $0["label"] == label && $0["split"] == part }
    }

    /// The names in the upload that were left out for a reason, in their order.
    func dropped(_ reason: String) -> [String] {
        dropped.filter { $0["reason"] == reason }.compactMap { $0["file"] }
    }

    /// The codes of the warnings that the recipe keeps.
    var warnings: [String] { recipe["warnings"]?.asArray?.compactMap { $0.text("code") } ?? [] }

    private static func json(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONValue.parse(String(decoding: bytes, as: UTF8.self))
    }

    /// The rows of a CSV file by the names of its columns.
    private static func rows(_ bytes: [UInt8]) -> [[String: String]] {
        var rows: [[[UInt8]]] = [[[]]]
        var isQuoted = false
        var wasClosed = false
        for byte in bytes {
            if byte == UInt8(ascii: ","), !isQuoted {
                rows[rows.count - 1].append([])
            } else if byte == UInt8(ascii: "\n"), !isQuoted {
                rows.append([[]])
            } else if byte == UInt8(ascii: "\""), !wasClosed {
                wasClosed = isQuoted
                isQuoted.toggle()
                continue
            } else {
                // A quotation that was closed by this quote's twin goes on after it.
                if wasClosed { isQuoted = true }
                let row = rows.count - 1
                rows[row][rows[row].count - 1].append(byte)
            }
            wasClosed = false
        }
        let texts = rows.dropLast().map { $0.map { String(decoding: $0, as: UTF8.self) } }
        guard let header = texts.first else { return [] }
        return texts.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}

extension JSONValue {
    /// The codes of a document's warnings.
    var warnings: [String] { self["warnings"]?.asArray?.compactMap { $0.text("code") } ?? [] }

    /// The sentence of the warning with a code.
    func warning(_ code: String) -> String? {
        self["warnings"]?.asArray?.first { $0.text("code") == code }?.text("detail")
    }

    /// A figure of every class, by the class's name.
    func figures(_ name: String) -> [String: Int] {
        let pairs = (self["classes"]?.asArray ?? []).map {
            ($0.text("name") ?? "", $0[name]?.asInteger.map { Int($0) } ?? -1)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
