# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""How long each function is, by matching braces; crude, but enough to tell 70 from 30."""

import ast
import re

from . import lexer
from .tree import PYTHON, SHELL, SWIFT, C, Finding, sources

LONGEST = 70

SWIFT_FUNCTION = re.compile(
    r"(?<![.\w`])(?:func|init|deinit|subscript|var)\b(?P<name>[?!]?[ \t]*[\w+\-*/=<>&|^~%]*)"
)
C_NO_FUNCTION = re.compile(r"^\s*(?:extern\b|namespace\b|typedef\b|struct\b|enum\b|union\b)")
SHELL_FUNCTION = re.compile(r"^(?P<name>\w+)\(\) *\{$.*?^\}$", re.MULTILINE | re.DOTALL)


def check(files):
    """function: no function is longer than 70 lines."""
    for path, text in sources(files, SWIFT, C, SHELL, PYTHON):
        for line, name, length in functions(path, text):
            if length > LONGEST:
                message = f"{name} has {length} lines, more than {LONGEST}"
                yield Finding(path, line, "function", message)


def functions(path, text):
    """First line, name and number of lines of each outermost function."""
    if (path, text) in sources({path: text}, SWIFT):
        return _by_braces(lexer.swift_code(text), _swift_head)
    if (path, text) in sources({path: text}, C):
        code = re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", _blank, lexer.c_code(text), flags=re.MULTILINE)
        return _by_braces(code, _c_head)
    if (path, text) in sources({path: text}, SHELL):
        return _shell(text)
    return _python(text)


def _blank(match):
    return lexer.blank(match.group())


def _swift_head(head):
    """Where in the text before a brace the function that it opens begins, and its name."""
    found = None
    for match in SWIFT_FUNCTION.finditer(head):
        found = match
    if found is None:
        return None
    is_stored = found.group().startswith("var") and "=" in head[found.end() :]
    return None if is_stored else (found.start(), found.group().strip())


def _c_head(head):
    if ")" not in head or C_NO_FUNCTION.match(head):
        return None
    name = re.search(r"(\w+)\s*\(", head)
    start = len(head) - len(head.lstrip())
    return (start, name[1]) if name else None


def _by_braces(code, head_of):
    """Walks over the braces; what stands between two of them is the head of the second."""
    found = []
    stack = []
    head_start = 0
    parentheses = 0
    for match in re.finditer(r"[(){};]", code):
        match match.group():
            case "(":
                parentheses += 1
            case ")":
                parentheses -= 1
            case "{":
                head = head_of(code[head_start : match.start()]) if parentheses == 0 else None
                inside = any(entry[0] for entry in stack)
                stack.append((head if not inside else None, head_start, parentheses))
                if parentheses == 0:
                    head_start = match.end()
                parentheses = 0 if head else parentheses
            case "}" if stack:
                head, start, parentheses = stack.pop()
                if head:
                    first = code.count("\n", 0, start + head[0]) + 1
                    last = code.count("\n", 0, match.start()) + 1
                    found.append((first, head[1], last - first + 1))
                if parentheses == 0:
                    head_start = match.end()
            case ";" if parentheses == 0:
                head_start = match.end()
    return found


def _shell(text):
    for match in SHELL_FUNCTION.finditer(text):
        length = match.group().count("\n") + 1
        yield text.count("\n", 0, match.start()) + 1, match["name"], length


def _python(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.name, node.end_lineno - node.lineno + 1
