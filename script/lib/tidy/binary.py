# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""The Foundation gate: what nm shows of the unstripped release program."""

import re

from .tree import Finding

# A mangled name spells a module with its length before it, at its beginning or, where an
# extension of another module's type is meant, further on.
MODULES = re.compile(
    r"(?<=\s)_?\$[sS]\S*?(?<!\d)(10Foundation|20FoundationEssentials|7NIOCore|8NIOPosix)"
)
SWIFT_SYMBOL = re.compile(r"\s\$s")

FEWEST = 100


def check(path, names):
    """Findings for the output of nm: foreign modules, or too few symbols to tell."""
    findings = []
    if len(SWIFT_SYMBOL.findall(names)) < FEWEST:
        findings.append(Finding(path, 0, "binary", "stripped: its symbols say nothing"))
    counts = {}
    for match in MODULES.finditer(names):
        counts.setdefault(match[1].lstrip("0123456789"), []).append(match.group())
    for module, symbols in sorted(counts.items()):
        message = f"{len(symbols)} symbols of {module}, for example {symbols[0]}"
        findings.append(Finding(path, 0, "binary", message))
    return findings
