# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Blanks what is not code, so that the rules do not trip over comments and strings."""

import re

# The order counts: the first alternative that matches at a place wins.
SWIFT_TOKENS = re.compile(
    r"""(?P<line>//[^\n]*)
      | (?P<block>/\*)
      | (?P<raw>\#+"(?:"")?)
      | (?P<triple>\"\"\")
      | (?P<string>")
      | (?P<open>\()
      | (?P<close>\))""",
    re.VERBOSE,
)
C_TOKENS = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | "(?:\\.|[^"\\\n])*"
      | '(?:\\.|[^'\\\n])*'""",
    re.VERBOSE | re.DOTALL,
)


def blank(text):
    """Spaces in the place of all but the line ends."""
    return re.sub(r"[^\n]", " ", text)


def c_code(text):
    """C or C++ with comments, strings and characters blanked."""
    return C_TOKENS.sub(lambda match: blank(match.group()), text)


def swift_code(text):
    """Swift with comments and strings blanked; what is interpolated in a string stays."""
    return _Swift(text).code()


class _Swift:
    def __init__(self, text):
        self.text = text
        self.pieces = []
        self.at = 0

    def code(self):
        while self.at < len(self.text):
            self._code_until_close()
            self._take(self.at + 1)
        return "".join(self.pieces)

    def _take(self, end):
        self.pieces.append(self.text[self.at : end])
        self.at = end

    def _blank(self, end):
        self.pieces.append(blank(self.text[self.at : end]))
        self.at = end

    def _code_until_close(self):
        """Goes on to a closing parenthesis that was not opened here, or to the end."""
        depth = 0
        while match := SWIFT_TOKENS.search(self.text, self.at):
            self._take(match.start())
            match match.lastgroup:
                case "line":
                    self._blank(match.end())
                case "block":
                    self._block_comment()
                case "raw" | "triple" | "string":
                    self._string(match.group())
                case "open":
                    depth += 1
                    self._take(match.end())
                case "close":
                    if depth == 0:
                        return
                    depth -= 1
                    self._take(match.end())
        self._take(len(self.text))

    def _block_comment(self):
        depth = 0
        for match in re.compile(r"/\*|\*/").finditer(self.text, self.at):
            depth += 1 if match.group() == "/*" else -1
            if depth == 0:
                self._blank(match.end())
                return
        self._blank(len(self.text))

    def _string(self, opening):
        hashes = opening.rstrip('"')
        quotes = opening[len(hashes) :]
        self._blank(self.at + len(opening))
        stop = re.compile(
            rf"\\{hashes}(?P<interpolation>\()|\\{hashes}.|(?P<end>{quotes}{hashes})", re.DOTALL
        )
        while match := stop.search(self.text, self.at):
            self._blank(match.end())
            if match["end"] is not None:
                return
            if match["interpolation"] is not None:
                self._code_until_close()
                self._blank(self.at + 1)
        self._blank(len(self.text))
