# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""A server in a process of its own, to be killed."""

import os
import pathlib
import re
import signal
import subprocess
import time
from collections.abc import Sequence

from .findings import Finding, demand

LISTENING = re.compile(r"listening on http://127\.0\.0\.1:(\d+)")
START = 60


class Server:
    """The program's `serve` on one data folder, started and ended as often as one likes."""

    def __init__(self, binary: str, data: pathlib.Path, log: pathlib.Path, flags: Sequence[str]):
        self.command = [binary, "serve", "--port", "0", "--data", str(data), *flags]
        self.data = data
        self.log = log
        self.output = log.with_suffix(".out")
        self.process: subprocess.Popen | None = None
        self.port = 0

    def start(
        self,
        wrapper: Sequence[str] = (),
        environment: dict[str, str] | None = None,
        waits: bool = True,
    ) -> None:
        """Starts it and, unless told otherwise, waits until it listens.

        `wrapper` is a command that runs the program, such as strace; `environment` is added to
        ours.
        """
        with open(self.output, "wb") as output, open(self.log, "ab") as log:
            log.write(f"-- start {time.time():.3f}\n".encode())
            self.process = subprocess.Popen(
                [*wrapper, *self.command],
                stdout=output,
                stderr=log,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        self.port = 0
        if waits:
            self.await_port()

    def await_port(self) -> None:
        """Waits until it says where it listens."""
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            match = LISTENING.search(self.output.read_text(errors="replace"))
            if match:
                self.port = int(match[1])
                return
            if self.process is None or self.process.poll() is not None:
                code = self.process.returncode if self.process else None
                raise Finding(f"the server ended with {code} instead of starting")
            time.sleep(0.003)
        raise Finding(f"the server did not listen within {START} s")

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> int | None:
        """Ends it, and what wraps it, at once; gives the code if it had ended by itself."""
        if self.process is None:
            return None
        ended = self.process.poll()
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process = None
        return ended

    def freeze(self) -> None:
        """Has the process stand still, so that its folder can be looked at."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)
        status = pathlib.Path(f"/proc/{self.process.pid}/task")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            states = [(task / "stat").read_text().rpartition(")")[2].split()[0]
                      for task in status.iterdir()]
            if all(state in "Tt" for state in states):
                return
            time.sleep(0.001)
        raise Finding("the server does not stand still after SIGSTOP")

    def thaw(self) -> None:
        """Lets it go on."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def stop(self, within: float = 60) -> None:
        """Asks it to stop, and demands that it does so in order."""
        assert self.process is not None
        self.process.terminate()
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired as error:
            raise Finding(f"the server did not stop within {within} s") from error
        self.process = None
        demand(code == 0, f"the server was asked to stop and ended with {code}")
