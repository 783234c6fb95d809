# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Rules on Swift code."""

import re

from . import lexer
from .tree import SWIFT, Finding, sources

ATTRIBUTES = r"(?:@\w+(?:\([^)\n]*\))?[ \t]+)*"
PACKAGE = re.compile(rf"^[ \t]*{ATTRIBUTES}package[ \t]+(?!import\b|extension\b)", re.MULTILINE)
MODIFIERS_ONLY = re.compile(rf"^[ \t]*@\w+(?:\([^)\n]*\))?(?:[ \t]+@\w+(?:\([^)\n]*\))?)*[ \t]*$")
PROPERTY = re.compile(r"^[ \t]*package (?:static )?(?:let|var) [^{]*(?:\{[^{}]*\})?$")
WITNESS = re.compile(
    r"package (?:static func (?:==|<)|func hash\(into|var description\b|init\(\w+Literal)"
)
PUBLIC = re.compile(r"\b(?:public|open)[ \t]+(?!=)(?:[a-z]\w*|@\w+)")
FORCED = re.compile(r"\btry!|\bas!|\bfatalError\b")
UNSAFE = re.compile(r"@unchecked\s+Sendable\b|\bnonisolated\(unsafe\)")
TYPE = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias|extension)\s+(\w+)")
VAGUE = re.compile(r"(?:Util|Helper|Manager)s?(?![a-z])")


def _matches(pattern, files, folder=""):
    """Path, line number and match for each place in the code, without comments and strings."""
    for path, text in sources(files, SWIFT):
        if not path.startswith(folder):
            continue
        code = lexer.swift_code(text)
        for match in pattern.finditer(code):
            yield path, code.count("\n", 0, match.start()) + 1, match


def check_documented(files):
    """documentation: each package declaration has a doc comment above it."""
    for path, line, _ in _matches(PACKAGE, files, "Sources/"):
        lines = files[path].split("\n")
        if not _is_documented(lines, line - 1) and not _needs_none(lines, line - 1):
            message = f"no doc comment above '{lines[line - 1].strip()}'"
            yield Finding(path, line, "documentation", message)


def _is_documented(lines, at):
    """Whether a doc comment stands above; a run of properties may share one."""
    above = at - 1
    while above >= 0 and MODIFIERS_ONLY.match(lines[above]):
        above -= 1
    if PROPERTY.match(lines[at]):
        while above >= 0 and PROPERTY.match(lines[above]):
            above -= 1
    last = lines[above].strip() if above >= 0 else ""
    return last.startswith("///") or last.endswith("*/")


def _needs_none(lines, at):
    """What a standard protocol asks for, a conformance, and an init that only copies."""
    if WITNESS.search(lines[at]):
        return True
    if re.match(r"^\s*package init\(", lines[at]):
        body = re.match(r".*?\{(.*?)\}", "\n".join(lines[at:]), re.DOTALL)
        copies = body[1].split("\n") if body else ["?"]
        return all(re.fullmatch(r"\s*(?:self\.(\w+) = \1)?\s*", copy) for copy in copies)
    indentation = len(lines[at]) - len(lines[at].lstrip())
    for line in reversed(lines[:at]):
        if line.strip() and len(line) - len(line.lstrip()) < indentation:
            return bool(re.match(r"^\s*(?:package )?extension [\w.]+\s*:", line))
    return False


def check_access(files):
    """access: between our targets access is package, never public."""
    for path, line, match in _matches(PUBLIC, files, "Sources/"):
        yield Finding(path, line, "access", f"'{match.group()}': say package")


def check_forced(files):
    """forced: nothing is forced, and nothing gives up with fatalError."""
    for path, line, match in _matches(FORCED, files):
        yield Finding(path, line, "forced", f"'{match.group()}' is not used")


def check_unsafe(files):
    """unsafe: each promise to the compiler says why it holds, at most 6 lines above."""
    for path, line, match in _matches(UNSAFE, files):
        lines = files[path].split("\n")[max(line - 7, 0) : line]
        if not any("Safe because" in text for text in lines):
            message = f"'{match.group()}' without a comment that begins 'Safe because'"
            yield Finding(path, line, "unsafe", message)


def check_names(files):
    """name: a file or a type is called after what it is."""
    for path, _ in sources(files, SWIFT):
        if VAGUE.search(path):
            yield Finding(path, 0, "name", "a vague file name")
    for path, line, match in _matches(TYPE, files):
        if VAGUE.search(match[1]):
            yield Finding(path, line, "name", f"a vague type name: {match[1]}")


def count_unsafe(files):
    """How many promises there are."""
    return sum(1 for _ in _matches(UNSAFE, files))
