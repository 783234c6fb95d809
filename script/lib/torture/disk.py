# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""A disk that is filled to the last byte, at every stage of an upload and of a job."""

import hashlib
import pathlib
import threading
import time

from .audit import Audit
from .calm import wait
from .client import Client, Lost, name_of
from .field import Field
from .findings import Finding, brief, demand
from .ledger import FINAL
from .promises import BALLAST, HARD_FLOOR
from .server import Server
from .tmpfs import MEBIBYTE, Filling, mounted

# Room for the archives that the service expects, which are more than come to be.
SIZE = 384 * MEBIBYTE
STAGES = ("upload", "rendering", "packing", "commit", "start")
FULL = "insufficient-storage"


def run(field: Field) -> str:
    """Fills the disk at each stage; then it is emptied, and all goes on."""
    lines = []
    for stage in STAGES:
        server = field.server(f"disk-{stage}", flags(field))
        with mounted(server.data, SIZE):
            try:
                what = one(field, server, stage)
            finally:
                server.kill()
        field.say(f"disk full at {stage}: {what}")
        lines.append(f"{stage}: {what}")
    return "; ".join(lines)


def flags(field: Field) -> list[str]:
    """Floors that fit a disk so small."""
    flags = ["--min-free-bytes", str(12 * MEBIBYTE)]
    if HARD_FLOOR in field.promises:
        flags += ["--stop-free-bytes", str(4 * MEBIBYTE)]
    if BALLAST in field.promises:
        flags += ["--ballast-bytes", str(2 * MEBIBYTE)]
    return flags


def one(field: Field, server: Server, stage: str) -> str:
    """One stage, from an empty disk to a full one and back."""
    filling = Filling(server.data)
    server.start()
    client = Client(server.port)
    done = [accepted(client, field, "small"), accepted(client, field, "original")]
    for name in done:
        demand(wait(client, name)["state"] == "succeeded", "a job fails on an empty disk")
    victim = waiting = None
    told = ""
    if stage == "upload":
        told = fill_during_upload(field, client, filling)
    else:
        victim = accepted(client, field, "large")
        waiting = accepted(client, field, "middle")
    if stage == "start":
        server.kill()
        filling.fill()
        told = start_on_full_disk(field, server)
        if not server.is_running:
            filling.empty()
            server.start()
            # It could not do its work while the disk was full; the rest has the disk as it is.
            waiting_ends(field, Client(server.port), victim, waiting)
        client = Client(server.port)
    elif victim:
        told = fill_during_job(field, server, client, filling, stage, victim)
    filling.fill()
    removed = on_full_disk(field, client, done)
    filling.empty()
    await_readiness(client, 200)
    if not removed:
        # Its files went first: the second request takes the row as well.
        gone = client.delete(f"/v1/jobs/{done[0]}")
        demand(gone.status == 204, f"DELETE once more, with room: {gone}")
    # Of a job that has begun the disk may be the end, but not of one that only waits.
    waited = stage == "start" and HARD_FLOOR in field.promises
    for name, order in ((victim, "large"), (waiting, "middle")):
        if name:
            told += f", {check_victim(field, client, name, order, waited)}"
    again = accepted(client, field, "large")
    end = wait(client, again)
    demand(end["state"] == "succeeded", f"after there was room again: {end['error']}")
    check_archive(field, client, again, "large")
    check_archive(field, client, done[1], "original")
    server.stop()
    rows = Audit(server.data).check_rows().check_files().jobs
    wanted = {again, done[1], *filter(None, (victim, waiting))}
    demand({row["id"] for row in rows} == wanted, "the rows are not the acknowledged jobs")
    return told + ("" if removed else ", DELETE refused until there was room")


def start_on_full_disk(field: Field, server: Server) -> str:
    """Starts where there are jobs to be taken up again and no room to note it."""
    try:
        server.start()
    except Finding as error:
        # Without ballast there is no room for it, and saying so is all that can be done.
        demand(BALLAST not in field.promises and "ended with 1" in str(error), f"full: {error}")
        server.kill()
        return "refused to start"
    return "started"


def waiting_ends(field: Field, client: Client, *jobs: str | None) -> None:
    """With room again, what was under way before comes to its end."""
    for name in filter(None, jobs):
        end = wait(client, name)
        demand(end["state"] == "succeeded", f"after a start with room again: {brief(end)}")


def accepted(client: Client, field: Field, name: str) -> str:
    """The id of a job that has to be taken."""
    answer = client.post(field.order(name))
    demand(answer.status == 202, f"{name}: {answer}")
    return answer.json["id"]


