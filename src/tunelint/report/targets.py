"""What becomes of the data at providers and trainers, in a few lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.outcome import Outcome, Standing

_VERBS = {"rejected": "refuses", "dropped": "drops", "altered": "alters", "harmful": "takes to no good"}
_STANDINGS = (("uncertain", "perhaps in"), ("dropped", "loses rows in"), ("rejected", "refused by"))
_REASONS = 4
"""Targets whose reason is told; the rest are named."""


def target_lines(outcome: Outcome) -> list[str]:
    """One line for each named target that loses rows, or one that says where the data would load."""
    return [*_losses(outcome), *([_loads(outcome)] if outcome.standings else [])]


def _losses(outcome: Outcome) -> Iterator[str]:
    for name, losses in groupby(outcome.losses(), key=lambda loss: loss.name):
        rows = {loss.outcome: loss.rows for loss in losses}
        told = [f"{verb} {rows[key]:,}" for key, verb in _VERBS.items() if key in rows]
        yield f"{name}: {', '.join(told)} of {len(outcome.rows):,} row{'s'[: len(outcome.rows) != 1]}."


def _loads(outcome: Outcome) -> str:
    taking = [standing.target for standing in outcome.standings if standing.outcome == "accepted"]
    lines = [f"Loads in: {', '.join(taking)}" if taking else "Loads nowhere as it is"]
    for result, words in _STANDINGS:
        found = [standing for standing in outcome.standings if standing.outcome == result]
        if found:
            lines.append(f"{words}: {', '.join(_named(found))}")
    return "; ".join(lines) + "."


def _named(standings: list[Standing]) -> Iterator[str]:
    told: set[str] = set()
    for standing in standings:
        fresh = standing.reason not in told and len(told) < _REASONS
        told.add(standing.reason)
        yield f"{standing.target} ({standing.reason})" if fresh else standing.target
