# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Which module each target may import: the table of ARCHITECTURE.md, and nothing besides."""

import re

from . import lexer
from .tree import SWIFT, Finding, sources

ALLOWED = {
    "Hashing": "CCrypto",
    "JSON": "CJansson",
    "Dataset": "Glibc",
    "HTTPWire": "HTTPTypes",
    "POSIX": "CLinux Dispatch Glibc Synchronization",
    "Imaging": "CImaging Dataset",
    "JobStore": "CSQLite Dispatch Synchronization",
    "HTTPServer": "HTTPTypes HTTPWire Hashing Logging POSIX",
    "Zip": "CDeflate POSIX",
    "Pipeline": "Dataset Hashing Imaging JSON Logging POSIX Zip",
    "Service": "Dataset HTTPServer HTTPTypes HTTPWire Hashing Imaging JSON JobStore Logging"
    " POSIX Pipeline Zip",
    "equipoise": "Dataset Logging POSIX Pipeline Service",
}

# Neither the product nor the tests import these or what begins with them.
BANNED = re.compile(r"_?(Foundation|NIO|CoreFoundation)")

IMPORT = re.compile(
    r"""^[ \t]*
        (?:@\w+(?:\([^)\n]*\))?[ \t]+)*
        (?:(?:public|package|internal|fileprivate|private)[ \t]+)?
        import[ \t]+
        (?:(?:struct|class|enum|protocol|typealias|func|let|var)[ \t]+)?
        (?P<module>\w+)""",
    re.VERBOSE | re.MULTILINE,
)


def imports(text):
    """The modules that a Swift file imports, with their line numbers."""
    code = lexer.swift_code(text)
    for match in IMPORT.finditer(code):
        yield code.count("\n", 0, match.start("module")) + 1, match["module"]


def check_table(files):
    """import: a target imports only what the table allows it."""
    for path, text in sources(files, SWIFT):
        parts = path.split("/")
        if parts[0] != "Sources":
            continue
        target = parts[1]
        if target not in ALLOWED:
            yield Finding(path, 0, "import", f"target {target} is not in the table of imports.py")
            continue
        for line, module in imports(text):
            if module not in ALLOWED[target].split():
                yield Finding(path, line, "import", f"{target} may not import {module}")


def check_banned(files):
    """foundation: nothing imports Foundation or NIO, tests neither."""
    for path, text in sources(files, SWIFT):
        for line, module in imports(text):
            if BANNED.match(module):
                yield Finding(path, line, "foundation", f"{module} is not imported anywhere")
