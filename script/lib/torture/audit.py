# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Looks at a data folder that no process writes to: rows, files, and whether they agree."""

import pathlib
import shutil
import sqlite3
import tempfile

from .findings import demand
from .orders import digest_of

FINISHED = "succeeded"
UNFINISHED = ("queued", "running", "cancelling")
PRODUCTS = (".zip", ".csv", ".weights.json")


class Audit:
    """The rows of a copy of the store, and the files beside it.

    `doubtful` are jobs that somebody asked to remove and got no answer: their files go first.
    """

    def __init__(self, data: pathlib.Path, doubtful: frozenset[str] = frozenset()):
        self.data = data
        self.doubtful = doubtful
        with tempfile.TemporaryDirectory() as folder:
            for path in data.glob("jobs.sqlite*"):
                # The index of the log is made anew; a copy of it could only mislead.
                if not path.name.endswith("-shm"):
                    shutil.copy(path, folder)
            store = sqlite3.connect(pathlib.Path(folder, "jobs.sqlite"))
            store.row_factory = sqlite3.Row
            try:
                self.integrity = [row[0] for row in store.execute("PRAGMA integrity_check")]
                self.orphans = [tuple(row) for row in store.execute("PRAGMA foreign_key_check")]
                has_tables = store.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
                self.jobs = store.execute("SELECT * FROM jobs").fetchall() if has_tables else []
                self.datasets = (
                    store.execute("SELECT * FROM datasets").fetchall() if has_tables else []
                )
            finally:
                store.close()

    def check_rows(self) -> "Audit":
        """The store is sound, and every row has the files that it promises."""
        demand(self.integrity == ["ok"], f"integrity_check: {self.integrity}")
        demand(not self.orphans, f"foreign_key_check: {self.orphans}")
        for row in self.datasets:
            self._check_file("datasets", row["file"], row["bytes"], row["sha256"])
        for job in self.jobs:
            name, state = job["id"], job["state"]
            if state == FINISHED and name not in self.doubtful:
                self._check_file(
                    "archives", name + ".zip", job["archive_bytes"], job["archive_sha256"]
                )
                for end in PRODUCTS[1:]:
                    self._check_file("archives", name + end)
            if job["labels_file"] is not None and name not in self.doubtful:
                self._check_file("labels", job["labels_file"], None, job["labels_sha256"])
            demand(
                job["dataset_id"] is not None or state not in UNFINISHED,
                f"job {name} is {state} and has no dataset",
            )
        return self

    def _check_file(
        self, folder: str, name: str, count: int | None = None, digest: str | None = None
    ) -> None:
        path = self.data / folder / name
        demand(path.exists(), f"{folder}/{name} is some row's and is not there")
        size = path.stat().st_size
        demand(count in (None, size), f"{folder}/{name} has {size} bytes, not {count}")
        if digest is not None:
            demand(digest_of(path) == digest, f"{folder}/{name} has other bytes than its row says")

    def check_files(self) -> "Audit":
        """Every file is some row's: to be asked after a start has swept, or an orderly end."""
        wanted = {("datasets", row["file"]) for row in self.datasets}
        working = set()
        for job in self.jobs:
            if job["labels_file"] is not None:
                wanted.add(("labels", job["labels_file"]))
            if job["state"] == FINISHED:
                wanted |= {("archives", job["id"] + end) for end in PRODUCTS}
            if job["state"] in UNFINISHED:
                working.add(job["id"])
        for folder in ("datasets", "labels", "archives"):
            for path in (self.data / folder).iterdir():
                is_work = folder == "archives" and path.name.partition(".")[0] in working
                demand(
                    is_work or (folder, path.name) in wanted, f"{folder}/{path.name} is no row's"
                )
        return self
