"""Prices as people write them: `25/1M`, `$3.00/1M`, `0.008/1K`."""

from __future__ import annotations

import re
from typing import NamedTuple

from tunelint.model.errors import fail

_PRICE = re.compile(
    r"\s*([^\d\s.,/+-]{0,4})\s*(\d+(?:\.\d+)?)\s*([^\d\s./+-]{0,4})\s*/\s*(\d*)\s*([kKmM]?)(?:\s?tok\w*)?\s*"
)
_FACTOR = {"": 1, "k": 1_000, "m": 1_000_000}


class Price(NamedTuple):
    """What one token costs, and the currency as it was written (empty where none was)."""

    per_token: float
    currency: str = ""

    def of(self, tokens: float) -> float:
        """What some tokens cost."""
        return self.per_token * tokens


def parse_price(text: str, where: str) -> Price:
    """The price of a token; `where` names the option for the error where it cannot be read."""
    match = _PRICE.fullmatch(text)
    if match is None or int(match[4] or 1) == 0:
        raise fail(where, f"“{text}” is no price", "write an amount for a number of tokens, such as 25/1M")
    tokens = int(match[4] or 1) * _FACTOR[match[5].lower()]
    return Price(float(match[2]) / tokens, match[1] or match[3])


def money(amount: float, currency: str = "") -> str:
    """An amount with two decimals, or with as many as it takes to see it."""
    digits = 2 if amount == 0 or abs(amount) >= 0.01 else 6
    text = f"{amount:,.{digits}f}"
    return f"{currency}{text}" if len(currency) <= 1 else f"{text} {currency}"
