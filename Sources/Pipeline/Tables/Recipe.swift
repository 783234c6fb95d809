// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import JSON

/// `recipe.json`: enough to run the same again.
enum Recipe {
    static func bytes(_ options: Options, _ dataset: DatasetIdentity) -> [UInt8] {
        var writer = JSONWriter(.indented)
        writer.object { writer in
            writer.member("version", Version.current)
            writer.object("dataset") { writer in
                writer.member("bytes", dataset.bytes)
                writer.member("sha256", dataset.sha256.description)
            }
            writer.member("options", options)
        }
        return writer.take() + [UInt8(ascii: "\n")]
    }
}
