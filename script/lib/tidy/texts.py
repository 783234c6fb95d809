# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Rules on any text: sizes, heads, words, paths, links."""

import pathlib
import posixpath
import re
import statistics
import urllib.parse

from .tree import PYTHON, SHELL, SWIFT, C, Finding, language, sources

LONGEST_FILE = 400
LONGEST_LINE = 100
LARGEST_MEDIAN = 150

COPYRIGHT = "SPDX-FileCopyrightText: 2026 The Equipoise authors"
LICENCE = "SPDX-License-Identifier: Apache-2.0"

# Written so that this file does not break its own rules.
WORDS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w.~}-])/(?:wor" r"k|roo" r"t|hom" r"e)(?:/|\b(?=[\s\"'`),.;:]|$))")
BUILT = re.compile(r"(?:^|/)(?:Package\.resolved|\.build[^/]*/.*|__pycache__/.*)$")
LINK = re.compile(r"(?<!\\)\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
CITED = re.compile(r"`(\w+Tests)/(\w+)`")
FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def _code(files):
    return sources(files, SWIFT, C, SHELL, PYTHON)


def check_file_length(files):
    """length: no file is longer than 400 lines."""
    for path, text in _code(files):
        count = len(text.splitlines())
        if count > LONGEST_FILE:
            yield Finding(path, 0, "length", f"{count} lines, more than {LONGEST_FILE}")


def check_median(files):
    """median: half of the Swift sources are shorter than 150 lines."""
    median = median_length(files)
    if median > LARGEST_MEDIAN:
        message = f"the median file has {median:.0f} lines, more than {LARGEST_MEDIAN}"
        yield Finding("Sources", 0, "median", message)


def median_length(files):
    """The median number of lines of a Swift source."""
    lengths = [
        len(text.splitlines())
        for path, text in sources(files, SWIFT)
        if path.startswith("Sources/")
    ]
    return statistics.median(lengths) if lengths else 0


def check_line_length(files):
    """line: no line of code is longer than 100 characters."""
    for path, text in _code(files):
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > LONGEST_LINE:
                message = f"{len(line)} characters, more than {LONGEST_LINE}"
                yield Finding(path, number, "line", message)


def check_head(files):
    """head: every source file begins with the two lines that say whose it is."""
    for path, text in _code(files):
        mark = "//" if language(path, text) in (SWIFT, C) else "#"
        wanted = [f"{mark} {COPYRIGHT}", f"{mark} {LICENCE}", ""]
        lines = text.split("\n")
        # One line may stand above it: a shebang, or what a tool wants to read first.
        if lines[:3] != wanted and lines[1:4] != wanted:
            yield Finding(path, 1, "head", "no SPDX head of two lines and a blank one")


def check_words(files):
    """word: what is to be done stands in an issue, not in a comment."""
    for path, text in _code(files):
        for match in WORDS.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(path, line, "word", f"'{match.group()}' is banned")


def check_machine_paths(files):
    """path: no file names a folder of one machine."""
    for path, text in files.items():
        for match in MACHINE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(path, line, "path", f"'{match.group()}' is a path of one machine")


def check_built(files):
    """built: what a build makes is not tracked."""
    for path in files:
        if BUILT.search(path):
            yield Finding(path, 0, "built", "made by a build, must not be tracked")


def check_links(files):
    """link: every relative link of a Markdown file leads to a file or a folder."""
    folders = {str(folder) for path in files for folder in pathlib.PurePosixPath(path).parents}
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        prose = FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
        for match in LINK.finditer(prose):
            target = urllib.parse.unquote((match[1] or match[2]).partition("#")[0])
            if not target or re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if place not in files and place not in folders:
                line = prose.count("\n", 0, match.start()) + 1
                yield Finding(path, line, "link", f"{target} does not exist")


def check_cited_tests(files):
    """cited: every test that a Markdown file names as `SomeTests/behaviour` is there."""
    tests = [text for path, text in sources(files, SWIFT) if path.startswith("Tests/")]
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for match in CITED.finditer(text):
            suite, behaviour = match.groups()
            declares = re.compile(rf"\b(?:struct|class|extension) {suite}\b")
            has = re.compile(rf"\bfunc {behaviour}\(")
            if not any(declares.search(test) and has.search(test) for test in tests):
                line = text.count("\n", 0, match.start()) + 1
                yield Finding(path, line, "cited", f"there is no test {suite}/{behaviour}")
