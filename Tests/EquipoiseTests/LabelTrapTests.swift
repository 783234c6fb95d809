// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Tables of labels as they are found, in the archive and beside it.
@Suite struct LabelTrapTests {
    @Test func namesRowsWithoutAFileAndFilesWithoutARow() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset([("images", 12)])
            var table = "file,label\nimages/gone.png,cat\n"
            for number in 1...11 {
                table += "images-\(number).png,\(number % 3 == 0 ? "dog" : "cat")\n"
            }
            table += "lost.png,dog\n"
            dataset.add("labels.csv", text: table)
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory, ["label=csv:labels.csv"])
            #expect(both.job.figures("images") == ["cat": 8, "dog": 3])
            #expect(both.made.dropped("unlabelled") == ["images/images-12.png"])
            let detail = try #require(both.job.warning("missing-files"), "\(both.job)")
            #expect(detail.hasPrefix("2 rows"), "\(detail)")
            #expect(detail.contains("‘images/gone.png’") && detail.contains("‘lost.png’"))
        }
    }

    /// The columns of the NIH's list: two hold a comma in brackets and each row ends in one.
    private static let header =
        "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,"
        + "View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],"
    private static let columns =
        "csv_columns=file:Image Index,label:Finding Labels,group:Patient ID"

    /// Writes the images of 14 patients, and gives the list of their findings.
    private func makeNIH(in dataset: inout TinyDataset) throws -> String {
        var rows = [Self.header]
        for patient in 1...14 {
            for image in 0..<(patient % 3 + 1) {
                let digits = patient < 10 ? "0\(patient)" : "\(patient)"
                let name = "000000\(digits)_00\(image).png"
                let finding =
                    patient == 5 && image == 2
                    ? "Effusion|Mass" : (patient + image) % 3 == 0 ? "Effusion" : "No Finding"
                try dataset.add("images_001/images/\(name)")
                rows.append("\(name),\(finding),\(image),\(patient),57,M,PA,2682,2749,0.143,0.143,")
            }
        }
        rows.append("00000099_000.png,Hernia,0,99,60,F,AP,2500,2048,0.168,0.168,")
        return rows.joined(separator: "\r\n") + "\r\n"
    }

    private func expectNIH(_ both: BothWays) {
        #expect(both.job.text("options.group") == "csv")
        #expect(both.made.dropped("several-labels") == ["images_001/images/00000005_002.png"])
        #expect(both.job.figures("images").keys.sorted() == ["Effusion", "No Finding"])
        #expect(both.job.text("totals.images") == "\(both.made.originals.count)")
        #expect(both.job.warnings.contains("missing-files"))
        let groups = Dictionary(grouping: both.made.manifest) { $0["group"] ?? "" }
        #expect(groups.count == 14 && groups[""] == nil)
        for (group, rows) in groups {
            #expect(Set(rows.map { $0["split"] }).count == 1, "patient \(group)")
        }
    }

    @Test func takesTheNIHListAsItIsPublished() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset()
            let list = try makeNIH(in: &dataset)
            try dataset.write(to: directory)
            try directory.write(Array(list.utf8), to: "labels.csv")
            let beside = try BothWays(server, in: directory, [Self.columns], hasLabels: true)
            expectNIH(beside)
            #expect(beside.made.recipe.text("labels.bytes") == "\(list.utf8.count)")

            dataset.add("Data_Entry_2017_v2020.csv", text: list)
            try dataset.write(to: directory)
            let options = ["label=csv:Data_Entry_2017_v2020.csv", Self.columns]
            let inside = try BothWays(server, in: directory, options)
            expectNIH(inside)
            #expect(inside.made.manifest == beside.made.manifest)
        }
    }

    @Test func takesSplitsFromATable() throws {
        try withServer { server, directory in
            let dataset = try TinyDataset([("all", 12)])
            var table = "\u{FEFF}split,file,note,label\n"
            for number in 1...12 {
                let part = number > 9 ? "test" : number > 7 ? "val" : "train"
                let label = number % 2 == 0 ? "\"cats, large\"" : "\"dogs \"\"D\"\"\""
                table += "\(part),all/all-\(number).png,\"two\nlines\",\(label)\n"
            }
            try dataset.write(to: directory)
            try directory.write(Array(table.utf8), to: "labels.csv")
            let both = try BothWays(server, in: directory, hasLabels: true)
            #expect(both.made.count("cats, large", "test") == 2)
            #expect(both.made.count("dogs \"D\"", "test") == 1)
            #expect(both.made.count("cats, large", "validation") == 1)
            #expect(both.made.count("cats, large", "train") == 4)
            #expect(both.made.count("dogs \"D\"", "train") == 4)
            let places = both.made.originals.map { ($0["source"] ?? "", $0["split"] ?? "") }
            for (source, part) in places {
                let number = Int(source.filter(\.isNumber)) ?? 0
                #expect(part == (number > 9 ? "test" : number > 7 ? "validation" : "train"))
            }
        }
    }

    /// Tables that say nothing of use: refused where they are, with the line.
    @Test func refusesATableThatCannotBeFollowed() throws {
        try withServer { server, directory in
            try TinyDataset([("all", 6)]).write(to: directory)
            for (table, line) in [
                ("file,label\n", "no row below its header"),
                ("file;label\na.png;b\n", "commas only"),
                ("file,label\nall-1.png,\"a\n", "line 2"),
                ("file,label,split\nall-1.png,a,maybe\n", "Line 2"),
                ("file,label,group\nall-1.png,a,1\nall-1.png,a,2\n", "Line 3"),
                ("file,label,label\nall-1.png,a,b\n", "more than once"),
            ] {
                try directory.write(Array(table.utf8), to: "labels.csv")
                let shell = try Program.run(
                    "$equipoise inspect dataset.zip --labels labels.csv",
                    in: directory
                )
                #expect(shell.status == 3, "\(table): \(shell.output)")
                let answer = try server.json(
                    "-F dataset=@dataset.zip -F labels=@labels.csv $url/v1/jobs"
                )
                #expect(answer.text("type") == "/problems/invalid-labels", "\(answer)")
                for text in [shell.output, answer.text("detail") ?? ""] {
                    let isNamed = text.lowercased().contains(line.lowercased())
                    #expect(isNamed, "\(table): \(text)")
                }
            }
        }
    }
}
