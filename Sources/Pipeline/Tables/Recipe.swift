// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
internal import Hashing
internal import JSON

/// `recipe.json`: enough to run the same again.
package enum Recipe {
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

    /// Reads options back from the JSON object that they were written as.
    ///
    /// - Throws: `JSONError`, `DatasetError` or `PipelineError` for what is no set of options.
    package static func options(_ json: String) throws -> Options {
        guard let members = try JSONValue.parse(json).asMembers else {
            throw PipelineError.invariant("options are no JSON object")
        }
        return try Options(
            members.compactMap { name, value in
                let text: String? =
                    switch value {
                    case .null: nil
                    case .string(let text): text
                    case .number(let number): plainDigits(number)
                    default: value.json()
                    }
                return text.map { (name, $0) }
            }
        )
    }

    /// The digits of a number between 0 and 1 without an exponent, which options do not take.
    private static func plainDigits(_ number: Double) -> String {
        let parts = number.description.split(separator: "e-", maxSplits: 1)
        guard parts.count == 2, let zeros = Int(parts[1]) else { return number.description }
        let digits = parts[0].filter { $0 != "." }
        let shown = digits.hasSuffix("0") && digits.count > 1 ? digits.dropLast() : digits[...]
        return "0." + String(repeating: "0", count: zeros - 1) + shown
    }
}
