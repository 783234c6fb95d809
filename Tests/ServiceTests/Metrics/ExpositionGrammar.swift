// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Reads the text format 0.0.4 as strictly as its description allows, and remembers what is there.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/
struct ExpositionGrammar {
    struct Family {
        let type: String
        var samples: [(name: String, labels: [String: String], value: Double)] = []
    }

    private(set) var families: [String: Family] = [:]
    /// What breaks the format, one sentence each.
    private(set) var faults: [String] = []

    init(_ text: String) {
        if !text.isEmpty, !text.hasSuffix("\n") { faults.append("the last line has no end") }
        var help: String?
        var current: String?
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/) {
                help = String(match.1)
                if families[help ?? ""] != nil { faults.append("twice: \(line)") }
            } else if let match = line.wholeMatch(
                of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/
            ) {
                current = String(match.1)
                if help != current { faults.append("no help before: \(line)") }
                families[String(match.1)] = Family(type: String(match.2))
            } else {
                read(line, of: current)
            }
        }
        for (name, family) in families {
            if family.samples.isEmpty { faults.append("\(name) is empty") }
            if family.type == "histogram" { check(name, family) }
        }
    }

    /// The value of the one sample with these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        families.values.lazy.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?
            .value
    }

    private mutating func read(_ line: Substring, of family: String?) {
        guard let family,
            let match = line.wholeMatch(
                of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([-+0-9.eEInfNa]+)/
            ),
            let value = Double(match.3 == "+Inf" ? "inf" : match.3)
        else { return faults.append("no sample: \(line)") }
        let name = String(match.1)
        let isHistogram = families[family]?.type == "histogram"
        let names = isHistogram ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        if !names.contains(name) { faults.append("not of \(family): \(line)") }
        var labels: [String: String] = [:]
        var rest = match.2 ?? ""
        while !rest.isEmpty {
            guard
                let pair = rest.prefixMatch(
                    of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,(?!$)|$)/
                )
            else { return faults.append("no labels: \(line)") }
            if labels.updateValue(String(pair.2), forKey: String(pair.1)) != nil {
                faults.append("a label twice: \(line)")
            }
            rest = rest[pair.range.upperBound...]
        }
        let samples = families[family]?.samples ?? []
        if samples.contains(where: { $0.name == name && $0.labels == labels }) {
            faults.append("a sample twice: \(line)")
        }
        families[family]?.samples.append((name, labels, value))
    }

    /// Buckets rise with their bounds, and the last is all there is.
    private mutating func check(_ name: String, _ family: Family) {
        var last: (labels: [String: String], bound: Double, count: Double)?
        for sample in family.samples where sample.name == name + "_bucket" {
            var labels = sample.labels
            let text = labels.removeValue(forKey: "le") ?? ""
            guard let bound = Double(text == "+Inf" ? "inf" : text) else {
                faults.append("\(name): no bound")
                continue
            }
            if let last, last.labels == labels, last.bound >= bound || last.count > sample.value {
                faults.append("\(name): buckets do not rise")
            }
            if bound == .infinity, value(name + "_count", labels) != sample.value {
                faults.append("\(name): +Inf is not the count")
            }
            last = (labels, bound, sample.value)
        }
    }
}
