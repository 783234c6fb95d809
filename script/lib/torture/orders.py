# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Datasets of several sorts, options for them, and what has to come of the two."""

import csv
import hashlib
import pathlib
import subprocess
import zipfile
from dataclasses import dataclass, field


def digest_of(path: pathlib.Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass
class Order:
    """A dataset with options; `archive_sha256` is the digest of what a calm run makes of it."""

    name: str
    dataset: pathlib.Path
    options: dict[str, str | int | float] = field(default_factory=dict)
    labels: pathlib.Path | None = None
    dataset_sha256: str = ""
    archive_sha256: str = ""
    archive_bytes: int = 0

    def __post_init__(self) -> None:
        self.dataset_sha256 = digest_of(self.dataset)

    def fits(self, document: dict) -> bool:
        """Whether a job's document tells of this order."""
        return document["dataset"]["sha256"] == self.dataset_sha256 and all(
            str(document["options"][name]) == str(value) for name, value in self.options.items()
        )


def make(binary: str, folder: pathlib.Path) -> list[Order]:
    """The orders of a run: jobs of a tenth of a second to some seconds."""

    def sample(name: str, counts: str, size: int, seed: int) -> pathlib.Path:
        path = folder / f"{name}.zip"
        flags = ["--counts", counts, "--size", str(size), "--seed", str(seed)]
        subprocess.run([binary, "sample", path, *flags], check=True, capture_output=True)
        return path

    small = sample("small", "12,40,30", 96, 1)
    middle = sample("middle", "30,160,90", 256, 2)
    large = sample("large", "60,340,260", 384, 3)
    bad = damaged(small, folder / "bad.zip")
    flat, labels = flattened(small, folder)
    return [
        Order("small", small, {"seed": 1}),
        Order("original", small, {"size": "original", "strategy": "hybrid", "seed": 2}),
        Order("middle", middle, {"size": 224, "seed": 3}),
        Order("fewer", middle, {"strategy": "undersample", "size": "original", "seed": 4}),
        Order(
            "bad",
            bad,
            {"size": 64, "augment": "rotate:10,noise:4", "compose": "all", "seed": 5},
        ),
        Order("labels", flat, {"size": 48, "test": 0.25, "seed": 6}, labels),
        Order("large", large, {"size": 512, "seed": 7}),
    ]


def balance(binary: str, order: Order, folder: pathlib.Path) -> str:
    """The digest of what the command line makes of an order."""
    output = folder / f"{order.name}.balanced.zip"
    flags = [
        text
        for name, value in order.options.items()
        for text in (f"--{name.replace('_', '-')}", str(value))
    ]
    labels = ["--labels", str(order.labels)] if order.labels else []
    command = [binary, "balance", str(order.dataset), "-o", str(output), *flags, *labels]
    subprocess.run(command, check=True, capture_output=True)
    digest = digest_of(output)
    output.unlink()
    return digest


def damaged(source: pathlib.Path, path: pathlib.Path) -> pathlib.Path:
    """The same dataset with images cut short: found when decoded, so a second plan is made."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for number, name in enumerate(sorted(old.namelist())):
            data = old.read(name)
            if number % 17 == 5:
                data = data[: len(data) * 2 // 3]
            new.writestr(zipfile.ZipInfo(name), data)
    return path


def flattened(
    source: pathlib.Path, folder: pathlib.Path
) -> tuple[pathlib.Path, pathlib.Path]:
    """The same images in no folders, with a table that tells their classes."""
    path, table = folder / "flat.zip", folder / "labels.csv"
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(path, "w") as new,
        open(table, "w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(["file", "label"])
        for name in sorted(old.namelist()):
            if name.endswith("/"):
                continue
            place, _, image = name.rpartition("/")
            flat = f"{place.replace('/', '_')}_{image}"
            new.writestr(zipfile.ZipInfo(flat), old.read(name))
            writer.writerow([flat, place.rpartition("/")[2]])
    return path, table
