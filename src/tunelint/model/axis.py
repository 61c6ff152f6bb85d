"""Axes of tone: what they are called, and those that a team adds by pairs of its own."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError
from tunelint.model.toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.toml import Document

FEWEST_PAIRS = 12
"""Pairs that an axis needs: the twelfth still moves its direction, and fewer follow their topics."""
_ENDS = ("high", "low")


@dataclass(frozen=True, slots=True)
class Axis:
    """A named axis of tone and how its two ends are called ("more formal", "more casual")."""

    name: str
    high: str
    low: str
    unmarked: str = ""
    """`low` where most text lies at the low end, so that lying there says little."""
    digest: str = ""
    """Hash of the pairs of a team's own axis; empty for built-in ones."""
    shows: tuple[tuple[str, float], ...] = ()
    """The counted habits that bear the axis out, and their weights: below 0 where fewer of them show the high
    end."""
    marked: tuple[float, float] = (0.0, 0.0)
    """How far these habits stray, weighed and summed, at the high and the low end of most of its pairs."""
    unmarked_share: tuple[float, float] = (1.0, 1.0)
    """Share of the high ends and of the low ends in which these habits hardly stray."""


@dataclass(frozen=True, slots=True)
class OwnAxis:
    """An axis that a team adds: its names, and pairs of texts with one content at its high and low end."""

    axis: Axis
    pairs: tuple[tuple[str, str], ...]


def read_own_axis(path: str, shown: str, axis: Axis) -> OwnAxis:
    """The axis with the pairs of a TOML file; what is wrong in the file as one user error.

    The file holds `[[pairs]]` with `high` and `low`. Its own `high`, `low` and `unmarked` stand in for those
    that `axis` leaves empty; without any the ends are "more NAME" and "less NAME". `shown` names the file in
    errors.
    """
    document = read_toml(Path(path), shown)
    problems: list[Problem] = []
    pairs = tuple(dict.fromkeys(_pairs(document, problems)))
    if not problems and len(pairs) < FEWEST_PAIRS:
        number = f"{len(pairs)} different pair{'' if len(pairs) == 1 else 's'}"
        hint = "[[pairs]] with high and low: one content in two tones, as different in topic as you can"
        problems.append(Problem(shown, f"{number} for an axis of tone, {FEWEST_PAIRS} are needed", hint))
    if problems:
        raise UserError(*problems)
    digest = blake2b("\0".join(text for pair in pairs for text in pair).encode(), digest_size=8).hexdigest()
    named = {
        key: str(getattr(axis, key) or document.data.get(key, "")) for key in ("high", "low", "unmarked")
    }
    high, low = named["high"] or f"more {axis.name}", named["low"] or f"less {axis.name}"
    return OwnAxis(Axis(axis.name, high, low, named["unmarked"], digest), pairs)


def _pairs(document: Document, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    found: Any = document.data.get("pairs", [])
    if not isinstance(found, list):
        problems.append(Problem(document.where("pairs"), "“pairs” is no list of tables", "write [[pairs]]"))
        return
    for number, pair in enumerate(found, 1):
        texts = [pair.get(end) if isinstance(pair, dict) else None for end in _ENDS]
        if not all(isinstance(text, str) and any(map(str.isalpha, text)) for text in texts):
            hint = "both are texts with the same content in two tones"
            problems.append(Problem(document.path, f"pair {number} lacks “high” or “low”", hint))
        elif texts[0] == texts[1]:
            problems.append(Problem(document.path, f"“high” and “low” of pair {number} are the same text"))
        else:
            yield str(texts[0]), str(texts[1])
