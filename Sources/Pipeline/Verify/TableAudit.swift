// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The tables beside the manifest, held against what the plan and the pixels give.
struct TableAudit {
    let archive: FinishedArchive
    let findings: Findings

    /// Compares every table.
    ///
    /// - Parameters:
    ///   - observations: what was seen of all sources; nil where that is not known, then the
    ///     tables that hang on pixels are only read.
    /// - Throws: `ProvenanceError` for an entry that cannot be read at all.
    func check(
        _ expected: ExpectedArchive,
        _ observations: Observations?,
        _ dataset: DatasetIdentity,
        labels: DatasetIdentity?
    ) throws {
        let plan = expected.plan
        try check("dropped.csv", DroppedTable.bytes(plan.dropped))
        try check("weights.json", WeightsTable.bytes(plan.balance))
        guard let observations else { return try archive.read("leakage.csv", findings) }
        let lookalikes = observations.lookalikes(
            identical: plan.identical.sets,
            parts: plan.split.parts
        )
        try check("leakage.csv", LeakageTable.bytes(plan, lookalikes))
        let summary = PlanSummary(plan, of: expected.source, observations, lookalikes)
        try check(
            "recipe.json",
            Recipe.bytes(plan.options, dataset, labels: labels, warnings: summary.warnings)
        )
    }

    private func check(_ name: String, _ expected: [UInt8]) throws {
        guard let table = archive.entries[name] else {
            findings.add(Finding(name, .tableDiffers, "the archive has no such table"), at: 0)
            return
        }
        var comparison = TableComparison(expected)
        // What is wrong with the recipe's bytes was told when it was read.
        let faults = name == "recipe.json" ? Findings() : findings
        let isSound = try unsafe archive.stream(table, faults) { unsafe comparison.read($0) }
        if isSound, let difference = comparison.difference {
            findings.add(Finding(name, .tableDiffers, difference), at: 0)
        }
    }
}

/// Bytes that come in pieces, held against those that are expected.
struct TableComparison {
    /// The bytes that are kept from the first difference on.
    private static let keptBytes = 200

    private let expected: [UInt8]
    /// How many bytes are as expected, from the first on.
    private var agreed = 0
    /// What stands where the first difference is.
    private var other: [UInt8] = []

    init(_ expected: [UInt8]) {
        self.expected = expected
    }

    mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if other.isEmpty, agreed < expected.count, expected[agreed] == byte {
                agreed += 1
            } else if other.count < Self.keptBytes {
                other.append(byte)
            } else {
                return
            }
        }
    }

    /// Where the bytes are others for the first time, after the last of them; nil where nowhere.
    var difference: String? {
        if other.isEmpty, agreed == expected.count { return nil }
        let newline = UInt8(ascii: "\n")
        let before = expected[..<agreed]
        let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        let line = before.count { $0 == newline } + 1
        let found = before[start...] + other.prefix { $0 != newline }
        let planned = expected[start...].prefix { $0 != newline }
        return "line \(line) is ‘\(Self.text(found))’, by the plan ‘\(Self.text(planned))’"
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        shortened(String(decoding: bytes, as: UTF8.self))
    }
}
