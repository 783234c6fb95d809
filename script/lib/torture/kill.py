# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""SIGKILL at random moments, some of them aimed."""

import time

from .audit import Audit
from .client import Client
from .clients import AIMS, Clients
from .field import Field
from .findings import demand
from .ledger import Ledger, quietly
from .promises import IDEMPOTENCY, RESUME
from .server import Server

# An orderly end and a whole look come so often.
SETTLES = 10


def run(field: Field) -> str:
    """`field.rounds` times: start, look, work, kill; then everything comes to its end."""
    flags = ["--min-free-bytes", str(64 << 20), "--log-level", "warning"]
    if RESUME in field.promises:
        flags += ["--checkpoint-bytes", "65536"]
    server = field.server("kill", flags)
    ledger = Ledger(with_keys=IDEMPOTENCY in field.promises)
    # Every aim comes once before chance alone decides.
    aims = list(AIMS)
    field.random.shuffle(aims)
    try:
        for number in range(field.rounds):
            aim = aims[number] if number < len(aims) else field.random.choice(list(AIMS))
            began = time.monotonic()
            what = one(field, server, ledger, aim)
            if number % SETTLES == SETTLES - 1:
                settle(server, ledger)
            field.say(
                f"kill {number + 1}/{field.rounds} {aim}: {what}, {len(ledger.jobs)} jobs,"
                f" {len(ledger.unfinished())} unfinished, {time.monotonic() - began:.1f} s"
            )
        finish(server, ledger)
    finally:
        server.kill()
    return (
        f"{field.rounds} rounds, {ledger.acknowledged} orders ({ledger.adopted} without an answer"
        f" and there), {len(ledger.cancelled)} cancelled, {len(ledger.deleted)} removed;"
        " every archive as in a calm run"
    )


def one(field: Field, server: Server, ledger: Ledger, aim: str) -> str:
    """One life of the service, from its start to its death."""
    if aim == "start":
        # Until it listens takes some hundredths of a second.
        server.start(waits=False)
        pause = field.random.uniform(0, 0.12)
        time.sleep(pause)
        what = f"after {pause:.3f} s"
    else:
        server.start()
        look(server, ledger)
        clients = Clients(field, ledger, Client(server.port), aim)
        what = clients.work() if aim != "recovery" else "at once"
        code = server.kill()
        demand(code is None, f"the server ended by itself, with {code}")
        clients.join()
    server.kill()
    ledger.check_rows(Audit(server.data, ledger.doubtful).check_rows().jobs)
    return what


def look(server: Server, ledger: Ledger) -> None:
    """What a start has made of a death: files and rows agree, and nothing is lost."""
    server.freeze()
    try:
        audit = Audit(server.data, ledger.doubtful).check_rows().check_files()
        ledger.check_rows(audit.jobs)
    finally:
        server.thaw()
    client = Client(server.port)
    ledger.check(client)
    ledger.settle_removals(client)


def settle(server: Server, ledger: Ledger) -> None:
    """An orderly end after a kill: what the kill left over is gone."""
    server.start()
    look(server, ledger)
    server.stop()
    ledger.check_rows(Audit(server.data).check_rows().check_files().jobs)


def finish(server: Server, ledger: Ledger, within: float = 300) -> None:
    """Every job comes to its end, and rows, files and downloads agree."""
    server.start()
    look(server, ledger)
    client = Client(server.port)
    quietly(ledger.resend, client)
    deadline = time.monotonic() + within
    while True:
        ledger.check(client)
        if not ledger.unfinished():
            break
        demand(time.monotonic() < deadline, f"jobs do not end: {ledger.unfinished()}")
        time.sleep(0.1)
    server.stop()
    audit = Audit(server.data).check_rows().check_files()
    ledger.check_rows(audit.jobs)
    demand(
        {job["id"] for job in audit.jobs} == set(ledger.jobs),
        "the rows are not the acknowledged jobs",
    )
