// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
internal import Hashing
package import JSON

/// `recipe.json`: enough to run the same again.
package struct Recipe: Sendable {
    /// The version of the program that wrote it.
    package let version: String
    /// The upload.
    package let dataset: DatasetIdentity
    /// The table of labels that came beside the upload; nil where none did.
    package let labels: DatasetIdentity?
    /// Every option, resolved.
    package let options: Options

    /// Writes a recipe.
    ///
    /// - Parameter warnings: what the run gave reason to say, for whoever reads the recipe.
    static func bytes(
        _ options: Options,
        _ dataset: DatasetIdentity,
        labels: DatasetIdentity? = nil,
        warnings: [DatasetWarning] = []
    ) -> [UInt8] {
        var writer = JSONWriter(.indented)
        writer.object { writer in
            writer.member("version", Version.current)
            writer.member("dataset", dataset)
            writer.member("labels", labels)
            writer.member("options", options)
            writer.member("warnings", warnings)
        }
        return writer.take() + [UInt8(ascii: "\n")]
    }

    /// Reads options back from the JSON object that they were written as.
    ///
    /// - Throws: `JSONError`, `DatasetError` or `PipelineError` for what is no set of options.
    package static func options(_ json: String) throws -> Options {
        guard let members = try JSONValue.parse(json).asMembers else {
            throw PipelineError.invariant("options are no JSON object")
        }
        return try options(members)
    }

    static func options(
        _ members: [(name: String, value: JSONValue)]
    ) throws(DatasetError) -> Options {
        var given: [(name: String, text: String)] = []
        for (name, value) in members where !value.isNull {
            given.append((name, Scalar(value)?.text ?? value.json()))
        }
        return try Options(given)
    }
}

extension DatasetIdentity: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("bytes", bytes)
            writer.member("sha256", sha256.description)
        }
    }
}
