# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""A small disk in memory, and a file that takes all that is left of it."""

import contextlib
import errno
import os
import pathlib
import shutil
import subprocess
from collections.abc import Iterator

from .findings import Skipped

MEBIBYTE = 1 << 20


@contextlib.contextmanager
def mounted(path: pathlib.Path, size: int) -> Iterator[None]:
    """Mounts a disk of so many bytes on a folder."""
    if os.geteuid() != 0:
        raise Skipped("only root can mount a tmpfs")
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(path)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode != 0:
        raise Skipped(f"a tmpfs cannot be mounted: {result.stderr.strip()}")
    try:
        yield
    except Exception:
        # What is on the disk goes with it, and is the evidence.
        kept = path.with_name(path.name + "-kept")
        shutil.copytree(path, kept, ignore=shutil.ignore_patterns("filling"))
        raise
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


class Filling:
    """A file beside the data that takes what is left of the disk."""

    def __init__(self, folder: pathlib.Path):
        self.path = folder / "filling"

    def fill(self) -> None:
        """Takes all that is free, to the last byte, and what others give back meanwhile."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            for size in (MEBIBYTE, 4096, 1):
                with contextlib.suppress(OSError):
                    while True:
                        at = os.fstat(handle).st_size
                        os.posix_fallocate(handle, at, size)
            with contextlib.suppress(OSError):
                while os.write(handle, b"\0"):
                    pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        finally:
            os.close(handle)

    def empty(self) -> None:
        """Gives it all back."""
        self.path.unlink(missing_ok=True)
