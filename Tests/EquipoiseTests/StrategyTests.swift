// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Every strategy and target comes to exact numbers, on the command line and over HTTP.
@Suite struct StrategyTests {
    /// Options for classes of 32, 16 and 12 training images, and what they come to.
    struct Case: CustomTestStringConvertible, Sendable {
        let options: [String]
        /// Training images of the classes `a`, `b` and `c`, artificial ones included.
        let after: [Int]
        /// How many of them are artificial.
        let added: [Int]

        init(_ options: String..., after: [Int], added: [Int]) {
            self.options = options
            self.after = after
            self.added = added
        }

        var testDescription: String { options.joined(separator: " ") }
    }

    static let cases = [
        Case("strategy=none", after: [32, 16, 12], added: [0, 0, 0]),
        Case("target=majority", after: [32, 32, 32], added: [0, 16, 20]),
        Case("target=mean", after: [32, 20, 20], added: [0, 4, 8]),
        Case("target=median", after: [32, 16, 16], added: [0, 0, 4]),
        Case("target=ratio:0.7", after: [32, 23, 23], added: [0, 7, 11]),
        Case("target=40", after: [40, 40, 40], added: [8, 24, 28]),
        Case("target=c:31", after: [32, 16, 31], added: [0, 0, 19]),
        Case("max_copies=1", after: [32, 32, 24], added: [0, 16, 12]),
        Case("strategy=undersample", after: [12, 12, 12], added: [0, 0, 0]),
        Case("strategy=undersample", "target=15", after: [15, 15, 12], added: [0, 0, 0]),
        Case("strategy=undersample", "target=a:7", after: [7, 16, 12], added: [0, 0, 0]),
        Case("strategy=undersample", "target=ratio:0.5", after: [24, 16, 12], added: [0, 0, 0]),
        Case("strategy=hybrid", after: [16, 16, 16], added: [0, 0, 4]),
        Case("strategy=hybrid", "target=mean", after: [20, 20, 20], added: [0, 4, 8]),
        Case("strategy=hybrid", "target=a:13,c:14", after: [13, 16, 14], added: [0, 0, 2]),
    ]

    private func makeDataset(in directory: Directory) throws {
        try TinyDataset([("a", 40), ("b", 20), ("c", 15)]).write(to: directory)
    }

    /// The plans of every case; the same figures come with every archive that is made of them.
    @Test(arguments: cases) func plansExactNumbers(_ item: Case) throws {
        try withTemporaryDirectory { directory in
            try makeDataset(in: directory)
            let flags = item.options.map { "'--\($0)'" }.joined(separator: " ")
            let text = try Program.output(
                "$equipoise inspect dataset.zip \(flags)",
                in: directory
            )
            let plan = try JSONValue.parse(text)
            let classes = ["a", "b", "c"]
            #expect(classes.map { plan.figures("train")[$0] } == [32, 16, 12])
            #expect(classes.map { plan.figures("train_after")[$0] } == item.after)
            #expect(classes.map { plan.figures("added")[$0] } == item.added)
        }
    }

    @Test func leavesOutInTheOpenWhatItUndersamples() throws {
        try withServer { server, directory in
            try makeDataset(in: directory)
            let both = try BothWays(server, in: directory, ["strategy=undersample"])
            #expect(both.made.artificial.isEmpty)
            #expect(["a", "b", "c"].map { both.made.count($0, "train") } == [12, 12, 12])
            #expect(["a", "b", "c"].map { both.made.count($0, "test") } == [8, 4, 3])
            #expect(both.job.text("dropped.reasons.undersampled") == "24")
            let gone = Set(both.made.dropped("undersampled"))
            #expect(gone.count == 24)
            #expect(gone.isDisjoint(with: both.made.originals.compactMap { $0["source"] }))

            let hybrid = try BothWays(server, in: directory, ["strategy=hybrid"])
            #expect(["a", "b", "c"].map { hybrid.made.count($0, "train") } == [16, 16, 16])
            #expect(hybrid.made.dropped("undersampled").count == 16)
            #expect(hybrid.made.dropped("undersampled").allSatisfy { $0.hasPrefix("a/") })
            #expect(hybrid.made.artificial.allSatisfy { $0["label"] == "c" })
        }
    }

    @Test func reportsWhatMaximalCopiesLeaveMissing() throws {
        try withServer { server, directory in
            try makeDataset(in: directory)
            let both = try BothWays(server, in: directory, ["max_copies=1"])
            #expect(both.job.figures("shortfall") == ["a": 0, "b": 0, "c": 8])
            let detail = try #require(both.job.warning("shortfall"), "\(both.job)")
            #expect(detail.contains("‘c’"), "\(detail)")
            let sources = Dictionary(grouping: both.made.artificial) { $0["source"] ?? "" }
            #expect(sources.values.allSatisfy { $0.count == 1 })
        }
    }

    @Test func copiesAreTheBytesOfTheirSources() throws {
        try withServer { server, directory in
            let dataset = try TinyDataset([("a", 15), ("b", 5)])
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory, ["fill=copy"])
            let digests = Dictionary(
                uniqueKeysWithValues: both.made.originals.map { ($0["source"], $0["sha256"]) }
            )
            let copies = both.made.artificial
            #expect(copies.count == 8)
            #expect(copies.allSatisfy { $0["operation"] == "copy" })
            #expect(copies.allSatisfy { $0["file"]?.contains("-copy0") == true })
            #expect(copies.allSatisfy { $0["sha256"] == digests[$0["source"]] })

            try Program.output(
                "$equipoise balance dataset.zip -o whole.zip --fill copy --size original",
                in: directory
            )
            let whole = try FinishedDataset("whole.zip", in: directory)
            for row in whole.manifest {
                let name = try #require(row["file"])
                let bytes = try whole.bytes(name)
                #expect(bytes == dataset[row["source"] ?? ""], "\(name)")
            }
        }
    }

    /// Whether an image is artificial must not tell its class.
    @Test(arguments: [[], ["strategy=hybrid", "target=mean"]] as [[String]])
    func parityGivesEveryClassTheSameShareOfArtificialImages(options: [String]) throws {
        try withServer { server, directory in
            try makeDataset(in: directory)
            let both = try BothWays(server, in: directory, options + ["parity=true"])
            let figures = ["a", "b", "c"].map { label in
                (
                    all: both.made.count(label, "train"),
                    artificial: both.made.artificial.count { $0["label"] == label }
                )
            }
            #expect(Set(figures.map(\.all)).count == 1, "\(figures)")
            let counts = figures.map(\.artificial)
            let range = try #require(counts.min())...counts.max()!
            #expect(range.upperBound - range.lowerBound <= 1, "\(figures)")
            #expect(range.lowerBound > 0)
            let replaced = both.made.dropped.filter { $0["reason"] == "replaced" }
            #expect(replaced.count == Int(both.job.text("totals.replaced") ?? ""))
        }
    }
}
