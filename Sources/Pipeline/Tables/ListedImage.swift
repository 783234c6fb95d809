// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import JSON

/// One row of a manifest that anyone may have edited, read back.
struct ListedImage: Sendable {
    /// What is wrong with a row.
    struct Fault: Error, Hashable {
        let detail: String
    }

    /// What the row says of the image's bytes, and how they are made.
    struct Content: Sendable {
        let isArtificial: Bool
        let sourceSHA256: Digest
        let operation: Operation?
        /// What the operation puts beyond the edge; nil where that makes no difference.
        let border: Border?
        /// Whether this is a copy of its original's bytes.
        let isByteCopy: Bool
        let width: Int
        let height: Int
        let channels: Int
        let bitDepth: Int
        let bytes: UInt64
        let sha256: Digest
    }

    let file: String
    let part: Split.Part
    let label: String
    let labelIndex: Int
    let source: String
    /// Empty without a group.
    let group: String
    let content: Content

    /// Reads the fields of a row, in the order of ``ManifestRow/columns``.
    init(_ fields: [String]) throws(Fault) {
        guard fields.count == ManifestRow.columns.count else {
            throw Fault(
                detail: "has \(fields.count) fields instead of \(ManifestRow.columns.count)"
            )
        }
        let row = ListedFields(fields: fields)
        file = row["file"]
        label = row["label"]
        source = row["source"]
        group = row["group"]
        guard let part = Split.Part(rawValue: row["split"]) else { throw row.fault("split") }
        self.part = part
        labelIndex = try row.number("label_index")
        let change = try ListedChange(row)
        content = Content(
            isArtificial: change.isArtificial,
            sourceSHA256: try row.digest("source_sha256"),
            operation: change.operation,
            border: change.border,
            isByteCopy: change.isByteCopy,
            width: try row.number("width"),
            height: try row.number("height"),
            channels: try row.number("channels"),
            bitDepth: try row.number("bit_depth"),
            bytes: UInt64(try row.number("bytes")),
            sha256: try row.digest("sha256")
        )
        try checkPlace()
    }

    private func checkPlace() throws(Fault) {
        let folder = "\(part.rawValue)/\(label)/"
        let name = file.utf8.dropFirst(folder.utf8.count)
        guard file.utf8.starts(with: folder.utf8), !name.isEmpty,
            !name.contains(UInt8(ascii: "/"))
        else {
            throw Fault(detail: "does not lie in the folder of its split and label, \(folder)")
        }
        if content.isArtificial, part != .train {
            throw Fault(detail: "is artificial and does not stand under train/")
        }
    }
}

/// What was done to a source, as a row tells it.
private struct ListedChange {
    let isArtificial: Bool
    var operation: Operation?
    var border: Border?
    var isByteCopy = false

    init(_ row: ListedFields) throws(ListedImage.Fault) {
        let name = row["operation"]
        let parameters = row["parameters"]
        switch row["origin"] {
        case "original":
            isArtificial = false
            if !name.isEmpty { throw row.fault("operation") }
            if !parameters.isEmpty { throw row.fault("parameters") }
            return
        case "artificial":
            isArtificial = true
        default:
            throw row.fault("origin")
        }
        if name == "copy" {
            guard parameters.isEmpty || parameters == "{}" else { throw row.fault("parameters") }
            isByteCopy = true
            return
        }
        guard let object = try? JSONValue.parse(parameters), let members = object.asMembers else {
            throw row.fault("parameters")
        }
        if let border = object["border"] {
            self.border = border.asString.flatMap(Border.init)
            if self.border == nil { throw row.fault("parameters") }
        }
        let drawn = members.filter { $0.name != "border" }
        operation = Operation(listed: name, drawn) ?? Operation(listedSteps: drawn)
        guard let operation, operation.name == name,
            (border != nil) == operation.looksBeyondEdge
        else {
            throw ListedImage.Fault(
                detail: "has an operation or parameters that are never drawn: "
                    + "‘\(shortened(name))’ ‘\(shortened(parameters))’"
            )
        }
    }
}

extension Operation {
    /// Reads a name and the members of its parameters, which are all plain values.
    fileprivate init?(listed name: String, _ members: [(name: String, value: JSONValue)]) {
        var drawn: [(name: String, value: Scalar)] = []
        for (name, json) in members {
            guard let value = Scalar(json) else { return nil }
            drawn.append((name, value))
        }
        self.init(name: name, parameters: drawn)
    }

    /// Reads the one member `steps`: an array of operations, each with its parameters.
    fileprivate init?(listedSteps members: [(name: String, value: JSONValue)]) {
        guard members.count == 1, members[0].name == "steps",
            case .array(let items) = members[0].value
        else { return nil }
        var steps: [Operation] = []
        for item in items {
            guard let members = item.asMembers, let name = item["operation"]?.asString,
                let step = Operation(listed: name, members.filter { $0.name != "operation" })
            else { return nil }
            steps.append(step)
        }
        self.init(steps: steps)
    }
}

/// The fields of a row by the names of their columns.
private struct ListedFields {
    let fields: [String]

    subscript(column: String) -> String {
        guard let index = ManifestRow.columns.firstIndex(of: column) else {
            preconditionFailure("there is no column \(column)")
        }
        return fields[index]
    }

    /// A number written in digits alone.
    func number(_ column: String) throws(ListedImage.Fault) -> Int {
        let text = self[column]
        guard !text.utf8.contains(UInt8(ascii: ".")), let number = Decimal(digits: text)?.integer
        else { throw fault(column) }
        return number
    }

    /// A digest in lower-case digits.
    func digest(_ column: String) throws(ListedImage.Fault) -> Digest {
        let text = self[column]
        guard let digest = Digest(hex: text), digest.description == text else {
            throw fault(column)
        }
        return digest
    }

    func fault(_ column: String) -> ListedImage.Fault {
        ListedImage.Fault(detail: "has a \(column) that is not taken: ‘\(shortened(self[column]))’")
    }
}
