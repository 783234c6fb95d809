# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Rules that other programs check: shellcheck and clang-format."""

import json
import pathlib
import re
import subprocess
import tempfile

from .tree import SHELL, C, Finding, sources

STYLE = ".clang-format"


def _run(command, folder):
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        return None


def _missing(tool):
    return Finding("script/tidy", 0, tool, f"{tool} is not installed; run script/bootstrap test")


def _write(folder, files):
    for path, text in files:
        place = pathlib.Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def check_shell(files):
    """shellcheck: every shell script is clean."""
    scripts = list(sources(files, SHELL))
    if not scripts:
        return
    with tempfile.TemporaryDirectory() as folder:
        _write(folder, scripts)
        paths = [path for path, _ in scripts]
        result = _run(["shellcheck", "-x", "-f", "json", *paths], folder)
    if result is None:
        yield _missing("shellcheck")
        return
    for item in json.loads(result.stdout):
        message = f"SC{item['code']}: {item['message']}"
        yield Finding(item["file"], item["line"], "shellcheck", message)


def check_c_format(files):
    """clang-format: C and C++ look as .clang-format says."""
    code = list(sources(files, C))
    if not code:
        return
    with tempfile.TemporaryDirectory() as folder:
        _write(folder, [*code, (STYLE, files.get(STYLE, "BasedOnStyle: LLVM\n"))])
        paths = [path for path, _ in code]
        result = _run(["clang-format", "--dry-run", *paths], folder)
    if result is None:
        yield _missing("clang-format")
        return
    seen = set()
    for match in re.finditer(r"^(.+?):(\d+):\d+: (?:warning|error): (.*)$", result.stderr, re.M):
        finding = Finding(match[1], int(match[2]), "clang-format", "run script/format")
        if finding not in seen:
            seen.add(finding)
            yield finding
