# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Shows that each rule can fail, at the line that breaks it, and that good code passes all."""

from . import binary, functions, imports, rules, swift, texts, tools

SLASHES = f"// {texts.COPYRIGHT}\n// {texts.LICENCE}\n\n"
HASHES = f"#!/bin/bash\n# {texts.COPYRIGHT}\n# {texts.LICENCE}\n\n"
ZIP = "Sources/Zip/Reader.swift"


def lines(count, text="x"):
    return f"{text}\n" * count


GOOD = {
    "README.md": "[a](Sources/Zip) [b](LICENSE#x) [c](https://x.y/z) `[d](none)`\n",
    "LICENSE": "text\n",
    "docs/b.md": "held by `ZipTests/reads`, not `ZipTests.all`\n",
    "Tests/ZipTests/ZipTests.swift": SLASHES + "struct ZipTests {\n    func reads() {}\n}\n",
    ".clang-format": "BasedOnStyle: LLVM\nIndentWidth: 4\n",
    "script/run": HASHES + 'run() {\n    echo "$1"\n}\nrun a\n',
    "Sources/CLinux/shim.c": SLASHES + "int one(void) { return 1; }\n",
    "Sources/CLinux/x.h": SLASHES + "struct pair {\n" + lines(90, "    int a;") + "};\n",
    "Sources/JSON/Value.swift": SLASHES + "internal import CJansson\n",
    ZIP: SLASHES
    + "@testable package import struct POSIX.File\n"
    + 'let a = "import Foundation \\(b("public x")) try! /* "\n'
    + 'let c = #"public \\(x) " y"# + """\n public "x" \\("as!") \n"""\n'
    + "// public fatalError\n/* /* as! */ public */\n"
    + "/// A reader.\n@frozen\npackage struct Reader {\n"
    + lines(80, "    let x = 1")
    + "    /// Reads.\n    @inline(never) package func read(a: () -> Void = {}) {\n    }\n}\n"
    + "/// Two.\npackage let a: Int\npackage var b: Int { 2 }\n"
    + "package init(a: Int) {\n    self.a = a\n}\npackage var description: String\n"
    + "extension A: B {\n    package func c() {}\n}\n"
    + "/// Safe because it is never written.\nnonisolated(unsafe) let pointer = 1\n"
    + "protocol P {\n    func first()\n    var second: Int { get }\n}\n"
    + lines(80, "let z = [1].map { $0 }"),
}

