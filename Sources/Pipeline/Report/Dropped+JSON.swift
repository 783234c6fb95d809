// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

/// How many images were left out, in all and by reason.
struct DropCounts: JSONWritable {
    let dropped: [Dropped]

    init(_ dropped: [Dropped]) {
        self.dropped = dropped
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("count", dropped.count)
            writer.object("reasons") { writer in
                let reasons = Dictionary(grouping: dropped, by: \.reason)
                for reason in reasons.keys.sorted() {
                    writer.member(reason, reasons[reason]?.count ?? 0)
                }
            }
        }
    }
}

extension DatasetWarning: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code)
            writer.member("detail", detail)
        }
    }
}
