// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// `verify` and `balance --recipe`, as a user runs them.
@Suite struct ProvenanceTests {
    @Test(arguments: ["", "--size original --validation 0.1", "--preset tutorial --format png"])
    func verifiesAndRepeatsWhatItMade(options: String) throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            try Program.output(
                "$equipoise balance dataset.zip -o out.zip \(options)",
                in: directory
            )
            let text = try Program.output(
                "$equipoise verify out.zip --dataset dataset.zip",
                in: directory
            )
            #expect(text.hasSuffix(" images made again: all are what the manifest says\n"))
            try Program.output(
                """
                unzip -p out.zip recipe.json >recipe.json
                $equipoise balance dataset.zip -o again.zip --recipe recipe.json --workers 1
                cmp out.zip again.zip
                """,
                in: directory
            )
        }
    }

    @Test func namesTheImageThatHasAFlippedBit() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let shell = try Program.run(
                """
                $equipoise balance dataset.zip -o out.zip >/dev/null
                python3 - <<'EOF'
                import zipfile
                info = zipfile.ZipFile('out.zip').infolist()[17]
                offset = info.header_offset + 30 + len(info.filename.encode()) + 200
                with open('out.zip', 'r+b') as f:
                    f.seek(offset)
                    byte = f.read(1)[0]
                    f.seek(offset)
                    f.write(bytes([byte ^ 4]))
                open('name', 'w').write(info.filename)
                EOF
                $equipoise verify out.zip --dataset dataset.zip
                """,
                in: directory
            )
            let name = String(decoding: try directory.contents(of: "name"), as: UTF8.self)
            let lines = shell.output.split(separator: "\n")
            #expect(shell.status == 1, "\(shell.output)")
            #expect(lines.count == 2 && lines[0].hasSuffix(" images, 1 finding"))
            #expect(lines.last?.hasPrefix("\(name): entry-differs: ") == true, "\(shell.output)")
        }
    }

    /// A run that is refused: its code, the command, and words that the message has.
    struct Case: CustomTestStringConvertible, Sendable {
        let code: Int32
        let words: String
        let mentions: [String]

        init(_ code: Int32, _ words: String, _ mentions: String...) {
            self.code = code
            self.words = words
            self.mentions = mentions
        }

        var testDescription: String { words }
    }

    static let cases = [
        Case(2, "verify out.zip", "--dataset"),
        Case(2, "verify --dataset dataset.zip", "OUT.zip"),
        Case(2, "verify out.zip --dataset dataset.zip --seed 1", "--seed"),
        Case(1, "verify missing.zip --dataset dataset.zip", "missing.zip"),
        Case(3, "verify recipe.json --dataset dataset.zip", "balanced archive", "not-a-zip"),
        Case(3, "verify dataset.zip --dataset dataset.zip", "manifest.csv"),
        Case(3, "verify out.zip --dataset recipe.json", "dataset is refused", "not-a-zip"),
        Case(1, "verify out.zip --dataset other.zip", "dataset-differs", "$dataset", "$other"),
        Case(
            2,
            "balance dataset.zip -o new.zip --recipe recipe.json --seed 3 --max-copies 2",
            "--seed, --max_copies"
        ),
        Case(2, "balance dataset.zip -o new.zip --recipe out.zip", "out.zip", "JSON"),
        Case(2, "balance dataset.zip -o new.zip --recipe bad.json", "did you mean seed?"),
        Case(1, "balance dataset.zip -o new.zip --recipe missing.json", "missing.json"),
        Case(3, "balance other.zip -o new.zip --recipe recipe.json", "$dataset", "$other"),
        Case(0, "balance dataset.zip -o dev.zip --recipe old.json", "warning", "0.0.1"),
    ]

    @Test func refusesWhatItCannotFollow() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            try Program.output(
                """
                $equipoise sample other.zip --counts 3,2 --size 32
                $equipoise balance dataset.zip -o out.zip --size 16
                unzip -p out.zip recipe.json >recipe.json
                sed 's/"seed"/"sead"/' recipe.json >bad.json
                sed 's/"version": ".*"/"version": "0.0.1"/' recipe.json >old.json
                """,
                in: directory
            )
            let digests = try ["dataset", "other"].map { name in
                let words = try Program.output("sha256sum \(name).zip", in: directory)
                return ("$" + name, String(words.prefix(64)))
            }
            for refused in Self.cases {
                let shell = try Program.run("$equipoise \(refused.words)", in: directory)
                #expect(shell.status == refused.code, "\(refused.words): \(shell.output)")
                for word in refused.mentions {
                    let text = digests.first { $0.0 == word }?.1 ?? word
                    #expect(shell.output.contains(text), "\(refused.words): \(shell.output)")
                }
            }
            #expect(try !directory.names().contains { $0.contains("new") })
        }
    }
}
