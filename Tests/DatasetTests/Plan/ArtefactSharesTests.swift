// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ArtefactSharesTests {
    private func shares(
        _ counts: [Int],
        _ given: [(name: String, text: String)],
        kind: ImageKind = .png
    ) throws -> ArtefactShares {
        let options = try Options([("test", "0")] + given)
        return ArtefactShares(try plan(catalogue(counts), options, kind: kind), options: options)
    }

    @Test func countsBlackBorders() throws {
        let shares = try shares([10, 40], [("augment", "rotate:25"), ("border", "constant")])
        #expect(shares.classes.map(\.artificial) == [0.75, 0])
        #expect(shares.classes.map(\.blackBorder) == [0.75, 0])
        #expect(shares.classes.map(\.filledBorder) == [0, 0])
        #expect(shares.classes.map(\.reencoded) == [1, 1])
        #expect(shares.warnings.map(\.code) == ["artefact-tells-class"])
        let detail = shares.warnings[0].detail
        #expect(detail.hasPrefix("75 % of class ‘a’ and 0 % of class ‘b’ have a black border,"))
        #expect(detail.contains("border=reflect or parity=true"))
    }

    @Test(arguments: ["reflect", "replicate"])
    func doesNotWarnOfFilledBorders(border: String) throws {
        let shares = try shares([1, 3], [("augment", "translate:0.2"), ("border", border)])
        #expect(shares.classes.map(\.filledBorder) == [0.6667, 0])
        #expect(shares.classes.map(\.blackBorder) == [0, 0])
        #expect(shares.warnings.isEmpty)
    }

    @Test func countsBlursAndEncodings() throws {
        let shares = try shares([10, 15], [("augment", "blur:31"), ("size", "original")])
        #expect(shares.classes.map(\.blur) == [0.3333, 0])
        #expect(shares.classes.map(\.reencoded) == [0.3333, 0])
        #expect(shares.warnings.count == 2)
        #expect(shares.warnings[0].detail.hasPrefix("33.3 % of class ‘a’ and 0 % of class ‘b’ are"))
        #expect(shares.warnings[0].detail.contains("an augment without blur or parity=true"))
        #expect(shares.warnings[1].detail.contains("are encoded anew"))
    }

    /// A tenth warns, one image less does not.
    @Test func warnsFromATenthUp() throws {
        let given = [(name: "augment", text: "blur:31")]
        #expect(try shares([90, 100], given).warnings.count == 1)
        #expect(try shares([91, 100], given).warnings.isEmpty)
    }

    @Test func findsNothingWithParityOrCopies() throws {
        let given = [
            (name: "augment", text: "blur:31"), (name: "border", text: "constant"),
            (name: "size", text: "original"),
        ]
        let even = try shares([10, 40], given + [("parity", "true")])
        #expect(even.classes.map(\.blur) == [0.75, 0.75])
        #expect(even.warnings.isEmpty)
        let copies = try shares([10, 40], given + [("fill", "copy")])
        #expect(copies.classes.map(\.artificial) == [0.75, 0])
        #expect(copies.classes.map(\.blur) == [0, 0])
        #expect(copies.classes.map(\.reencoded) == [0, 0])
        #expect(copies.warnings.isEmpty)
    }

    /// A turn by 0°, a shift by nothing and a kernel of 1 leave no trace.
    @Test func doesNotCountDrawsThatChangeNothing() throws {
        let options = try Options([("test", "0"), ("preset", "tutorial")])
        let plan = try plan(catalogue([20, 4000]), options)
        let ofA = plan.rows.filter { $0.label == 0 }
        let identities = ofA.filter {
            switch $0.operation {
            case .rotate(0, _), .translate(0, 0), .blur(1, _): true
            default: false
            }
        }
        let moved = ofA.count { ["rotate", "translate"].contains($0.operation?.name) }
        let still = identities.count { $0.operation?.name != "blur" }
        #expect(still > 0 && identities.count > still + 100)
        let shares = ArtefactShares(plan, options: options).classes[0]
        #expect(abs(shares.blackBorder - Double(moved - still) / 4000) < 0.00005)
        let blurred = ofA.count { $0.operation?.name == "blur" } - (identities.count - still)
        #expect(abs(shares.blur - Double(blurred) / 4000) < 0.00005)
    }
}
