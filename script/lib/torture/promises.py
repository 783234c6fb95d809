# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What the service promises beside what it always has; a promise that is not made is not checked.

A promise is made by adding its name to `MADE`; `--promises` tries others for one run.
"""

# Idempotency-Key: the same key and request give the same job, also after a restart.
IDEMPOTENCY = "idempotency"
# DELETE works on a disk that is full to the last byte.
BALLAST = "ballast"
# Below a floor no job begins: what waits on a full disk is not failed by it.
HARD_FLOOR = "hard-floor"
# A killed job goes on from its last checkpoint.
RESUME = "resume"
# No job ends before it began, whatever the clock does.
DURATIONS = "durations"
# A start under a clock that is far ahead removes nothing, although jobs were made under it before.
CLOCK_MEMORY = "clock-memory"

ALL = (IDEMPOTENCY, BALLAST, HARD_FLOOR, RESUME, DURATIONS, CLOCK_MEMORY)
MADE: frozenset[str] = frozenset((IDEMPOTENCY, BALLAST, HARD_FLOOR, RESUME))


def parse(text: str) -> frozenset[str]:
    """Names of promises, comma-separated; `all`, or `made` for those of this version."""
    if text == "made":
        return MADE
    names = frozenset(ALL if text == "all" else text.split(","))
    unknown = sorted(names - frozenset(ALL))
    if unknown:
        raise ValueError(f"no such promise: {', '.join(unknown)}; there are {', '.join(ALL)}")
    return names
