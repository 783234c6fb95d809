# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Shows that the checks can fail: each is given a folder or a listing that is wrong on purpose."""

import copy
import pathlib
import shutil
import sqlite3
from collections.abc import Callable

from .audit import Audit
from .findings import Finding, demand
from .ledger import Known, Ledger, Pending
from .orders import Order


def run(calm: pathlib.Path, orders: list[Order]) -> int:
    """Proves every check on copies of a sound folder; how many there were."""
    tampered = [
        ("is not there", lambda data: first(data, "archives/*.zip").unlink()),
        ("is not there", lambda data: first(data, "archives/*.csv").unlink()),
        ("is not there", lambda data: first(data, "datasets/*").unlink()),
        ("other bytes", lambda data: flip(first(data, "archives/*.zip"))),
        ("other bytes", lambda data: flip(first(data, "labels/*"))),
        ("bytes, not", lambda data: shorten(first(data, "datasets/*"))),
        ("is no row's", lambda data: (data / "archives" / "left.part").touch()),
        ("is no row's", lambda data: change(data, "DELETE FROM jobs WHERE sequence = 1")),
        ("foreign_key_check", lambda data: change(data, "UPDATE jobs SET dataset_id = 'none'")),
    ]
    for words, tamper in tampered:
        data = calm.with_name("proof")
        shutil.copytree(calm, data)
        tamper(data)
        expect(words, lambda data=data: Audit(data).check_rows().check_files())
        shutil.rmtree(data)
    return len(tampered) + prove_ledger(orders[0])


def prove_ledger(order: Order) -> int:
    """The same of what is held against the listing."""
    document = {
        "id": "A",
        "state": "succeeded",
        "dataset": {"sha256": order.dataset_sha256},
        "options": dict(order.options),
        "archive": {"sha256": order.archive_sha256},
        "error": None,
    }
    failed = {"state": "failed", "error": {"type": "/problems/poison"}}
    wrong: list[tuple[str, list[dict], Ledger]] = [
        ("are gone", [], ledger(order)),
        ("listed twice", [document, document], ledger(order)),
        ("nobody asked for", [document, {**document, "id": "B"}], ledger(order)),
        ("has failed", [{**document, **failed}], ledger(order)),
        ("is not that of a calm run", [{**document, "archive": {"sha256": ""}}], ledger(order)),
        ("was succeeded", [{**document, "state": "queued"}], ledger(order, state="succeeded")),
        ("was cancelled", [document], ledger(order, cancelled=True)),
        ("is not what was ordered", [{**document, "options": {"seed": 9}}], ledger(order)),
    ]
    for words, listing, book in wrong:
        expect(words, lambda book=book, listing=listing: book.check(Shown(listing)))
    lost = ledger(order)
    lost.pending.append(Pending(order, None))
    lost.check(Shown([document, {**document, "id": "B"}]))
    twice = [document, {**document, "id": "B"}, {**document, "id": "C"}]
    expect("a second of one", lambda: lost.check(Shown(twice)))
    prove_guesses(order)
    return len(wrong) + 2


def prove_guesses(order: Order) -> None:
    """A key may belie a guess whose job another POST can have made, and no other guess."""

    def one(key: str, job: str | None = None) -> Pending:
        return Pending(order, key, job=job)

    book = Ledger(with_keys=True)
    other = one("other")
    book.pending = [other]
    book.resolve(one("key", job="A"), "B")
    demand(other.job == "A", "the job of a wrong guess is nobody's")
    expect("had made", lambda: book.resolve(one("key", job="C"), "B"))


class Shown:
    """In a client's place: a service that lists what it is told to."""

    def __init__(self, jobs: list[dict]):
        self.jobs = jobs

    def listing(self, what: str) -> list[dict]:
        """The jobs; no datasets."""
        return copy.deepcopy(self.jobs) if what == "jobs" else []


def ledger(order: Order, state: str = "queued", cancelled: bool = False) -> Ledger:
    """A ledger of one acknowledged job."""
    book = Ledger()
    book.jobs["A"] = Known(order, None, state)
    if cancelled:
        book.asked.add("A")
        book.cancelled.add("A")
    return book


def expect(words: str, check: Callable[[], object]) -> None:
    """Demands that a check finds what is wrong, and says it in these words."""
    try:
        check()
    except Finding as finding:
        demand(words in str(finding), f"a check says ‘{finding}’ instead of ‘{words}’")
        return
    raise Finding(f"a check does not find what is wrong: {words}")


def first(data: pathlib.Path, pattern: str) -> pathlib.Path:
    """The first file of that pattern."""
    return min(data.glob(pattern))


def flip(path: pathlib.Path) -> None:
    """Changes one bit in the middle of a file."""
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


def shorten(path: pathlib.Path) -> None:
    """Cuts the last byte off."""
    path.write_bytes(path.read_bytes()[:-1])


def change(data: pathlib.Path, statement: str) -> None:
    """Changes rows behind the service's back."""
    store = sqlite3.connect(data / "jobs.sqlite")
    store.execute(statement)
    store.commit()
    store.close()
