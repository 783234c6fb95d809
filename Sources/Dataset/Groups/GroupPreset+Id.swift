// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension GroupPreset {
    /// The id in a path as the names of the dataset spell it; nil where it is none of its names.
    ///
    /// Case is ignored. `kermany` looks for `^person(\d+)_`, then `IM-(\d+)-` anywhere, then
    /// `^(NORMAL|BACTERIA|VIRUS)-(\d+)-\d`, and marks the three kinds of id by `person`, `im` and
    /// `m`, so that they never meet; `nih` looks for `^\d{8}_\d{3}`, both in the file's name.
    /// `chexpert` looks for `patient(\d{5})/` anywhere in the path.
    ///
    /// - Parameter path: a path below the root.
    func id(in path: Substring) -> String? {
        switch self {
        case .kermany: FoldedName(lastComponent(of: path)).kermany
        case .nih: FoldedName(lastComponent(of: path)).nih
        case .chexpert: FoldedName(path).chexpert
        }
    }
}

/// The bytes of a name, ASCII letters in lower case.
private struct FoldedName {
    private let bytes: [UInt8]

    init(_ name: Substring) {
        bytes = name.utf8.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
    }

    var kermany: String? {
        if let id = id(after: "person", before: "_", at: 0) { return "person" + id }
        for start in bytes.indices {
            if let id = id(after: "im-", before: "-", at: start) { return "im" + id }
        }
        for kind in ["normal-", "bacteria-", "virus-"] {
            guard let id = id(after: kind, before: "-", at: 0) else { continue }
            let rest = kind.utf8.count + id.utf8.count + 1
            return isDigit(rest) ? "m" + id : nil
        }
        return nil
    }

    var nih: String? {
        guard let id = id(after: "", before: "_", at: 0), id.utf8.count == 8,
            (9..<12).allSatisfy(isDigit)
        else { return nil }
        return id
    }

    var chexpert: String? {
        for start in bytes.indices {
            guard let id = id(after: "patient", before: "/", at: start) else { continue }
            if id.utf8.count == 5 { return id }
        }
        return nil
    }

    /// The digits, at least one, between two texts of which the first begins at `start`.
    private func id(after prefix: String, before end: Character, at start: Int) -> String? {
        guard bytes[start...].starts(with: prefix.utf8) else { return nil }
        let digits = bytes[(start + prefix.utf8.count)...].prefix {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        guard !digits.isEmpty, digits.endIndex < bytes.count,
            bytes[digits.endIndex] == end.asciiValue
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    private func isDigit(_ index: Int) -> Bool {
        index < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    }
}
