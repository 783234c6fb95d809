// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing
import Zip

/// Archives as people's tools make them are taken, to a file and to a pipe.
struct ForeignToolTests {
    struct Tool: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Packs the folder `data` into `out.zip`.
        let script: String

        init(_ script: String) {
            testDescription = script
            self.script = script
        }
    }

    /// The folder that is packed: compressible, incompressible, empty, nested, beyond ASCII.
    private static let makeData = """
        mkdir -p data/cats data/dogs/puppies data/empty
        head -c 30000 /dev/zero > data/cats/1.bin
        head -c 5000 /dev/urandom > data/cats/2.bin
        : > data/cats/none.bin
        seq 1 5000 > data/dogs/list.txt
        head -c 100000 /dev/urandom | od -x > 'data/dogs/puppies/é 日本.txt'
        """

    private static func packs(_ tool: Tool) throws {
        try withTemporaryDirectory { directory in
            let shell = try Shell.run(makeData + "\n" + tool.script, in: directory)
            #expect(shell.status == 0, "\(shell.output)")
            let reader = try ZipReader(File(reading: directory.path(of: "out.zip")))
            let names = [
                "cats/1.bin", "cats/2.bin", "cats/none.bin", "dogs/list.txt",
                "dogs/puppies/é 日本.txt",
            ]
            let files = reader.entries.filter { !$0.isDirectory && !$0.name.hasPrefix("META-INF/") }
            let isBelowRoot = files.first?.name.hasPrefix("data/") == true
            let expected = names.map { isBelowRoot ? "data/\($0)" : $0 }
            #expect(files.map(\.name).sorted() == expected)
            let root = isBelowRoot ? directory.path : directory.path(of: "data")
            for entry in files {
                let original = try bytes(of: "\(root)/\(entry.name)")
                let inflater = Inflater()
                #expect(try reader.read(entry, with: inflater) == original)
                for count in [1, 12, 300, 4096] {
                    let prefix = try reader.readPrefix(entry, count: count, with: inflater)
                    #expect(prefix == Array(original.prefix(count)))
                }
            }
        }
    }

    static let infoZip: [Tool] = [
        "zip -qr out.zip data", "zip -qr - data | cat > out.zip", "zip -qr0 - data | cat > out.zip",
        "zip -qr9 out.zip data", "zip -qr -fz out.zip data", "zip -qrD out.zip data",
        "cd data && zip -qr ../out.zip .", "zip -qr out.zip data && echo hello | zip -qz out.zip",
        "zip -qr out.zip data/cats && zip -qr out.zip data/dogs",
    ].map(Tool.init)

    @Test(.enabled(if: Shell.has("zip")), arguments: infoZip)
    func takesInfoZip(_ tool: Tool) throws { try Self.packs(tool) }

    static let sevenZip: [Tool] = [
        "7z a -bd out.zip data", "7z a -bd -mx9 -tzip out.zip ./data/*",
        "7z a -bd -mx0 -mcu=on out.zip data",
    ].map(Tool.init)

    @Test(.enabled(if: Shell.has("7z")), arguments: sevenZip)
    func takes7Zip(_ tool: Tool) throws { try Self.packs(tool) }

    static let bsdtar: [Tool] = [
        "bsdtar -a -cf out.zip data", "bsdtar --format zip -cf - data | cat > out.zip",
        "bsdtar -a -cf out.zip -C data .",
        "bsdtar --format zip --options zip:compression=store -cf - data | cat > out.zip",
    ].map(Tool.init)

    @Test(.enabled(if: Shell.has("bsdtar")), arguments: bsdtar)
    func takesBsdtar(_ tool: Tool) throws { try Self.packs(tool) }

    static let jar: [Tool] = [
        "jar cf out.zip data", "jar cfM out.zip data", "jar cf0 out.zip data",
        "jar c data | cat > out.zip",
    ].map(Tool.init)

    @Test(.enabled(if: Shell.has("jar")), arguments: jar)
    func takesJar(_ tool: Tool) throws { try Self.packs(tool) }

    private static func python(_ method: String, wide: Bool = false, to target: String) -> Tool {
        Tool(
            """
            cat > pack.py <<'END'
            import os, sys, zipfile
            with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_\(method)) as z:
                for folder, _, names in os.walk('data'):
                    z.write(folder)
                    for path in (os.path.join(folder, name) for name in names):
                        with z.open(path, 'w', force_zip64=\(wide ? "True" : "False")) as entry:
                            entry.write(open(path, 'rb').read())
            END
            python3 pack.py \(target)
            """
        )
    }

    static let python: [Tool] = [
        python("DEFLATED", to: "> out.zip"), python("STORED", to: "> out.zip"),
        python("DEFLATED", to: "| cat > out.zip"), python("STORED", to: "| cat > out.zip"),
        python("DEFLATED", wide: true, to: "> out.zip"),
        python("DEFLATED", wide: true, to: "| cat > out.zip"),
    ]

    @Test(.enabled(if: Shell.has("python3")), arguments: python)
    func takesPython(_ tool: Tool) throws { try Self.packs(tool) }

    @Test(.enabled(if: Shell.has("git")))
    func takesGitArchive() throws {
        try Self.packs(
            Tool(
                """
                git init -q data && cd data && git add . \\
                  && git -c user.name=a -c user.email=a@example.org commit -qm data \\
                  && git archive --prefix=data/ -o ../out.zip HEAD
                """
            )
        )
    }

    static let refused: [(String, ZipError.Code)] = [
        ("zip -qr -P secret out.zip data", .encrypted),
        ("ln -s /etc/passwd data/link && zip -qry out.zip data", .notRegular),
        ("zip -qr -Z bzip2 out.zip data", .unsupportedMethod),
        ("zip -qr x.zip data && cat /bin/true x.zip > out.zip", .unclaimedBytes),
        ("zip -qr x.zip data && cat x.zip x.zip > out.zip", .unclaimedBytes),
        ("zip -qr x.zip data && head -c 90000 x.zip > out.zip", .truncated),
        ("zip -qr -s 64k out.zip data", .multiDisk),
        ("tar -cf out.zip data", .notAZip),
        ("cat data/cats/2.bin | zip -q - - | cat > out.zip", .notRegular),
    ]

    @Test(.enabled(if: Shell.has("zip", "tar")), arguments: refused)
    func refusesWhatToolsCanMake(_ script: String, _ code: ZipError.Code) throws {
        try withTemporaryDirectory { directory in
            let shell = try Shell.run(Self.makeData + "\n" + script, in: directory)
            #expect(shell.status == 0, "\(shell.output)")
            let file = try File(reading: directory.path(of: "out.zip"))
            #expect { try ZipReader(file) } throws: { ($0 as? ZipError)?.code == code }
        }
    }
}
