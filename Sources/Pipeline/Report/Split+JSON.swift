// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

extension Groups: JSONWritable {
    /// The rule that was applied, and how many groups it made.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rule", rule.text)
            writer.member("count", count)
            writer.member("unmatched_images", unmatched)
        }
    }
}

extension SplitReport {
    /// How the split was made, and what it asked for and achieved, class by class.
    func write(_ groups: Groups, keepsParts: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            let divides = classes.contains { $0.parts.contains { $0.requested ?? 0 > 0 } }
            let method = groups.isGrouped ? "stratified-group-holdout" : "stratified"
            writer.member("method", keepsParts && !divides ? "uploaded" : method)
            writer.member("keeps_uploaded_parts", keepsParts)
            writer.member("largest_deviation", maximalDeviation)
            writer.array("classes") { writer in
                for shares in classes { writer.value(shares) }
            }
        }
    }
}

extension ClassShares: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            for part in parts {
                writer.object(part.part.rawValue) { writer in
                    writer.member("requested", part.requested)
                    writer.member("achieved", part.achieved)
                    writer.member("images", part.images)
                    writer.member("deviation", part.deviation)
                }
            }
        }
    }
}

extension ArtefactShares.Shares {
    func write(_ name: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("artificial", artificial)
            writer.member("black_border", blackBorder)
            writer.member("filled_border", filledBorder)
            writer.member("blur", blur)
            writer.member("reencoded", reencoded)
        }
    }
}
