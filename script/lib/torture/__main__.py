# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""The front of the parts: reads the arguments, runs each part, and sums up."""

import argparse
import pathlib
import random
import shutil
import sys
import tempfile
import time
import traceback

from . import calm, clock, disk, faults, kill, promises, proof
from .field import Field
from .findings import Finding, Skipped

PARTS = {"kill": kill.run, "disk": disk.run, "faults": faults.run, "clock": clock.run}
SHORT_ROUNDS = {"kill": 12, "faults": 6}


def parse() -> argparse.Namespace:
    """The arguments, checked."""
    parser = argparse.ArgumentParser(prog="script/torture")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--promises", default="made")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.seed is None:
        arguments.seed = 1 if arguments.short else random.SystemRandom().randrange(1 << 32)
    arguments.only = arguments.only.split(",")
    unknown = sorted(set(arguments.only) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    try:
        arguments.promises = promises.parse(arguments.promises)
    except ValueError as error:
        parser.error(str(error))
    return arguments


def attempt(name: str, field: Field) -> tuple[str, str]:
    """Runs a part; how it ended, and what there is to say of it."""
    try:
        return "ok", PARTS[name](field)
    except Skipped as reason:
        return "SKIPPED", str(reason)
    except Finding as finding:
        return "FINDING", str(finding)[:1000]
    except Exception as error:  # noqa: BLE001
        # The driver has a fault of its own, or met what it does not know.
        traceback.print_exc()
        return "FINDING", repr(error)[:1000]


def main() -> int:
    """Runs the parts in their order; 1 where there was a finding."""
    arguments = parse()
    root = pathlib.Path(tempfile.mkdtemp(prefix="equipoise-torture-"))
    print(f"torture: seed {arguments.seed}, {arguments.binary}, in {root}", flush=True)
    rows = []
    began = time.monotonic()
    try:
        orders = calm.orders(arguments.binary, root)
        proofs = proof.run(root / "calm", orders)
        what = f"{len(orders)} archives; {proofs} checks have failed where they should"
        rows.append(("calm", "ok", time.monotonic() - began, what))
    except Exception as error:  # noqa: BLE001
        traceback.print_exc()
        rows.append(("calm", "FINDING", time.monotonic() - began, str(error)))
        arguments.only = []
    for name in arguments.only:
        began = time.monotonic()
        print(f"  {name}", flush=True)
        rounds = SHORT_ROUNDS.get(name, 1) if arguments.short else arguments.rounds
        chance = random.Random(f"{arguments.seed} {name}")
        field = Field(
            arguments.binary, root, rounds, chance, orders, arguments.promises, arguments.short
        )
        end, what = attempt(name, field)
        rows.append((name, end, time.monotonic() - began, what))
    print()
    for name, end, seconds, what in rows:
        print(f"  {name:<7} {end:<8} {seconds:7.1f} s  {what}")
    has_findings = any(end == "FINDING" for _, end, _, _ in rows)
    if has_findings or arguments.keep:
        print(f"torture: folders and logs are kept in {root}; --seed {arguments.seed} once more")
    else:
        shutil.rmtree(root)
    return 1 if has_findings else 0


if __name__ == "__main__":
    sys.exit(main())
