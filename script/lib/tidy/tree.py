# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What is checked: a tree, which maps the path of each text file to its text."""

import pathlib
import subprocess
from typing import NamedTuple

SWIFT = "swift"
C = "c"
SHELL = "shell"
PYTHON = "python"

SUFFIXES = {
    ".swift": SWIFT,
    ".h": C,
    ".c": C,
    ".cpp": C,
    ".sh": SHELL,
    ".py": PYTHON,
}


class Finding(NamedTuple):
    """A place that breaks a rule; line 0 stands for the whole file."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def read(root):
    """The tracked files below `root` and the new ones that are not ignored, without binaries."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout
    files = {}
    for path in sorted(set(listed.decode().split("\0")) - {""}):
        file = pathlib.Path(root, path)
        if not file.is_file() or file.is_symlink():
            # A link is checked where it leads, but must lead somewhere for a Markdown link.
            files[path] = ""
            continue
        try:
            files[path] = file.read_bytes().decode()
        except UnicodeDecodeError:
            files[path] = ""
    return files


def language(path, text):
    """The language of a source file by its suffix or its first line; None for other files."""
    found = SUFFIXES.get(pathlib.PurePosixPath(path).suffix)
    first = text.partition("\n")[0]
    if found is None and first.startswith("#!"):
        found = PYTHON if "python" in first else SHELL if first.endswith("sh") else None
    return found


def sources(files, *languages):
    """The path and the text of each non-empty source file in one of the languages."""
    for path, text in files.items():
        if text and language(path, text) in languages:
            yield path, text