# A rule, the file that breaks it, and the line at which it does.
BAD = [
    (imports.check_table, "Sources/Zip/A.swift", "import Glibc\n", 1),
    (imports.check_table, "Sources/Dataset/A.swift", "\npackage import POSIX\n", 2),
    (imports.check_table, "Sources/JSON/A.swift", "@preconcurrency internal import Zip\n", 1),
    (imports.check_table, "Sources/Zip/A.swift", "import struct Dispatch.DispatchTime\n", 1),
    (imports.check_table, "Sources/New/A.swift", "let a = 1\n", 0),
    (imports.check_banned, "Tests/ZipTests/A.swift", "@testable import Foundation\n", 1),
    (imports.check_banned, "Sources/Zip/A.swift", "import FoundationEssentials\n", 1),
    (imports.check_banned, "Fuzz/A.swift", "import NIOCore\n", 1),
    (swift.check_access, ZIP, "\npublic struct A {}\n", 2),
    (swift.check_access, ZIP, "open class A {}\n", 1),
    (swift.check_documented, ZIP, "// no\npackage func a() {}\n", 2),
    (swift.check_documented, ZIP, "let b = 1\n@inline(never)\npackage func a() {}\n", 3),
    (swift.check_documented, ZIP, "@usableFromInline package let a = 1\n", 1),
    (swift.check_documented, ZIP, "package let a = 1\n\n/// B.\npackage let b = 1\n", 1),
    (swift.check_documented, ZIP, "package init(a: Int) {\n    b = a\n}\n", 1),
    (swift.check_documented, ZIP, "extension A {\n    package func c() {}\n}\n", 2),
    (swift.check_forced, ZIP, "let a = try! b()\n", 1),
    (swift.check_forced, ZIP, "let a = b as! C\n", 1),
    (swift.check_forced, ZIP, "let a = \"\\(b(\"\") as! C)\"\n", 1),
    (swift.check_forced, "Tests/A.swift", "fatalError()\n", 1),
    (swift.check_unsafe, ZIP, "// Safe because far away.\n" + lines(6) + "@unchecked Sendable", 8),
    (swift.check_unsafe, ZIP, "nonisolated(unsafe) var a = 1\n", 1),
    (swift.check_names, "Sources/Zip/ZipUtils.swift", "let a = 1\n", 0),
    (swift.check_names, ZIP, "\nstruct JobManager {}\n", 2),
    (swift.check_names, ZIP, "enum ReadHelpers {}\n", 1),
    (functions.check, ZIP, "struct A {\n  func a() {\n" + lines(69) + "  }\n}\n", 2),
    (functions.check, ZIP, "init(a: () -> Void = {}) {\n" + lines(69) + "}\n", 1),
    (functions.check, ZIP, "var a: Int {\n" + lines(69) + "}\n", 1),
    (functions.check, "a.c", "int a(void)\n{\n" + lines(68, "f();") + "}\n", 1),
    (functions.check, "a.cpp", "namespace {\nint a() {\n" + lines(69, "f();") + "}\n}\n", 2),
    (functions.check, "a.sh", "a() {\n" + lines(69, "f") + "}\n", 1),
    (functions.check, "a.py", "def a():\n" + lines(70, "    f()"), 1),
    (texts.check_file_length, ZIP, lines(401), 0),
    (texts.check_median, ZIP, lines(151), 0),
    (texts.check_line_length, "a.cpp", "\n" + "é" * 101 + "\n", 2),
    (texts.check_line_length, "script/run", "#!/bin/bash\n" + "x" * 101, 2),
    (texts.check_head, ZIP, "// other\n", 1),
    (texts.check_head, "script/run", "#!/bin/bash\n# other\n", 1),
    (texts.check_words, ZIP, "// TO" + "DO: more\n", 1),
    (texts.check_words, "script/run", "#!/bin/sh\n# FIX" + "ME\n", 2),
    (texts.check_machine_paths, "a.md", "see /wor" + "k/a\n", 1),
    (texts.check_machine_paths, "a.json", "\n\"/hom" + "e/me\"\n", 2),
    (texts.check_built, "Package.resolved", "{}", 0),
    (texts.check_built, ".build/debug.yaml", "a", 0),
    (texts.check_links, "docs/a.md", "\n[a](b.md)\n", 2),
    (texts.check_links, "docs/a.md", "[a]: ../none\n", 1),
    (texts.check_cited_tests, "docs/a.md", "\n`ZipTests/reads` and `ZipTests/writes`\n", 2),
    (texts.check_cited_tests, "docs/a.md", "`NoTests/reads`\n", 1),
    (tools.check_shell, "script/run", "#!/bin/bash\necho $1\n", 2),
    (tools.check_c_format, "a.c", "int  a;\n", 1),
]

NAMES = "0000 T $s3Zip6ReaderV\n" * binary.FEWEST


def _failures():
    for finding in rules.check(GOOD):
        yield f"good code is refused: {finding}"
    for rule, path, text, line in BAD:
        found = [(finding.path, finding.line) for finding in rule({path: text})]
        where = "Sources" if rule is texts.check_median else path
        if (where, line) not in found:
            yield f"{rules.name(rule)}: nothing found at {path}:{line} in {text[:60]!r}: {found}"
    for rule in rules.RULES:
        if not any(rule is entry[0] for entry in BAD):
            yield f"{rules.name(rule)}: no example that breaks it"
    if binary.check("program", NAMES):
        yield "binary: a good program is refused"
    for symbol in ["$s10Foundation4DataV", "$sSS10FoundationE4data", "$s20FoundationEssentialsA"]:
        if not binary.check("program", f"{NAMES}0000 T {symbol}\n"):
            yield f"binary: {symbol} is not found"
    if not binary.check("program", "0000 T main\n"):
        yield "binary: a stripped program passes"


def run():
    """Prints what went wrong; the exit code says whether anything did."""
    failures = list(_failures())
    for failure in failures:
        print(f"tidy: self-test: {failure}")
    print(f"tidy: self-test: {len(rules.RULES)} rules, {len(BAD)} bad examples, "
          f"{len(failures)} failures")
    return 1 if failures else 0
