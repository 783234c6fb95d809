# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What undisturbed runs make of the orders: on a server, and on the command line."""

import pathlib
import time

from .audit import Audit
from .client import Client
from .findings import brief, demand
from .ledger import FINAL
from .orders import Order, balance, digest_of, make
from .server import Server


def orders(binary: str, root: pathlib.Path) -> list[Order]:
    """The orders, with the digests of the archives that have to come of them."""
    made = make(binary, root)
    data = root / "calm"
    data.mkdir()
    server = Server(binary, data, root / "calm.log", ())
    server.start()
    try:
        client = Client(server.port)
        names = []
        for order in made:
            answer = client.post(order)
            demand(answer.status == 202, f"{order.name}: {answer}")
            names.append(answer.json["id"])
        for order, name in zip(made, names, strict=True):
            end = wait(client, name)
            demand(end["state"] == "succeeded", f"{order.name}: {end['error']}")
            order.archive_sha256 = end["archive"]["sha256"]
            order.archive_bytes = end["archive"]["bytes"]
            path = data / "archives" / f"{name}.zip"
            demand(digest_of(path) == order.archive_sha256, f"{order.name}: another digest")
        server.stop()
    finally:
        server.kill()
    Audit(data).check_rows().check_files()
    for order in made:
        demand(
            balance(binary, order, root) == order.archive_sha256,
            f"{order.name}: the server and the command line make different archives",
        )
    return made


def wait(client: Client, name: str, within: float = 120) -> dict:
    """The document of a job that has ended."""
    deadline = time.monotonic() + within
    while True:
        document = client.job(name)
        if document["state"] in FINAL:
            return document
        demand(time.monotonic() < deadline, f"job {name} does not end: {brief(document)}")
        time.sleep(0.03)
