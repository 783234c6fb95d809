// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// The commands, their output and their exit codes.
@Suite struct CommandLineTests {
    @Test(
        arguments: [
            (0, "version", "equipoise "),
            (0, "help", "equipoise balance"),
            (0, "help options", "--bad_images"),
            (0, "help limits", "EQUIPOISE_MAX_UPLOAD_BYTES"),
            (0, "help serve", "--max-connections"),
            (0, "balance --help", "--bad_images"),
            (0, "serve -h", "--max-connections"),
            (2, "balance dataset.zip -o dataset.zip", "the dataset itself"),
            (2, "balance dataset.zip -o /dev/null", "no plain file"),
            (2, "", "equipoise serve"),
            (2, "frobnicate", "frobnicate"),
            (2, "help nothing", "nothing"),
            (2, "balance dataset.zip", "-o OUT.zip"),
            (2, "balance -o out.zip", "DATASET.zip"),
            (2, "balance dataset.zip -o out.zip --stratgy none", "did you mean strategy?"),
            (2, "balance dataset.zip -o out.zip --test 1.5", "1.5"),
            (2, "balance dataset.zip -o out.zip --workers 0", "--workers"),
            (2, "balance dataset.zip dataset.zip -o out.zip", "one word too many"),
            (1, "balance missing.zip -o out.zip", "missing.zip"),
            (1, "balance dataset.zip -o no/such/folder/out.zip", "no/such/folder"),
            (3, "balance notes.txt -o out.zip", "zip"),
            (3, "inspect notes.txt", "zip"),
            (2, "sample", "OUT.zip"),
            (2, "sample out.zip --counts 0", "--counts"),
            (2, "serve --port 70000", "70000"),
            (2, "serve --bogus 1", "--bogus"),
            (2, "health --url ftp://x", "--url"),
            (1, "health --url http://127.0.0.1:1", "connect"),
            (2, "health --url http://127.0.0.1:1 --socket s", "--socket"),
            (1, "health --socket nothing", "connect"),
        ] as [(Int32, String, String)]
    )
    func endsWithItsCode(code: Int32, words: String, mentions: String) throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            try directory.write(Array("only text".utf8), to: "notes.txt")
            let shell = try Program.run("$equipoise \(words)", in: directory)
            #expect(shell.status == code, "\(shell.output)")
            #expect(shell.output.contains(mentions), "\(shell.output)")
            let left = try directory.names().filter { $0.contains("out") }
            #expect(left.isEmpty, "nothing is left of a run that failed")
        }
    }

    /// What is still at work when a dataset is refused at once must have ended before the process
    /// does: it crashed in nineteen of twenty runs, while a digest was computed beside.
    @Test(arguments: ["balance notes.txt -o out.zip", "balance long.txt -o out.zip"])
    func endsInOrderWhereItRefusesAtOnce(words: String) throws {
        try withTemporaryDirectory { directory in
            try directory.write(Array("only text".utf8), to: "notes.txt")
            let shell = try Program.run(
                """
                truncate -s 300M long.txt
                for _ in $(seq 30); do $equipoise \(words) 2>/dev/null; echo $?; done | sort -u
                """,
                in: directory
            )
            #expect(shell.output == "3\n")
        }
    }

    @Test func warnsWhereItRefuses() throws {
        try withTemporaryDirectory { directory in
            try Program.output(
                "mkdir -p NORMAL/p0001 && echo x >NORMAL/p0001/1.png && zip -qr ids.zip NORMAL",
                in: directory
            )
            for command in ["inspect ids.zip", "balance ids.zip -o out.zip"] {
                let shell = try Program.run("$equipoise \(command) 2>&1 >/dev/null", in: directory)
                #expect(shell.status == 3)
                #expect(shell.output.contains("equipoise: All 1 images are of one class"))
                #expect(shell.output.contains("\nwarning: With ‘NORMAL’, the one top folder"))
            }
        }
    }

    @Test func balancesWithoutAServer() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let table = try Program.output(
                "$equipoise balance dataset.zip -o out.zip",
                in: directory
            )
            #expect(table.contains("balanced"))
            #expect(try directory.names() == ["dataset.zip", "out.zip"])
            try Program.output("unzip -tqq out.zip", in: directory)
        }
    }

    @Test func inspectsWithoutWritingAnything() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let text = try Program.output("$equipoise inspect dataset.zip --seed 5", in: directory)
            let plan = try JSONValue.parse(text)
            #expect(plan.text("options.seed") == "5")
            #expect(plan.text("dataset.images") == "34")
            let images = try #require(plan["images"]?.asArray)
            let artificial = images.filter { $0.text("origin") == "artificial" }
            #expect(images.count - artificial.count == 34)
            #expect(plan.text("totals.added") == "\(artificial.count)")
            #expect(artificial.allSatisfy { $0.text("split") == "train" })
            #expect(artificial.allSatisfy { $0["operation"] != nil && $0["parameters"] != nil })
            #expect(try directory.names() == ["dataset.zip"])
        }
    }

    @Test func takesFlagsWithDashesAndEquals() throws {
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            let text = try Program.output(
                "$equipoise inspect --bad-images=fail dataset.zip --test=0",
                in: directory
            )
            let plan = try JSONValue.parse(text)
            #expect(plan.text("options.bad_images") == "fail")
            #expect(plan.text("totals.test") == "0")
        }
    }

    @Test func drawsTheSameSampleForTheSameSeed() throws {
        try withTemporaryDirectory { directory in
            try Program.output(
                """
                $equipoise sample a.zip --counts 3,2 --size 32 --seed 9
                $equipoise sample b.zip --counts 3,2 --size 32 --seed 9 --workers 1
                cmp a.zip b.zip && unzip -tqq a.zip
                """,
                in: directory
            )
        }
    }

    @Test func asksAServiceForItsHealth() throws {
        try withServer { server, directory in
            let shell = try Program.run("$equipoise health --url \(server.address)", in: directory)
            #expect(shell.status == 0, "\(shell.output)")
            #expect(shell.output.contains("live"))
        }
    }

    @Test func asksAtASocketInTheFileSystem() throws {
        try withTemporaryDirectory { directory in
            let server = try RunningServer(in: directory, "--socket s")
            let shell = try Program.run("$equipoise health --ready --socket s", in: directory)
            #expect(try server.stop() == "0")
            #expect(shell.status == 0 && shell.output.contains("ready"), "\(shell.output)")
        }
    }

    @Test func takesSettingsFromTheEnvironmentAndFlagsFirst() throws {
        try withTemporaryDirectory { directory in
            let shell = try Program.run(
                "EQUIPOISE_PORT=70000 $equipoise serve; EQUIPOISE_PORT=x $equipoise serve --port y",
                in: directory
            )
            #expect(shell.output.contains("EQUIPOISE_PORT: ‘70000’"), "\(shell.output)")
            #expect(shell.output.contains("--port: ‘y’"), "\(shell.output)")
        }
    }
}
