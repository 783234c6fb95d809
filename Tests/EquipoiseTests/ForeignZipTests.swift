// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// Zips as users' tools make them are all taken.
@Suite struct ForeignZipTests {
    struct Tool: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let program: String
        /// Makes `made.zip` of the folder `sample`.
        let make: String
    }

    static let tools = [
        Tool(testDescription: "zip", program: "zip", make: "zip -qr made.zip sample"),
        Tool(
            testDescription: "zip to a pipe",
            program: "zip",
            make: "zip -qr - sample | cat >made.zip"
        ),
        Tool(testDescription: "7z", program: "7z", make: "7z a made.zip sample >/dev/null"),
        Tool(testDescription: "bsdtar", program: "bsdtar", make: "bsdtar -a -cf made.zip sample"),
        Tool(
            testDescription: "bsdtar of the folder itself",
            program: "bsdtar",
            make: "bsdtar --format zip -cf - -C sample . | cat >made.zip"
        ),
        Tool(testDescription: "jar", program: "jar", make: "jar cf made.zip sample"),
        Tool(
            testDescription: "Python to a file",
            program: "python3",
            make: "python3 -m zipfile -c made.zip sample"
        ),
        Tool(
            testDescription: "Python to a pipe",
            program: "python3",
            make: """
                python3 -c "
                import os, sys, zipfile
                class Pipe:
                    def write(self, b): return sys.stdout.buffer.write(b)
                    def flush(self): sys.stdout.buffer.flush()
                with zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED) as z:
                    for folder, _, names in os.walk('sample'):
                        for name in names: z.write(os.path.join(folder, name))
                " >made.zip
                """
        ),
    ]

    @Test(arguments: tools)
    func isTaken(_ tool: Tool) throws {
        guard Shell.has(tool.program) else { return }
        try withTemporaryDirectory { directory in
            try Program.makeDataset(in: directory)
            try Program.output(
                """
                unzip -q dataset.zip
                \(tool.make)
                $equipoise balance made.zip -o out.zip
                unzip -tqq out.zip
                """,
                in: directory
            )
        }
    }
}
