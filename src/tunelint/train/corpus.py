"""Neutral passages and hand-written pairs: what the voice weights are learned from."""

from __future__ import annotations

import gzip
import json
import random
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from tunelint.profile.habits.counting import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SPAN_LENGTHS = (5, 8, 12, 18, 27, 40, 60, 90, 130, 200, 300)
"""Lengths in words at which the length correction is learned."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts with the same content, at the two ends of one axis of tone."""

    axis: str
    high: str
    low: str


def neutral_passages() -> list[str]:
    """The passages of data/neutral.jsonl.gz, in their fixed order."""
    packed = files(__package__).joinpath("data", "neutral.jsonl.gz").read_bytes()
    return [json.loads(line)["text"] for line in gzip.decompress(packed).decode().splitlines()]


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of axis files (TOML with `name` and `[[pairs]]` of `high` and `low`), sorted by path."""
    found = []
    for path in sorted(paths):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [Pair(table["name"], pair["high"], pair["low"]) for pair in table["pairs"]]
    return found


def neutral_spans(passages: Iterable[str], per_length: int, seed: int) -> list[str]:
    """Runs of whole sentences of about each length in SPAN_LENGTHS, at most `per_length` of each."""
    chance = random.Random(seed)
    cut = [[text[slice(*span)].strip() for span in sentences(text)] for text in passages]
    cut = [found for found in cut if found]
    spans: list[str] = []
    for length in SPAN_LENGTHS:
        kept = 0
        for _ in range(per_length * 40):
            text = _run(chance.choice(cut), length, chance)
            if 0.75 * length <= len(text.split()) <= 1.35 * length:
                spans.append(text)
                kept += 1
            if kept == per_length:
                break
    return list(dict.fromkeys(spans))


def _run(found: list[str], length: int, chance: random.Random) -> str:
    taken: list[str] = []
    words = 0
    for sentence in found[chance.randrange(len(found)) :]:
        if words >= 0.8 * length:
            break
        taken.append(sentence)
        words += len(sentence.split())
    return " ".join(taken)
