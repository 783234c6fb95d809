# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Clients at work on a server that is about to be killed."""

import hashlib
import threading
import time
from collections.abc import Callable

from .client import Client, Lost
from .field import Field
from .findings import demand
from .ledger import Ledger

# As many jobs wait at the most, and as many finished ones are kept: a round is to meet jobs in
# every state, and its looks are to be short.
BACKLOG = 6
KEPT = 10

# What is waited for, and the longest pause after it in seconds.
AIMS: dict[str, float] = {
    "any": 2.5,
    "start": 0,
    "recovery": 0,
    "upload": 0.3,
    "answer": 0.01,
    "planning": 0.01,
    "rendering": 1.0,
    "packing": 0.03,
    "end": 0.01,
    "cancel": 0.03,
    "delete": 0.005,
}
PHASES = ("planning", "rendering", "packing")


class Clients:
    """Threads that post, follow, cancel, remove and download until there is nobody to answer."""

    def __init__(self, field: Field, ledger: Ledger, client: Client, aim: str):
        self.field = field
        self.ledger = ledger
        self.client = client
        self.aim = aim
        self.moment = threading.Event()
        self.threads: list[threading.Thread] = []

    def work(self) -> str:
        """Begins all, and returns at the moment of the kill; says what that was."""
        random, ledger = self.field.random, self.ledger
        began = time.monotonic()
        unfinished, succeeded = ledger.unfinished(), ledger.named("succeeded")
        if ledger.pending:
            self._begin(ledger.resend, self.client)
        if len(unfinished) < BACKLOG or self.aim in ("upload", "answer"):
            for number in range(random.randint(1, 3)):
                self._begin(self._post, *self._chosen(), number == 0)
        if self.aim == "delete" or len(succeeded) > KEPT:
            for name in succeeded[: max(1, len(succeeded) - KEPT)]:
                self._begin(self._remove, name)
        elif len(succeeded) > 2:
            name = random.choice(succeeded)
            self._begin(self._download, name, [random.random() for _ in range(3)])
        if unfinished and (self.aim == "cancel" or random.random() < 0.25):
            self._begin(self._remove, random.choice(unfinished))
        if random.random() < 0.3:
            self._begin(self._post_on_dataset, random.choice(self.field.orders[:4]))
        self._begin(self._watch)
        pause = random.uniform(0, AIMS[self.aim])
        met = self.aim == "any" or self.moment.wait(4)
        time.sleep(pause)
        return f"{'met' if met else 'not met'} after {time.monotonic() - began:.2f} s"

    def _chosen(self):
        """An order and how it is sent; drawn here, where the sequence of draws is fixed."""
        random = self.field.random
        order = random.choice(self.field.orders)
        pace = random.uniform(0.005, 0.05) if self.aim == "upload" else 0
        return order, random.random() < 0.5, pace

    def join(self) -> None:
        """Waits until all have noticed that the server is gone."""
        for thread in self.threads:
            thread.join(70)
            demand(not thread.is_alive(), "a client waits for a server that is gone")
        self.field.check()

    def _begin(self, action: Callable, *arguments) -> None:
        def guarded() -> None:
            # Answers may be lost, findings may not.
            try:
                action(*arguments)
            except Lost:
                pass
            except Exception as error:  # noqa: BLE001
                self.field.failures.append(error)

        thread = threading.Thread(target=guarded, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _post(self, order, as_form: bool, pace: float, is_first: bool) -> None:
        if self.aim == "upload" and is_first:
            self.moment.set()
        taken = self.ledger.post(self.client, order, None, as_form, pace)
        if taken and self.aim == "answer":
            self.moment.set()

    def _post_on_dataset(self, order) -> None:
        if order.labels is not None:
            return
        dataset = self.ledger.post_dataset(self.client, order)
        if dataset is not None and len(self.ledger.unfinished()) < BACKLOG:
            self.ledger.post(self.client, order, dataset)

    def _remove(self, name: str) -> None:
        if self.aim == "delete":
            self.moment.set()
        answer = self.ledger.remove(self.client, name)
        demand(answer.status in (202, 204, 404), f"DELETE of job {name}: {answer}")
        if self.aim == "cancel":
            self.moment.set()

    def _download(self, name: str, cuts: list[float]) -> None:
        answer = self.client.archive(name, cuts)
        known = self.ledger.jobs.get(name)
        if known is None or name in self.ledger.asked:
            return
        demand(answer.status == 200, f"the archive of job {name}: {answer.status}")
        digest = hashlib.sha256(answer.body).hexdigest()
        demand(digest == known.order.archive_sha256, f"job {name}: other bytes were downloaded")

    def _watch(self) -> None:
        """Polls, as clients do, and tells when what is aimed at has come."""
        before = None
        while True:
            answer = self.client.get("/v1/jobs?limit=20")
            demand(answer.status == 200, f"the listing of jobs: {answer}")
            jobs = answer.json["jobs"]
            done = {job["id"] for job in jobs if job["state"] == "succeeded"}
            if self.aim in PHASES and any(job["phase"] == self.aim for job in jobs):
                self.moment.set()
            if self.aim == "end" and before is not None and done - before:
                self.moment.set()
            before = done
            time.sleep(0.002)
