# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""What ends a part of the torture early."""


class Finding(Exception):
    """A promise that was broken."""


class Skipped(Exception):
    """What cannot be done on this machine, and why."""


def demand(condition: object, sentence: str) -> None:
    """Ends the part with a finding unless the condition holds."""
    if not condition:
        raise Finding(sentence)


def brief(document: dict) -> str:
    """What of a job's document tells how it stands."""
    names = ("id", "state", "phase", "started_at", "finished_at", "progress", "archive", "error")
    return ", ".join(f"{name}: {document.get(name)}" for name in names)
