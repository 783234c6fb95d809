# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""The library that steps the clock of a server and fails its writes, and how it is told to."""

import errno
import mmap
import pathlib
import shutil
import struct
import subprocess

from .findings import Skipped

SOURCE = pathlib.Path(__file__).with_name("preload.c")
# As `struct orders` in the source.
LAYOUT = struct.Struct("=qqqqq")


class Preload:
    """Builds the library once for a folder; its control is a file that both sides map."""

    def __init__(self, root: pathlib.Path):
        library = root / "preload.so"
        control = root / "preload.control"
        if not library.exists():
            compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
            if compiler is None:
                raise Skipped("there is no C compiler")
            flags = ["-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE)]
            subprocess.run([compiler, *flags], check=True)
        control.write_bytes(bytes(mmap.PAGESIZE))
        with open(control, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = {"LD_PRELOAD": str(library), "EQUIPOISE_TORTURE": str(control)}

    def step(self, seconds: int) -> None:
        """Sets how far the server's wall clock is from ours."""
        self.map[:8] = struct.pack("=q", seconds)

    def fail_writes(self, place: int, error: str, lasts: bool) -> None:
        """Fails the write to a file that is so many from now, and those after it if told to."""
        number = getattr(errno, error)
        self.map[16 : LAYOUT.size] = struct.pack("=qqq", number, int(lasts), 0)
        # Last, for it is what the other side looks at first.
        self.map[8:16] = struct.pack("=q", place)

    @property
    def failed_writes(self) -> int:
        """How many writes have failed."""
        return LAYOUT.unpack(self.map[: LAYOUT.size])[4]
