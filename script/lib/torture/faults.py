# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""To be written."""

from .field import Field
from .findings import Skipped


def run(field: Field) -> str:
    """Nothing yet."""
    raise Skipped("not yet")
