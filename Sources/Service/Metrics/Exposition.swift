// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Metrics as Prometheus reads them: the text format 0.0.4.
///
/// Each family is written once, with its help and its type, and no two of its samples have the same
/// labels. Names are of this program; a wrong one, or one twice, is a fault of it and traps.
struct Exposition {
    /// The value of `Content-Type`.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Names and values; only the values may come from outside.
    typealias Labels = [(name: String, value: String)]

    /// One number of a family.
    struct Sample {
        var labels: Labels = []
        let value: Double
    }

    /// How often values were below bounds, and what they came to.
    struct Histogram {
        var labels: Labels = []
        /// Each bound, rising, and how many values were not above it, those of lower bounds too.
        let buckets: [(bound: Double, count: UInt64)]
        let count: UInt64
        let sum: Double
    }

    private enum Kind: String {
        case counter, gauge, histogram
    }

    /// What has been written.
    private(set) var text = ""
    private var names: Set<String> = []

    /// Writes a number that only rises; its name ends in `_total`.
    mutating func counter(_ name: String, _ help: String, _ samples: [Sample]) {
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total")
        family(name, .counter, help, samples)
    }

    /// Writes a number that rises and falls.
    mutating func gauge(_ name: String, _ help: String, _ samples: [Sample]) {
        family(name, .gauge, help, samples)
    }

    /// Writes a number without labels that only rises.
    mutating func counter(_ name: String, _ help: String, _ value: some BinaryInteger) {
        counter(name, help, [Sample(value: Double(value))])
    }

    /// Writes a number without labels that rises and falls.
    mutating func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) {
        gauge(name, help, [Sample(value: Double(value))])
    }

    /// Writes distributions, each with the bucket `+Inf`, its sum and its count.
    mutating func histogram(_ name: String, _ help: String, _ histograms: [Histogram]) {
        begin(name, .histogram, help, isEmpty: histograms.isEmpty)
        check(histograms.map(\.labels))
        for histogram in histograms {
            let labels = histogram.labels
            for (bound, count) in histogram.buckets {
                let bucket = labels + [("le", Self.number(bound))]
                write(name + "_bucket", bucket, Double(count))
            }
            write(name + "_bucket", labels + [("le", "+Inf")], Double(histogram.count))
            write(name + "_sum", labels, histogram.sum)
            write(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func family(
        _ name: String,
        _ kind: Kind,
        _ help: String,
        _ samples: [Sample]
    ) {
        begin(name, kind, help, isEmpty: samples.isEmpty)
        check(samples.map(\.labels))
        for sample in samples { write(name, sample.labels, sample.value) }
    }

    private mutating func begin(_ name: String, _ kind: Kind, _ help: String, isEmpty: Bool) {
        precondition(Self.isName(name, with: ":"), "‘\(name)’ is no name of a metric")
        precondition(names.insert(name).inserted, "\(name) is written once")
        if isEmpty { return }
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    private func check(_ all: [Labels]) {
        var seen: Set<[String]> = []
        for labels in all {
            let names = labels.map(\.name)
            precondition(
                names.allSatisfy { Self.isName($0, with: "") && !$0.hasPrefix("__") && $0 != "le" }
                    && Set(names).count == names.count,
                "labels have names of their own"
            )
            let pairs = labels.sorted { $0.name < $1.name }.flatMap { [$0.name, $0.value] }
            precondition(seen.insert(pairs).inserted, "no two samples have the same labels")
        }
    }

    private mutating func write(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }
}

extension Exposition {
    /// A number as Go's ParseFloat reads it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // All whole numbers up to here are exact.
        if value == value.rounded(), value.magnitude < 9_007_199_254_740_992 {
            return "\(Int64(value))"
        }
        return "\(value)"
    }

    /// Text that ends neither its line nor, with `quotes`, its quotes.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\"" where quotes: output += "\\\""
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// Letters, digits, `_` and what else is allowed, and no digit first.
    private static func isName(_ name: String, with others: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
                || others.utf8.contains(byte)
        }
    }
}
