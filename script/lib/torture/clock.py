# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Steps of the wall clock, forward and back, between starts and while the service runs."""

import email.utils
import time

from .audit import Audit
from .calm import wait
from .client import Client
from .field import Field
from .findings import brief, demand
from .ledger import Ledger
from .preload import Preload
from .promises import CLOCK_MEMORY, DURATIONS, IDEMPOTENCY
from .server import Server

HOUR = 3600
DAY = 24 * HOUR
# Where the clock stands, in seconds from ours, and whether a new start meets it.
STEPS = (
    (0, True),
    (2 * HOUR, False),
    (-5 * HOUR, True),
    (400 * DAY, False),
    (400 * DAY + HOUR, True),
    (-400 * DAY, False),
    (-HOUR, True),
    (30, False),
    (0, True),
)


def run(field: Field) -> str:
    """A job under each clock, and one through each step: nothing is lost, nothing expires."""
    preload = Preload(field.root)
    server = field.server("clock")
    ledger = Ledger(with_keys=IDEMPOTENCY in field.promises)
    order: list[str] = []
    server.start(environment=preload.environment)
    try:
        steps = steps_of(field)
        for number, (place, is_start) in enumerate(steps):
            client = Client(server.port)
            # This one is under way when the clock steps.
            through = post(field, ledger, client, "middle")
            order.append(through)
            await_rendering(client, through)
            began = time.monotonic()
            preload.step(place)
            if is_start:
                server.kill()
                server.start(environment=preload.environment)
                client = Client(server.port)
            demand(
                abs(told_time(client) - time.time() - place) < 60,
                "the step does not reach the server",
            )
            order.append(post(field, ledger, client, "small"))
            for name in order[-2:]:
                end = wait(client, name)
                check_times(field, end, name == through)
                demand(end["state"] == "succeeded", f"through a step: {brief(end)}")
            seconds = time.monotonic() - began
            demand(seconds < 45, f"two short jobs took {seconds:.0f} s after a step")
            # Longer than a pulse, so that whatever would expire has done so.
            time.sleep(1.2)
            check(field, server, ledger, client, order)
            field.say(
                f"clock {number + 1}/{len(steps)} {place / HOUR:+.2f} h"
                f" {'at a start' if is_start else 'while it runs'}: {len(order)} jobs, all there,"
                f" {time.monotonic() - began:.1f} s"
            )
        server.stop()
    finally:
        server.kill()
    Audit(server.data).check_rows().check_files()
    return f"{len(steps)} steps of up to 800 days, {len(order)} jobs"


def steps_of(field: Field) -> list[tuple[int, bool]]:
    """The steps of a run, without those for which nothing is promised."""
    steps = list(STEPS[1:6] if field.is_short else STEPS)
    if CLOCK_MEMORY in field.promises:
        return steps
    return [(place, is_start) for place, is_start in steps if place < DAY or not is_start]


def post(field: Field, ledger: Ledger, client: Client, name: str) -> str:
    """The id of a job that has to be taken; what its answer says of time has sense."""
    taken = ledger.post(client, field.order(name))
    demand(taken is not None, "an order is refused because of the clock")
    assert taken is not None
    answer = client.get(f"/v1/jobs/{taken}")
    again = answer.fields.get("Retry-After")
    demand(again is None or 1 <= int(again) <= 300, f"Retry-After: {again}")
    eta = answer.json["progress"]["eta_seconds"]
    demand(eta is None or 0 <= eta < HOUR, f"an estimate of {eta} s")
    return taken


def await_rendering(client: Client, name: str) -> None:
    """Waits until a job is in the middle of its work, or over."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        document = client.job(name)
        if document["phase"] == "rendering" or document["done"]:
            return
        time.sleep(0.002)


def told_time(client: Client) -> float:
    """What the server takes the time to be, by its Date."""
    return email.utils.parsedate_to_datetime(client.get("/livez").fields["Date"]).timestamp()


def check_times(field: Field, document: dict, stepped: bool) -> None:
    """No job ends before it began; one through a step may, unless durations are promised."""
    if stepped and DURATIONS not in field.promises:
        return
    times = [document[name] for name in ("created_at", "started_at", "finished_at")]
    demand(times == sorted(times), f"times go backwards: {times}")


def check(
    field: Field,
    server: Server,
    ledger: Ledger,
    client: Client,
    order: list[str],
) -> None:
    """All is there, in the order in which it came, and can be downloaded."""
    ledger.check(client)
    names = [document["id"] for document in client.listing("jobs")]
    demand(names == order[::-1], "the listing is not in the order in which jobs came")
    demand(len(set(names)) == len(names), "an id came twice")
    # Each is as far as its sequence says, whatever its time.
    server.freeze()
    try:
        jobs = Audit(server.data).check_rows().jobs
    finally:
        server.thaw()
    sequence = [row["id"] for row in sorted(jobs, key=lambda row: row["sequence"])]
    demand(sequence == order, "the rows are not in the order in which jobs came")
    for name in (order[0], field.random.choice(order)):
        answer = client.ask("HEAD", f"/v1/jobs/{name}/archive")
        demand(answer.status == 200, f"a step of the clock took an archive: {answer.status}")
