// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

/// `weights.json`: class weights by every scheme, for the training split before and after.
enum WeightsTable {
    /// Writes the table of a plan.
    static func bytes(_ plan: BalancePlan) -> [UInt8] {
        bytes(
            classes: plan.classes.map(\.name),
            before: plan.classes.map(\.train),
            after: plan.classes.map(\.trainAfter)
        )
    }

    /// Writes the table.
    ///
    /// - Parameters:
    ///   - classes: the names of the classes by label.
    ///   - before: the training images of each class in the upload.
    ///   - after: those in the balanced archive.
    static func bytes(classes: [String], before: [Int], after: [Int]) -> [UInt8] {
        precondition(classes.count == before.count && classes.count == after.count)
        var writer = JSONWriter(.indented)
        writer.object { writer in
            writer.array("classes") { writer in
                for name in classes { writer.string(name) }
            }
            writer.member("before", ClassWeights(counts: before))
            writer.member("after", ClassWeights(counts: after))
            writer.member("note", note(after))
        }
        return writer.take() + [UInt8(ascii: "\n")]
    }

    private static func note(_ after: [Int]) -> String {
        // Within one in a hundred all weights are 1 as nearly as makes no difference.
        if 100 * (after.max() ?? 0) <= 101 * (after.min() ?? 0) {
            return "The training split of this archive is balanced: train on it without class "
                + "weights. Weights on a balanced set, or those of \"before\" on this archive, "
                + "make it unbalanced again. Use \"before\" only with the upload's own images."
        }
        return "Use \"after\" with the training split of this archive and \"before\" with the "
            + "upload's own images, never the one with the other."
    }
}

extension ClassWeights: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("counts") { writer in
                for count in counts { writer.integer(count) }
            }
            writer.list("inverse", inverse)
            writer.list("balanced", balanced)
            writer.list("complement", complement)
            writer.list("median_frequency", medianFrequency)
            writer.object("effective_number") { writer in
                for scheme in effectiveNumber {
                    writer.list(scheme.beta.description, scheme.weights)
                }
            }
            writer.list("inverse_square_root", inverseSquareRoot)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func list(_ name: String, _ weights: [Double]) {
        array(name) { writer in
            for weight in weights { writer.number(weight) }
        }
    }
}
