# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""All rules in the order in which they are read."""

from . import functions, imports, swift, texts, tools
from .tree import SWIFT, sources

RULES = [
    imports.check_table,
    imports.check_banned,
    swift.check_access,
    swift.check_documented,
    swift.check_forced,
    swift.check_unsafe,
    swift.check_names,
    functions.check,
    texts.check_file_length,
    texts.check_median,
    texts.check_line_length,
    texts.check_head,
    texts.check_words,
    texts.check_machine_paths,
    texts.check_built,
    texts.check_links,
    texts.check_cited_tests,
    tools.check_shell,
    tools.check_c_format,
]


def name(rule):
    """The word that a rule's findings carry: the first of its description."""
    return rule.__doc__.partition(":")[0]


def check(files):
    """The findings of all rules."""
    return [finding for rule in RULES for finding in rule(files)]


def summary(files):
    """A line about the tree as a whole."""
    count = sum(1 for _ in sources(files, SWIFT))
    return (
        f"{count} Swift files, median of Sources {texts.median_length(files):.0f} lines, "
        f"{swift.count_unsafe(files)} unsafe promises"
    )
