"""Edited copies of texts, as people and crawlers leave them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_OTHER = ["often", "stone", "garden", "walks", "bright", "seven", "paper", "cold", "under", "train", "letter"]


def edit(text: str, share: float, random: Random) -> str:
    """The text with a share of its longer words exchanged, dropped or doubled; one at least."""
    parts = re.split(r"(\W+)", text)
    places = [number for number, part in enumerate(parts) if part.isalpha() and len(part) > 3]
    for number in random.sample(places, min(len(places), max(1, round(share * len(places))))):
        new = random.choice(_OTHER)
        parts[number] = random.choice([new, new, new, "", f"{parts[number]} {new}"])
    return "".join(parts)
