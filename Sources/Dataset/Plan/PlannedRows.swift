// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The images of a balanced archive in archive order, in 20 bytes each.
///
/// Most of what an image is follows from its source, its part and the number of its copy; only
/// operations, and file names that had to be made unlike another, are kept besides.
package struct PlannedRows: Sendable {
    /// What cannot be told from anything else.
    private struct Row: Hashable {
        let source: Int32
        /// 0 for an original.
        let copy: Int32
        /// A position in `operations`, or -1.
        let operation: Int32
        let part: Split.Part
        let encoding: ImageEncoding
    }

    private let images: [CatalogueImage]
    private let classes: [String]
    private var rows: [Row] = []
    private var operations: [Operation] = []
    /// File names that are not those that follow from everything else, by position.
    private var names: [Int: String] = [:]

    /// - Parameter count: how many there will be.
    init(_ catalogue: Catalogue, count: Int) {
        images = catalogue.images
        classes = catalogue.classes
        rows.reserveCapacity(count)
    }

    /// Adds an image.
    ///
    /// - Parameter name: its file's name without folders and extension.
    mutating func append(
        source: Int,
        copy: Int,
        _ operation: Operation?,
        in part: Split.Part,
        as encoding: ImageEncoding,
        name: String
    ) {
        let row = Row(
            source: Int32(source),
            copy: Int32(copy),
            operation: operation == nil ? -1 : Int32(operations.count),
            part: part,
            encoding: encoding
        )
        if let operation { operations.append(operation) }
        if !name.utf8.elementsEqual(plainName(row).utf8) { names[rows.count] = name }
        rows.append(row)
    }

    /// The name of a file of which no other is called the same.
    private func plainName(_ row: Row) -> String {
        let stem = stemAndExtension(of: images[Int(row.source)].path).stem
        return FileNames.name(
            String(stem),
            copy: Int(row.copy),
            mark: row.operation < 0 ? "copy" : "aug"
        )
    }

    /// The name of an image's file, folders included.
    func file(at position: Int) -> String {
        let row = rows[position]
        let image = images[Int(row.source)]
        let name = names[position] ?? plainName(row)
        let kind = stemAndExtension(of: image.path).extension
        let folder = classes[image.label]
        let ending = row.encoding.fileExtension(of: kind)
        return "\(row.part.rawValue)/\(folder)/\(name).\(ending)"
    }
}

extension PlannedRows: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }

    package subscript(position: Int) -> PlannedImage {
        let row = rows[position]
        return PlannedImage(
            rows: self,
            position: position,
            part: row.part,
            label: images[Int(row.source)].label,
            source: Int(row.source),
            copy: Int(row.copy),
            operation: row.operation < 0 ? nil : operations[Int(row.operation)],
            encoding: row.encoding
        )
    }
}

extension PlannedRows: Hashable {
    package static func == (left: PlannedRows, right: PlannedRows) -> Bool {
        left.rows == right.rows && left.operations == right.operations
            && left.names == right.names && left.images == right.images
            && left.classes == right.classes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rows)
    }
}
