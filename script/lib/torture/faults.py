# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Errors of the disk, injected into system calls: EIO and ENOSPC from fsync, writes, renames."""

import contextlib
import pathlib
import shutil
import subprocess
import time
from dataclasses import dataclass

from .audit import Audit
from .client import Client, Lost
from .field import Field
from .findings import Finding, Skipped, demand
from .kill import finish, look
from .ledger import FINAL, Ledger
from .preload import Preload
from .promises import IDEMPOTENCY
from .server import Server

# Calls, what they fail with, and how far into a thread's calls that can be; strace counts for each
# thread by itself, the preloaded library for all.
CALLS = (
    ("fsync,fdatasync", "EIO", 24),
    ("pwrite64", "ENOSPC", 40),
    ("write", "ENOSPC", 60),
    ("pwrite64", "EIO", 40),
    ("rename,renameat,renameat2", "EIO", 4),
    ("fsync,fdatasync", "ENOSPC", 24),
    ("write", "EIO", 60),
    ("unlink,unlinkat", "EIO", 3),
    ("openat", "ENOSPC", 12),
    ("ftruncate,fallocate,copy_file_range", "ENOSPC", 2),
)
# What a job may fail of when the disk does.
ALLOWED = frozenset({"insufficient-storage", "internal"})


@dataclass
class Injection:
    """Which calls fail, how, and from where on.

    Writes are the preloaded library's, which spares what is no file: strace would fail the writes
    by which threads wake each other, as well, and no disk does that.
    """

    calls: str
    error: str
    place: int
    lasts: bool
    from_start: bool

    @property
    def is_preloaded(self) -> bool:
        """Whether strace has no part in it."""
        return self.calls == "write"

    @property
    def options(self) -> list[str]:
        """What strace is told."""
        when = f"{self.place}{'+' if self.lasts else ''}"
        return [
            "strace", "-f", "-qq", "-e", f"trace={self.calls}",
            "-e", f"inject={self.calls}:error={self.error}:when={when}",
        ]  # fmt: skip

    def __str__(self) -> str:
        since = "since the start" if self.from_start else "while it runs"
        return f"{self.calls} {self.error} at {self.place}{'+' if self.lasts else ''} {since}"


