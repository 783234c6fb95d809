// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

/// A schema of the contract: the members of its objects, and what schemas these have.
struct ContractSchema {
    /// The name of each member's schema, or of its elements'; nil where it has none of its own.
    let members: [String: String?]
    let required: Set<String>
}

extension ContractText {
    /// The schema of that name; one without members where its values are not described by name.
    func schema(_ name: String) -> ContractSchema {
        let block = block("    \(name):")
        let properties = self.block("      properties:", in: block)
        var members: [String: String?] = [:]
        for key in keys(of: properties, indent: 8) {
            let heading = properties.firstIndex { $0.hasPrefix("        \(key):") } ?? 0
            let rest = properties[(heading + 1)...].prefix { $0.hasPrefix("         ") }
            let text = ([properties[heading]] + rest).joined(separator: "\n")
            let reference = text.firstMatch(of: /#\/components\/schemas\/(\w+)/)
            members[key] = .some(reference.map { String($0.1) })
        }
        return ContractSchema(
            members: members,
            required: Set(words(of: "required", in: block))
        )
    }
}

/// Holds documents against schemas, in both directions.
///
/// No document may have a member that its schema lacks, nor lack one that it requires; and each
/// member of every schema that was met is in one document at least.
struct ContractReading {
    private let contract = ContractText()
    private var met: [String: Set<String>] = [:]

    mutating func read(_ value: JSONValue, as name: String) {
        for element in value.asArray ?? [] { read(element, as: name) }
        guard let members = value.asMembers else { return }
        let schema = contract.schema(name)
        if schema.members.isEmpty { return }
        let names = Set(members.map(\.name))
        #expect(names.subtracting(schema.members.keys).sorted() == [], "\(name) does not have")
        #expect(schema.required.subtracting(names).sorted() == [], "\(name) requires")
        met[name, default: []].formUnion(names)
        for (member, value) in members {
            if let inner = schema.members[member]?.flatMap(\.self) { read(value, as: inner) }
        }
    }

    /// - Returns: the names of the schemas that were met.
    @discardableResult
    func expectNothingMore() -> Set<String> {
        for (name, names) in met {
            let unmet = Set(contract.schema(name).members.keys).subtracting(names)
            #expect(unmet.sorted() == [], "\(name) promises")
        }
        return Set(met.keys)
    }
}
