// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A table that says which class the images are of, and perhaps which group and which part.
///
/// Its first row names the columns. Those that are used are found by their names; others do not
/// matter, nor does their order. Spaces around labels, groups and parts do not count.
package struct LabelTable: Sendable {
    /// Whether it has a column of groups.
    package let hasGroups: Bool
    /// Whether it has a column of parts of a split.
    package let hasParts: Bool
    let rows: [Row]

    /// What one row says of one file.
    struct Row: Sendable, Hashable {
        /// The file as the table spells it, without a leading `./`.
        var file: String
        /// The class; empty where the table leaves it open.
        var label: String
        /// The group; nil where the table leaves it open or has no such column.
        var group: String?
        /// The part of the split; nil where the table leaves it open or has no such column.
        var part: Split.Part?
        /// The row's line in the table, from 1.
        var line: Int
    }

    /// Reads a table in CSV, which may come from anyone.
    ///
    /// - Parameters:
    ///   - bytes: the table, in UTF-8; ``CSVTable`` says what is taken.
    ///   - columns: the names of its columns. Files and labels must be there; groups and parts
    ///     must when they have another name than by default.
    /// - Throws: `badLabels` with the line at fault.
    package init(
        parsing bytes: [UInt8],
        columns: CSVColumns = CSVColumns(),
        limits: DatasetLimits = DatasetLimits()
    ) throws(DatasetError) {
        var table = try CSVTable(bytes, limits: limits)
        guard try table.next() else { throw .badLabels(detail: "it is empty", line: nil) }
        let header = try Header(table, columns)
        var labels = Interned()
        var groups = Interned()
        var rows: [Row] = []
        while try table.next() {
            if table.count < header.width {
                throw .badLabels(
                    detail: "the row has \(counted(table.count, "column")), and the columns in "
                        + "use are among the first \(header.width)",
                    line: table.line
                )
            }
            let file = table.text(header.file)
            if file.isEmpty { throw .badLabels(detail: "the row names no file", line: table.line) }
            rows.append(
                Row(
                    file: SourceEntry.plainName(file),
                    label: labels[trimmed(table.text(header.label))],
                    group: try header.group.flatMap { (column) throws(DatasetError) in
                        try Self.group(trimmed(table.text(column)), table.line)
                    }.map { groups[$0] },
                    part: try header.part.flatMap { (column) throws(DatasetError) in
                        try Self.part(trimmed(table.text(column)), table.line)
                    },
                    line: table.line
                )
            )
        }
        if rows.isEmpty { throw .badLabels(detail: "it has no row below its header", line: nil) }
        self.rows = rows
        hasGroups = header.group != nil
        hasParts = header.part != nil
    }

    /// A group as a manifest can list it, each of whose rows is one line.
    private static func group(
        _ text: Substring,
        _ line: Int
    ) throws(DatasetError) -> Substring? {
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw .badLabels(
                detail:
                    "the group \(quoted(String(text.prefix { !$0.isNewline }))) has a line break "
                    + "or another control character",
                line: line
            )
        }
        return text.isEmpty ? nil : text
    }

    private static func part(
        _ text: Substring,
        _ line: Int
    ) throws(DatasetError) -> Split.Part? {
        if text.isEmpty { return nil }
        if let part = Split.Part(folder: text) { return part }
        throw .badLabels(
            detail: "\(quoted(String(text))) is no part of a split; train, training, val, valid, "
                + "validation, test and testing are",
            line: line
        )
    }

    /// Where the columns in use are.
    private struct Header {
        let file: Int
        let label: Int
        let group: Int?
        let part: Int?
        /// How many fields a row must have so that it has all of these.
        let width: Int

        /// - Parameter table: at its first row.
        init(_ table: CSVTable, _ columns: CSVColumns) throws(DatasetError) {
            var places: [ByteString: [Int]] = [:]
            for column in 0..<table.count {
                places[ByteString(text: trimmed(table.text(column))), default: []].append(column)
            }
            func place(of name: String, isNeeded: Bool) throws(DatasetError) -> Int? {
                let found = places[ByteString(text: trimmed(name))] ?? []
                if found.count == 1 || found.isEmpty && !isNeeded { return found.first }
                throw Self.refusal(of: name, isMissing: found.isEmpty, table)
            }
            func place(of name: String) throws(DatasetError) -> Int {
                guard let place = try place(of: name, isNeeded: true) else {
                    throw Self.refusal(of: name, isMissing: true, table)
                }
                return place
            }
            let standard = CSVColumns()
            file = try place(of: columns.file)
            label = try place(of: columns.label)
            group = try place(of: columns.group, isNeeded: columns.group != standard.group)
            part = try place(of: columns.split, isNeeded: columns.split != standard.split)
            width = [file, label, group ?? 0, part ?? 0].max().map { $0 + 1 } ?? 0
        }

        /// Why no column is taken for the one of that name, and what to do about it.
        private static func refusal(
            of name: String,
            isMissing: Bool,
            _ table: CSVTable
        ) -> DatasetError {
            var detail = "the header row has the column \(quoted(name)) more than once"
            if isMissing {
                let names = (0..<min(table.count, 10)).map { quoted(table.text($0)) }
                let more = table.count > names.count ? " and more" : ""
                let first = table.text(0)
                let isParted = table.count > 1 || !(first.contains(";") || first.contains("\t"))
                detail =
                    "the header row has no column \(quoted(name)), it has "
                    + names.joined(separator: ", ") + more
                    + (isParted
                        ? "; csv_columns says what the columns are called"
                        : "; columns are parted by commas only")
            }
            return .badLabels(detail: detail, line: table.line)
        }
    }
}

/// Equal texts in one storage: labels are few and rows are many.
private struct Interned {
    private var texts: [ByteString: String] = [:]

    subscript(text: Substring) -> String {
        mutating get {
            if let known = texts[ByteString(text: text)] { return known }
            let owned = String(text)
            texts[ByteString(text: Substring(owned))] = owned
            return owned
        }
    }
}

/// A text without the spaces and tabs around it.
private func trimmed(_ text: some StringProtocol) -> Substring {
    let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let utf8 = Substring(text).utf8
    guard let first = utf8.firstIndex(where: { !isSpace($0) }),
        let last = utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return Substring(utf8[first...last])
}