def fill_during_upload(field: Field, client: Client, filling: Filling) -> str:
    """A disk that is full while bytes of an upload arrive, which their head announced."""
    answers: list[str] = []

    def post() -> None:
        try:
            answer = client.post(field.order("large"), pace=0.002)
            answers.append(f"{answer.status} {answer.problem}")
        except Lost:
            answers.append("no answer")

    thread = threading.Thread(target=post)
    thread.start()
    time.sleep(field.random.uniform(0.02, 0.1))
    while thread.is_alive():
        filling.fill()
        time.sleep(0.001)
    thread.join()
    demand(answers == [f"507 {FULL}"], f"an upload that fills the disk: {answers}")
    return "507"


def fill_during_job(
    field: Field,
    server: Server,
    client: Client,
    filling: Filling,
    stage: str,
    victim: str,
) -> str:
    """A disk that is full at a moment of a job's life; how the job ended."""
    part = server.data / "archives" / f"{victim}.part"
    nearly = 0.97 * field.order("large").archive_bytes
    deadline = time.monotonic() + 60
    while True:
        document = client.job(victim)
        if document["state"] in FINAL or time.monotonic() > deadline:
            break
        if stage == "commit" and size_of(part) >= nearly:
            break
        # Packing is short; rendering is known by its first bytes.
        if stage == "rendering" and size_of(part) > MEBIBYTE:
            break
        if stage == "packing" and document["phase"] == "packing":
            break
    return end_on_full_disk(field, client, filling, victim)


def end_on_full_disk(field: Field, client: Client, filling: Filling, victim: str) -> str:
    """How a job ends while the disk is kept full."""
    # Without ballast the failure cannot be written down either, until there is room.
    within = 30 if BALLAST in field.promises else 3
    deadline = time.monotonic() + within
    while True:
        filling.fill()
        document = client.job(victim)
        if document["state"] in FINAL:
            break
        if HARD_FLOOR in field.promises and document["state"] == "queued":
            break
        if time.monotonic() > deadline:
            demand(
                BALLAST not in field.promises,
                f"a job on a full disk does not end: {brief(document)}",
            )
            break
        time.sleep(0.01)
    if document["state"] == "failed":
        demand(name_of(document["error"]) == FULL, f"on a full disk: {document['error']}")
        return f"failed with {FULL}"
    return document["state"]


def size_of(path: pathlib.Path) -> int:
    """The size of a file, 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def on_full_disk(field: Field, client: Client, done: list[str]) -> bool:
    """What the service does with no byte left; whether a job could be removed."""
    demand(client.get("/livez").status == 200, "no life on a full disk")
    reasons = await_readiness(client, 503)
    demand("disk-full" in reasons, f"not ready for want of room, but says {reasons}")
    refused = client.post(field.order("small"))
    demand(refused.status == 507, f"an upload to a full disk: {refused}")
    demand(refused.problem == FULL, f"an upload to a full disk: {refused}")
    demand(1 <= int(refused.fields["Retry-After"]) <= 300, "Retry-After of a full disk")
    for name in done:
        demand(client.job(name)["state"] == "succeeded", "a poll on a full disk")
    check_archive(field, client, done[1], "original")
    gone = client.delete(f"/v1/jobs/{done[0]}")
    if BALLAST in field.promises:
        demand(gone.status == 204, f"DELETE on a full disk: {gone}")
        missing = client.get(f"/v1/jobs/{done[0]}")
        demand(missing.status == 404, f"removed on a full disk: {missing}")
        return True
    demand(gone.status in (204, 507), f"DELETE on a full disk: {gone}")
    return gone.status == 204


def check_victim(field: Field, client: Client, name: str, order: str, waited: bool) -> str:
    """A job that met the full disk fails of that or succeeds; one that waited succeeds."""
    end = wait(client, name)
    if end["state"] == "failed":
        demand(name_of(end["error"]) == FULL, f"after a full disk: {end['error']}")
        demand(not waited, f"a job that waited on a full disk: {end['error']}")
    else:
        check_archive(field, client, name, order)
    return f"{order} {end['state']}"


def check_archive(field: Field, client: Client, name: str, order: str) -> None:
    """The archive that is downloaded is that of a calm run."""
    answer = client.archive(name)
    demand(answer.status == 200, f"the archive of job {name}: {answer.status}")
    digest = hashlib.sha256(answer.body).hexdigest()
    demand(digest == field.order(order).archive_sha256, f"job {name} ({order}): other bytes")


def await_readiness(client: Client, status: int, within: float = 30) -> list[str]:
    """Waits until the service has seen by itself how the disk is; its reasons."""
    deadline = time.monotonic() + within
    while True:
        answer = client.get("/readyz")
        if answer.status == status:
            return answer.json["reasons"]
        demand(time.monotonic() < deadline, f"/readyz stays so: {answer}")
        time.sleep(0.05)
