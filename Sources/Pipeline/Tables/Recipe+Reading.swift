// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import JSON

extension Recipe {
    /// The longest recipe that is read, in bytes.
    package static let longest = 1 << 20

    /// Reads a recipe that anyone may have written.
    ///
    /// Options that it leaves out have their defaults: an older version had fewer.
    ///
    /// - Throws: `ProvenanceError.recipe`, also for what no version writes and what this one does
    ///   not know: a run that passed over it would be another one.
    package static func read(_ bytes: [UInt8]) throws(ProvenanceError) -> Recipe {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue.parse(bytes)
        } catch {
            throw .recipe("It is no JSON document: \(error).")
        }
        guard let members = document.asMembers else { throw .recipe("It is no JSON object.") }
        let known = ["version", "dataset", "labels", "options", "warnings"]
        if let other = members.first(where: { !known.contains($0.name) }) {
            throw .recipe("It has a member that is not known: ‘\(shortened(other.name))’.")
        }
        guard let version = document["version"]?.asString, !version.isEmpty else {
            throw .recipe("It has no version.")
        }
        guard let dataset = document["dataset"].flatMap(DatasetIdentity.init) else {
            throw .recipe("Its dataset is not told by bytes and sha256.")
        }
        var labels: DatasetIdentity?
        if let table = document["labels"], !table.isNull {
            labels = DatasetIdentity(table)
            if labels == nil { throw .recipe("Its labels are not told by bytes and sha256.") }
        }
        return Recipe(
            version: shortened(version),
            dataset: dataset,
            labels: labels,
            options: try options(document["options"])
        )
    }

    private static func options(_ json: JSONValue?) throws(ProvenanceError) -> Options {
        guard let members = json?.asMembers else { throw .recipe("It has no options.") }
        do throws(DatasetError) {
            return try options(members)
        } catch {
            throw .recipe("Its options are not taken: \(error.detail).")
        }
    }

    /// What is at hand and is not what this recipe was made for; nil when all of it is.
    ///
    /// - Parameters:
    ///   - dataset: the upload.
    ///   - labels: the table that came beside it, if one did.
    package func mismatch(
        dataset: DatasetIdentity,
        labels: DatasetIdentity?
    ) -> ProvenanceError? {
        if dataset != self.dataset {
            return .otherDataset(expected: self.dataset, found: dataset)
        }
        if labels != self.labels { return .otherLabels(expected: self.labels, found: labels) }
        return nil
    }

    /// What to say of a recipe that another version wrote; nil where this one did.
    package var versionWarning: String? {
        if version == Version.current { return nil }
        return "The recipe is of version \(version), this is \(Version.current): the bytes of "
            + "images and archives may differ."
    }
}

extension DatasetIdentity {
    /// Reads what a recipe says of a file; nil for anything but its length and its digest.
    init?(_ json: JSONValue) {
        guard let members = json.asMembers, members.count == 2,
            let count = json["bytes"]?.asInteger.flatMap({ UInt64(exactly: $0) }),
            let digest = json["sha256"]?.asString.flatMap({ Digest(hex: $0) })
        else { return nil }
        self.init(bytes: count, sha256: digest)
    }
}
