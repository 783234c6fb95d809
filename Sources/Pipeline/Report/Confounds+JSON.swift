// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

extension ClassTraits: JSONWritable {
    /// The medians, null where nothing was measured, and the counts, the least key first.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("images", images)
            writer.length("median_width", medianWidth)
            writer.length("median_height", medianHeight)
            writer.member("median_aspect", medianAspect)
            writer.object("formats") { writer in
                for (kind, count) in formats.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    writer.member(kind.rawValue, count)
                }
            }
            writer.counts("bit_depths", bitDepths)
            writer.counts("channels", channels)
            writer.member("median_brightness", medianBrightness)
            writer.member("median_sharpness", medianSharpness)
        }
    }
}

extension JSONWriter {
    /// A number of pixels: whole, but for the half of a median between two.
    fileprivate mutating func length(_ name: String, _ pixels: Double?) {
        if let whole = pixels.flatMap(Int.init(exactly:)) {
            member(name, whole)
        } else {
            member(name, pixels)
        }
    }

    fileprivate mutating func counts(_ name: String, _ counts: [Int: Int]) {
        object(name) { writer in
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                writer.member(String(key), count)
            }
        }
    }
}
