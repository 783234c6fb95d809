# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What one part of the torture is given: a place, chances, orders, a way to tell of it."""

import pathlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from .orders import Order
from .server import Server


@dataclass
class Field:
    """Where one part takes place; `random` depends on the seed and the part alone."""

    binary: str
    root: pathlib.Path
    rounds: int
    random: random.Random
    orders: list[Order]
    promises: frozenset[str]
    is_short: bool
    failures: list[Exception] = field(default_factory=list)

    def server(self, name: str, flags: Sequence[str] = ()) -> Server:
        """A server on a new data folder, with little to be left free on the disk."""
        data = self.root / name
        data.mkdir()
        flags = flags or ("--min-free-bytes", str(64 << 20))
        return Server(self.binary, data, self.root / f"{name}.log", flags)

    def order(self, name: str) -> Order:
        """The order of that name."""
        return next(order for order in self.orders if order.name == name)

    def say(self, text: str) -> None:
        """Tells of a round, and ends the part where a client's thread has had a finding."""
        print("    " + text, flush=True)
        self.check()

    def check(self) -> None:
        """Ends the part where a client's thread has had a finding."""
        if self.failures:
            raise self.failures[0]
