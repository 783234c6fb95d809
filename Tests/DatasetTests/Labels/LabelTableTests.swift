// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct LabelTableTests {
    @Test func findsColumnsByName() throws {
        let table = try table(
            " split ,notes, label,file,group\nTrain,x, cat ,a.png,p1\nVAL,y,dog,./b/c.png,\n"
        )
        #expect(table.hasGroups)
        #expect(table.hasParts)
        #expect(
            table.rows == [
                .init(file: "a.png", label: "cat", group: "p1", part: .train, line: 2),
                .init(file: "b/c.png", label: "dog", group: nil, part: .validation, line: 3),
            ]
        )
    }

    /// A manifest has a line for each row, and a group stands in it as it is.
    @Test(arguments: ["\"p\n1\"", "\"p\r1\"", "p\t1", "p\u{7F}1"])
    func refusesAGroupThatIsNoLine(group: String) {
        let error = #expect(throws: DatasetError.self) { () throws in
            try LabelTable(parsing: Array("file,label,group\nx.png,a,q\ny.png,b,\(group)\n".utf8))
        }
        guard case .badLabels(let detail, line: 3) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.hasPrefix("the group ‘p"))
        #expect(detail.hasSuffix("control character"))
    }

    @Test func doesWithoutGroupsAndParts() throws {
        let table = try table("file,label\na.png,cat\nb.png,\n")
        #expect(!table.hasGroups)
        #expect(!table.hasParts)
        #expect(table.rows.map(\.label) == ["cat", ""])
    }

    /// The list of ChestX-ray14, byte for byte in shape.
    @Test func takesTheListOfTheNIHAsItIsPublished() throws {
        let text = """
            Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,\
            View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],
            00000001_000.png,Cardiomegaly,0,1,58,M,PA,2682,2749,0.143,0.143,
            00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143,
            00000002_000.png,No Finding,0,2,81,M,PA,2500,2048,0.171,0.171,

            """
        let columns = "file:Image Index,label:Finding Labels,group:Patient ID"
        let table = try table(text, columns: columns)
        let names = [
            "images/00000001_000.png", "images/00000001_001.png", "images/00000002_000.png",
        ]
        let catalogue = try Catalogue.make(
            entries: entries(names),
            options: Options([("csv_columns", columns)]),
            table: table
        )
        #expect(catalogue.classes == ["Cardiomegaly", "No Finding"])
        #expect(catalogue.images.map(\.name) == [names[0], names[2]])
        #expect(catalogue.images.map(\.tableGroup) == ["1", "2"])
        #expect(catalogue.dropped.map(\.file) == [names[1]])
        #expect(catalogue.dropped[0].reason == "several-labels")
        #expect(catalogue.dropped[0].detail.contains("‘Cardiomegaly’, ‘Emphysema’"))
        #expect(catalogue.warnings.map(\.code) == ["several-labels"])
        #expect(catalogue.warnings[0].detail.contains("1 image"))
        #expect(catalogue.hasTableGroups)
        #expect(catalogue.uploadedParts.isEmpty)
    }

    @Test(arguments: [
        ("", "empty"), ("file,label\n", "no row"), ("name,label\na.png,cat\n", "no column ‘file’"),
        ("file;label\na.png;cat\n", "commas"), ("file\tlabel\n", "commas"),
        ("file,label,label\na.png,cat,dog\n", "more than once"),
        ("File,Label\n", "‘File’, ‘Label’"),
        ("file,label,group,group\na,b,c,d\n", "more than once"),
    ])
    func refusesAHeader(text: String, phrase: String) {
        let error = #expect(throws: DatasetError.self) { try table(text) }
        #expect(error?.problem == "invalid-labels")
        #expect(error?.detail.contains(phrase) == true, "\(error?.detail ?? "")")
    }

    @Test(arguments: [
        ("file,label\na.png,cat\nb.png\n", 3, "1 column"),
        ("file,label\n,cat\n", 2, "no file"),
        ("file,label,split\na.png,cat,train\nb.png,cat,fold1\n", 3, "‘fold1’"),
        ("file,label,split\na.png,cat,-\n", 2, "no part of a split"),
    ])
    func refusesARow(text: String, line: Int, phrase: String) {
        let error = #expect(throws: DatasetError.self) { try table(text) }
        #expect(error?.detail.hasPrefix("Line \(line) of the table of labels") == true)
        #expect(error?.detail.contains(phrase) == true)
    }

    @Test(arguments: ["group:patient", "split:fold", "file:name", "label:class"])
    func needsTheColumnsThatAreNamed(columns: String) {
        let error = #expect(throws: DatasetError.self) {
            try table("file,label,group,split\na.png,cat,1,train\n", columns: columns)
        }
        #expect(error?.detail.contains("no column") == true)
    }
}

/// A table of labels out of its text.
func table(_ text: String, columns: String? = nil) throws(DatasetError) -> LabelTable {
    let given = columns.map { [("csv_columns", $0)] } ?? []
    return try LabelTable(parsing: Array(text.utf8), columns: Options(given).csvColumns)
}
