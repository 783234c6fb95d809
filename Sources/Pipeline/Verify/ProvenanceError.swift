// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Zip

/// Why a balanced archive cannot be checked, or a run not be repeated.
package enum ProvenanceError: Error, Sendable, CustomStringConvertible {
    /// The balanced archive is no archive that can be trusted.
    case archive(ZipError)
    /// An archive, but not a balanced one; the sentence says what is missing.
    case notBalanced(String)
    /// The dataset is no archive that can be trusted.
    case dataset(ZipError)
    /// A recipe that cannot be followed; the sentence says why.
    case recipe(String)
    /// The recipe was made for another dataset than the one given.
    case otherDataset(expected: DatasetIdentity, found: DatasetIdentity)
    /// The recipe was made with another table of labels, or with none, or one is missing.
    case otherLabels(expected: DatasetIdentity?, found: DatasetIdentity?)

    package var description: String {
        switch self {
        case .archive(let error): "the balanced archive is refused: \(error)"
        case .notBalanced(let sentence): "this is no balanced archive: \(sentence)"
        case .dataset(let error): "the dataset is refused: \(error)"
        case .recipe(let sentence): "the recipe cannot be followed: \(sentence)"
        case .otherDataset(let expected, let found):
            "the recipe is for another dataset: \(Self.text(expected)), not \(Self.text(found))"
        case .otherLabels(let expected, let found):
            "the recipe is for other labels: \(Self.text(expected)), not \(Self.text(found))"
        }
    }

    private static func text(_ identity: DatasetIdentity?) -> String {
        identity.map { "\($0.bytes) bytes with SHA-256 \($0.sha256)" } ?? "none"
    }
}