def run(field: Field) -> str:
    """One kind of error at a time, at another place each round; then a start without any."""
    if shutil.which("strace") is None:
        raise Skipped("strace is not installed")
    if not can_trace():
        raise Skipped("strace may not trace here")
    hits, ends = 0, {}
    for number in range(field.rounds):
        calls, error, last = CALLS[number % len(CALLS)]
        injection = Injection(
            calls,
            error,
            # Early places meet more: half of the draws are among them.
            field.random.randint(1, field.random.choice((max(1, last // 4), last))),
            field.random.random() < 0.3,
            field.random.random() < 0.25 and calls != "write",
        )
        began = time.monotonic()
        name = f"faults-{number + 1}"
        server = field.server(name)
        try:
            hit, end = one(field, server, injection)
        finally:
            server.kill()
        shutil.rmtree(server.data)
        hits += hit
        ends[end] = ends.get(end, 0) + 1
        field.say(
            f"faults {number + 1}/{field.rounds} {injection}: {'hit' if hit else 'no such call'},"
            f" {end}, {time.monotonic() - began:.1f} s"
        )
    told = ", ".join(f"{end}: {count}" for end, count in sorted(ends.items()))
    return f"{field.rounds} rounds, {hits} hit; {told}"


def can_trace() -> bool:
    """Whether this process may trace another, and inject errors."""
    command = ["strace", "-qq", "-e", "inject=getpid:error=EIO", "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def one(field: Field, server: Server, injection: Injection) -> tuple[bool, str]:
    """A life under an injection, and one without it that finds everything acknowledged."""
    ledger = Ledger(ALLOWED, IDEMPOTENCY in field.promises)
    preload = Preload(field.root) if injection.is_preloaded else None
    server.start(environment=preload.environment if preload else None)
    client = Client(server.port)
    first = ledger.post(client, field.order("small"))
    ledger.post_dataset(client, field.order("original"))
    deadline = time.monotonic() + 60
    while first in ledger.unfinished():
        demand(time.monotonic() < deadline, "the first job does not end")
        time.sleep(0.03)
        ledger.check(client)
    trace = server.log.with_suffix(".strace")
    end = ""
    if preload:
        preload.fail_writes(injection.place, injection.error, injection.lasts)
    elif injection.from_start:
        server.kill()
        end = start_traced(server, injection, trace)
    else:
        end = attach(server, injection, trace)
    if not end:
        try:
            end = live(field, server, ledger)
        except (Finding, KeyError) as error:
            raise Finding(f"{injection}: {error}") from error
    server.kill()
    if preload:
        hit = preload.failed_writes > 0
    else:
        hit = "(INJECTED)" in trace.read_text(errors="replace")
    try:
        Audit(server.data, ledger.doubtful).check_rows()
        server.start()
        look(server, ledger)
        client = Client(server.port)
        fresh = ledger.post(client, field.order("small"))
        demand(fresh, "an order is not taken when the errors are over")
        server.kill()
        finish(server, ledger, 60)
        demand(ledger.jobs[fresh].state == "succeeded", "a job fails when the errors are over")
    except Finding as error:
        raise Finding(f"after {injection}: {error}") from error
    return hit, end


def start_traced(server: Server, injection: Injection, trace: pathlib.Path) -> str:
    """Starts with errors from the first call on; says so where that is no start."""
    try:
        server.start([*injection.options, "-o", str(trace)])
    except Finding as error:
        demand("ended with" in str(error), f"a start under {injection}: {error}")
        return "refused to start"
    return ""


def attach(server: Server, injection: Injection, trace: pathlib.Path) -> str:
    """Lets calls fail from now on; the tracer ends with the server."""
    assert server.process is not None
    process = server.process.pid
    command = [*injection.options, "-o", str(trace), "-p", str(process)]
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while True:
        tasks = pathlib.Path(f"/proc/{process}/task").iterdir()
        if all("TracerPid:\t0\n" not in (task / "status").read_text() for task in tasks):
            return ""
        demand(time.monotonic() < deadline, "strace does not attach")
        time.sleep(0.01)


def live(field: Field, server: Server, ledger: Ledger, within: float = 6) -> str:
    """What clients do meanwhile; the service answers, or ends clearly."""
    client = Client(server.port)
    steps = [
        lambda: ledger.post(client, field.order("original")),
        lambda: ledger.post(client, field.order("labels"), as_form=True),
        lambda: ledger.post(client, field.order("bad"), as_form=True),
        lambda: on_dataset(field, ledger, client),
        lambda: ledger.post_dataset(client, field.order("middle")),
    ]
    field.random.shuffle(steps)
    lost = 0
    for step in steps:
        try:
            step()
        except Lost:
            lost += 1
    deadline = time.monotonic() + within
    with contextlib.suppress(Lost):
        cancelled = field.random.choice(ledger.unfinished() or [None])
        if cancelled is not None:
            ledger.remove(client, cancelled)
        while time.monotonic() < deadline and server.is_running:
            states = poll(ledger, client)
            if all(state in FINAL for state in states):
                break
            time.sleep(0.05)
        ended = ledger.named("succeeded")
        if ended:
            ledger.remove(client, ended[0])
    if server.is_running:
        alive = client.get("/livez")
        demand(alive.status == 200, f"no life while calls fail: {alive}")
        return "answered all" if not lost else "answered, but for some"
    return "ended"


def on_dataset(field: Field, ledger: Ledger, client: Client) -> None:
    """A job on the dataset that was posted by itself."""
    dataset = next(iter(ledger.datasets))
    ledger.post(client, field.order("original"), dataset)


def poll(ledger: Ledger, client: Client) -> list[str]:
    """The states of what was acknowledged, as far as the service tells them."""
    states = []
    for name in [*ledger.unfinished(), *ledger.named("succeeded")]:
        answer = client.get(f"/v1/jobs/{name}")
        if answer.status == 200:
            states.append(answer.json["state"])
            ledger.saw(answer.json)
        else:
            demand(answer.status in (500, 503), f"a poll while calls fail: {answer}")
            states.append("unknown")
    return states
