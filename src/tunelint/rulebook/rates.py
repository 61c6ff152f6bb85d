"""How often a rule fires on clean data, as `tests/bench/rates.py` measured it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


def false_alarms(rule_id: str) -> str:
    """The rate of a rule's findings on clean data in words; empty where it was not measured."""
    rates = _rates()
    if rule_id not in rates.get("found", {}):
        return ""
    found, rows = rates["found"][rule_id], rates["rows"]
    return f"{found:,} of {rows:,} clean rows ({found / rows:.2%}), measured {rates['measured']}"


@cache
def _rates() -> dict[str, Any]:
    path = resources.files("tunelint.rulebook") / "rates.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
