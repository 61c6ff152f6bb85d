"""Measure `language`: which language a passage is written in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.prose import mask, protected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

MIN_LETTERS, SURE_LETTERS = 10, 20
"""Shorter texts are not judged, or not reliable: `OK` and `Ja` are the same in many languages."""

_ENOUGH = 20_000
_LETTER = re.compile(r"[^\W\d_]")


class Language(NamedTuple):
    """An ISO 639-1 code, the detector's score from 0 to 1, and whether the detector calls it reliable."""

    code: str
    score: float
    reliable: bool


class LanguageMeasure:
    """The language of each passage without its code and addresses; None below `MIN_LETTERS` letters."""

    name = "language"
    version = 4
    value = Language | None
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Language | None]:
        """One language, or None, for each passage."""
        return [detect(mask(passage.text, protected(passage.text))) for passage in passages]


def detect(text: str) -> Language | None:
    """The language of a text by eldc, offline; None for fewer than `MIN_LETTERS` letters or no answer."""
    letters = len(_LETTER.findall(text))
    if letters < MIN_LETTERS:
        return None
    plain = text[:_ENOUGH].replace("\0", " ").encode("utf-8", "replace").decode()
    found = _detector().detect_details(plain)
    if found.language == "und":
        return None
    return Language(
        found.language,
        float(found.scores.get(found.language, 0.0)),
        bool(found.reliable) and letters >= SURE_LETTERS,
    )


@cache
def _detector() -> Any:
    import eldc

    eldc.init()
    return eldc
