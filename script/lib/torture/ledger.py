# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What the service has acknowledged, and whether it keeps to it."""

import sqlite3
import threading
from dataclasses import dataclass

from .client import Answer, Client, Lost, name_of
from .findings import brief, demand
from .orders import Order

FINAL = frozenset({"succeeded", "failed", "cancelled", "expired"})


@dataclass
class Known:
    """A job that was acknowledged, and the last that was seen of it."""

    order: Order
    key: str | None
    state: str = "queued"
    archive: str | None = None
    fence: int = 0
    attempt: int = 0
    revision: int = 0


@dataclass
class Pending:
    """A POST that has no answer; the job may be there, once; `job` says which, when it is."""

    order: Order
    key: str | None
    dataset: str | None = None
    as_form: bool = False
    job: str | None = None


class Ledger:
    """The answers that clients have got; safe to be used by several threads.

    `allowed` are the problems of which a job may fail; of an undisturbed disk there are none.
    """

    def __init__(self, allowed: frozenset[str] = frozenset(), with_keys: bool = False):
        self.lock = threading.Lock()
        self.allowed = allowed
        self.with_keys = with_keys
        self.jobs: dict[str, Known] = {}
        self.pending: list[Pending] = []
        self.datasets: dict[str, str] = {}
        # Who was told 202 and 204; and who was asked, whatever came of it.
        self.cancelled: set[str] = set()
        self.deleted: set[str] = set()
        self.asked: set[str] = set()
        self.removals: set[str] = set()
        self.acknowledged = 0
        self.adopted = 0

    # What clients do

    def post(
        self,
        client: Client,
        order: Order,
        dataset: str | None = None,
        as_form: bool = False,
        pace: float = 0,
    ) -> str | None:
        """Posts an order, on a dataset that is there if one is named; the job's id if taken."""
        with self.lock:
            self.acknowledged += 1
            key = f"torture-{self.acknowledged}" if self.with_keys else None
            pending = Pending(order, key, dataset, as_form)
            self.pending.append(pending)
        return self._send(client, pending, pace)

    def _send(self, client: Client, pending: Pending, pace: float = 0) -> str | None:
        if pending.dataset is None:
            answer = client.post(pending.order, pending.key, pending.as_form, pace)
        else:
            answer = client.post_job(pending.order, pending.dataset, pending.key)
        return self._settle(pending, answer)

    def _settle(self, pending: Pending, answer: Answer) -> str | None:
        demand(
            answer.status in (200, 202, 409, 500, 503, 507),
            f"an order ({pending.order.name}) was answered with {answer}",
        )
        with self.lock:
            if answer.status not in (200, 202):
                # What is told to have failed may be there all the same; what was refused is not.
                if answer.status in (503, 507) and pending.job is None:
                    self._forget(pending)
                demand(
                    answer.status != 500 or self.allowed, f"an order was answered with {answer}"
                )
                return None
            self._forget(pending)
            document = answer.json
            name = document["id"]
            self.resolve(pending, name)
            demand(
                pending.order.fits(document),
                f"job {name} is not what was ordered: {brief(document)}",
            )
            if name not in self.jobs:
                self.jobs[name] = Known(pending.order, pending.key)
        return name

    def resolve(self, pending: Pending, name: str) -> None:
        """Takes the answer's word for which job a POST has made.

        Which of several lost POSTs of one order has made a job was but guessed. Where the guess was
        wrong, its job must be that of another of them.
        """
        guess, pending.job = pending.job, name
        others = [one for one in self.pending if one.order is pending.order]
        holder = next((one for one in others if one.job == name), None)
        if guess in (None, name) or guess in self.asked:
            if holder is not None:
                holder.job = None
            return
        heir = holder or next((one for one in others if one.job is None), None)
        demand(
            heir is not None,
            f"the key {pending.key} found job {name} and had made {guess}",
        )
        heir.job = guess

    def _forget(self, pending: Pending) -> None:
        self.pending = [one for one in self.pending if one is not pending]

    def resend(self, client: Client) -> None:
        """Asks again for what has no answer: the key finds the job, or makes it now."""
        with self.lock:
            pending = [one for one in self.pending if one.key is not None]
        for one in pending:
            self._send(client, one)

    def post_dataset(self, client: Client, order: Order) -> str | None:
        """Posts a dataset by itself; its id if it was taken."""
        answer = client.post_dataset(order.dataset)
        demand(
            answer.status in (200, 201, 503, 507) or self.allowed,
            f"a dataset was answered with {answer}",
        )
        if answer.status not in (200, 201):
            return None
        with self.lock:
            self.datasets[answer.json["id"]] = order.dataset_sha256
        return answer.json["id"]

    def remove(self, client: Client, name: str) -> Answer:
        """Cancels a job that has not finished, or removes one that has."""
        with self.lock:
            self.asked.add(name)
            self.removals.add(name)
        answer = client.delete(f"/v1/jobs/{name}")
        with self.lock:
            if answer.status == 202:
                self.cancelled.add(name)
                self.removals.discard(name)
            elif answer.status in (204, 404):
                demand(name not in self.deleted or answer.status == 404, f"{name} went twice")
                self.deleted.add(name)
                self.removals.discard(name)
                self.jobs.pop(name, None)
                # What becomes of the key of a job that was removed is no question of loss.
                self.pending = [one for one in self.pending if one.job != name]
        return answer

    def settle_removals(self, client: Client) -> None:
        """Asks again for what removals came to, of which no answer came."""
        for name in sorted(self.removals):
            answer = self.remove(client, name)
            demand(answer.status in (202, 204, 404), f"a removal that was cut off: {answer}")

    # What is under way

    @property
    def doubtful(self) -> frozenset[str]:
        """The jobs that may be half removed."""
        with self.lock:
            return frozenset(self.removals)

    def named(self, *states: str) -> list[str]:
        """The acknowledged jobs that were last seen in one of these states, in a fixed order."""
        with self.lock:
            return [name for name, job in self.jobs.items() if job.state in states]

    def unfinished(self) -> list[str]:
        """The acknowledged jobs that have not been seen to end."""
        with self.lock:
            return [name for name, job in self.jobs.items() if job.state not in FINAL]

    # What must hold

    def check(self, client: Client) -> None:
        """Holds what is listed against what was acknowledged, while no client has a POST open."""
        listed = client.listing("jobs")
        names = [document["id"] for document in listed]
        demand(len(names) == len(set(names)), "a job is listed twice")
        with self.lock:
            missing = [name for name in self.jobs
                       if name not in names and name not in self.asked]
            demand(not missing, f"acknowledged jobs are gone: {missing}")
            for name in [name for name in self.jobs if name not in names]:
                self.removals.discard(name)
                self.deleted.add(name)
                del self.jobs[name]
            back = [name for name in names if name in self.deleted]
            demand(not back, f"deleted jobs are back: {back}")
            for document in listed:
                if document["id"] not in self.jobs:
                    self._adopt(document)
            # A job without a key cannot come into being any more.
            self.pending = [one for one in self.pending if one.key is not None]
            for document in listed:
                self._check_job(document, self.jobs[document["id"]])
        self._check_datasets(client)

    def _adopt(self, document: dict) -> None:
        """Takes a job for one whose answer was lost; each such POST has made one at the most."""
        for pending in self.pending:
            if pending.job is None and pending.order.fits(document):
                pending.job = document["id"]
                self.jobs[document["id"]] = Known(pending.order, pending.key)
                self.adopted += 1
                return
        demand(False, f"a job that nobody asked for, or a second of one: {brief(document)}")

    def _check_job(self, document: dict, known: Known) -> None:
        name, state = document["id"], document["state"]
        what = f"job {name} ({known.order.name})"
        demand(known.order.fits(document), f"{what} is not what was ordered: {brief(document)}")
        demand(
            known.state not in FINAL or known.state == state,
            f"{what} was {known.state} and is {state}",
        )
        known.state = state
        if state == "failed":
            problem = name_of(document["error"])
            demand(problem in self.allowed, f"{what} has failed: {document['error']}")
        demand(state != "expired", f"{what} has expired")
        if state in ("cancelling", "cancelled"):
            demand(name in self.asked, f"nobody cancelled {what}")
        if name in self.cancelled:
            demand(state in ("cancelling", "cancelled"), f"{what} was cancelled and is {state}")
        if state == "succeeded":
            known.archive = document["archive"]["sha256"]
            demand(
                known.archive == known.order.archive_sha256,
                f"the archive of {what} is not that of a calm run",
            )

    def saw(self, document: dict) -> None:
        """The same of one document that a client was shown."""
        with self.lock:
            known = self.jobs.get(document["id"])
            if known is not None:
                self._check_job(document, known)

    def _check_datasets(self, client: Client) -> None:
        listed = client.listing("datasets")
        found = {document["id"]: document["sha256"] for document in listed}
        demand(len(found) == len(listed), "a dataset is listed twice")
        demand(len(set(found.values())) == len(found), "the same bytes are two datasets")
        for name, digest in self.datasets.items():
            demand(found.get(name) == digest, f"dataset {name}, acknowledged, is gone or another")

    def check_rows(self, rows: list[sqlite3.Row]) -> None:
        """Nothing that only grows has become less."""
        with self.lock:
            for row in rows:
                known = self.jobs.get(row["id"])
                if known is None:
                    continue
                for name in ("fence", "attempt", "revision"):
                    before = getattr(known, name)
                    demand(
                        row[name] >= before,
                        f"{name} of job {row['id']} was {before} and is {row[name]}",
                    )
                    setattr(known, name, row[name])
                demand(row["attempt"] <= row["fence"], f"job {row['id']}: an attempt unfenced")


def quietly(action, *arguments):
    """Does what may end in the middle because the server is killed; gives None then."""
    try:
        return action(*arguments)
    except Lost:
        return None
