// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The names given out in one part of the archive, no two of which differ only in case.
///
/// Names are told apart without their extensions: a copy of `a.png` and one of `a.jpg` must not
/// both be `a-aug01`, and loaders that go by stems must not see one image twice.
struct FileNames {
    /// For each name given out, in lower case with its folder, the last number tried behind it.
    private var taken: [String: Int] = [:]

    /// Names for the originals of one class, in their order.
    ///
    /// Whoever is the first with a stem keeps it; the others get the next free number, from -2 up.
    mutating func originals(_ stems: [Substring], in folder: String) -> [String] {
        let isFirst = stems.map { stem in
            let key = Self.key(stem, in: folder)
            if taken[key] != nil { return false }
            taken[key] = 1
            return true
        }
        return zip(stems, isFirst).map { stem, isFirst in
            isFirst ? String(stem) : numbered(String(stem), in: folder)
        }
    }

    /// The name of a copy of an image, given the name that the original got.
    ///
    /// - Parameter mark: what the copies are called, `aug` for altered ones.
    mutating func artificial(
        _ original: String,
        copy: Int,
        in folder: String,
        mark: String = "aug"
    ) -> String {
        let name = Self.name(original, copy: copy, mark: mark)
        let key = Self.key(name, in: folder)
        if taken[key] != nil { return numbered(name, in: folder) }
        taken[key] = 1
        return name
    }

    /// What an image is called where no other is called so: as its source, a copy by its number.
    static func name(_ stem: String, copy: Int, mark: String) -> String {
        copy == 0 ? stem : "\(stem)-\(mark)\(copy < 10 ? "0" : "")\(copy)"
    }

    private mutating func numbered(_ name: String, in folder: String) -> String {
        let key = Self.key(name, in: folder)
        var number = taken[key] ?? 1
        while true {
            number += 1
            let candidate = "\(name)-\(number)"
            let candidateKey = Self.key(candidate, in: folder)
            if taken[candidateKey] == nil {
                taken[candidateKey] = 1
                taken[key] = number
                return candidate
            }
        }
    }

    private static func key(_ name: some StringProtocol, in folder: String) -> String {
        "\(folder)/\(name)".lowercased()
    }
}

/// A path's last component in two: what stands before its last point, and behind it.
func stemAndExtension(of path: Substring) -> (stem: Substring, extension: Substring) {
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:))
    let name = path[(start ?? path.startIndex)...]
    guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return (name, "") }
    return (name[..<point], name[name.utf8.index(after: point)...])
}
