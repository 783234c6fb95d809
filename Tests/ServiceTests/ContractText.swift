// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

@testable import Service

/// The contract as lines, and as much of YAML as its layout needs: blocks by indentation, keys,
/// and lists in brackets.
struct ContractText {
    let lines = String(decoding: Contract.bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    /// The lines below a heading that are indented more than it; none where it is not there.
    func block(_ heading: String, in lines: [String]? = nil) -> [String] {
        let lines = lines ?? self.lines
        guard let start = lines.firstIndex(of: heading) else { return [] }
        let indent = Self.indent(heading)
        return lines[(start + 1)...].prefix { $0.isEmpty || Self.indent($0) > indent }
            .filter { !$0.isEmpty }
    }

    /// The keys at one indentation of a block, in their order.
    func keys(of block: [String], indent: Int) -> [String] {
        block.filter { Self.indent($0) == indent }.compactMap { line in
            line.firstMatch(of: /^ *([\w-]+):/).map { String($0.1) }
        }
    }

    /// The names under `properties` of a schema.
    func members(_ schema: String) -> [String] {
        keys(of: block("      properties:", in: block(schema)), indent: 8)
    }

    /// All lines of one entry of a block of components, as one text.
    func entry(_ name: String, of block: [String]) -> String {
        guard let start = block.firstIndex(where: { $0.hasPrefix("    \(name):") }) else {
            return ""
        }
        let rest = block[(start + 1)...].prefix { Self.indent($0) > 4 }
        return ([block[start]] + rest).joined(separator: "\n")
    }

    /// The members of the first list in brackets that a key of the block has.
    func words(of key: String, in block: [String]) -> [String] {
        let text = block.joined(separator: " ")
        guard let start = text.firstRange(of: "\(key):")?.upperBound,
            let open = text[start...].firstIndex(of: "["),
            let close = text[open...].firstIndex(of: "]")
        else { return [] }
        return text[open..<close].dropFirst().split { ", ".contains($0) }.map(String.init)
    }

    private static func indent(_ line: String) -> Int {
        line.prefix { $0 == " " }.count
    }
}
