"""Measure `misspelt`: words that no dictionary knows."""

from __future__ import annotations

import re
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tunelint.measure.phrases.blocks import HIDDEN
from tunelint.measure.phrases.engine import compile_any
from tunelint.measure.phrases.scope import check_parts, parts
from tunelint.measure.phrases.search import SECONDS, Looker
from tunelint.model.errors import fail
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = re.compile(r"[A-Z][a-z]+[A-Z]+\w*|[A-Z]+")
"""Names in mixed capitals and acronyms, which no dictionary can know."""

_JOINS = frozenset("_@#/\\.&+=~-" + HIDDEN)
_REMEMBERED = 200_000


class MisspeltMeasure:
    """The misspelt words of each passage; the note is the word.

    `dictionaries`: paths of the `.aff` and `.dic` of Hunspell dictionaries; without one, American English.
    `accept`: words that are well, in any case. `filters`: patterns; a word in which one matches is not looked
    at. `names`: names in mixed capitals and acronyms are looked at, too.
    """

    name = "misspelt"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        dictionaries: tuple[str, ...] = (),
        accept: tuple[str, ...] = (),
        unless: tuple[str, ...] = (),
        filters: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
        names: bool = False,
    ) -> None:
        del settings
        check_parts(only)
        self._only, self._names = only, names
        given = (path.removesuffix(".aff").removesuffix(".dic") for path in dictionaries)
        self._dictionaries = tuple(dict.fromkeys(given)) or (str(_packaged()),)
        for path in self._dictionaries:
            if not Path(f"{path}.dic").is_file() or not Path(f"{path}.aff").is_file():
                raise fail("option dictionaries", f"no such dictionary: {path}.dic with {path}.aff")
        self._accept = frozenset(word.casefold() for word in accept)
        self._filters = compile_any(filters, case=True) if filters else None
        self._unless = compile_any(unless, case=False) if unless else None
        self._known: dict[str, bool] = {}
        self._looker = Looker(self._look)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage."""
        return self._looker(passages)

    def _look(self, text: str) -> list[Found]:
        found = []
        for block in parts(text, self._only):
            for match in _WORD.finditer(block.text):
                word = match[0].replace("’", "'")
                if not _joined(block.text, *match.span()) and not self._is_known(word):
                    found.append(Found(*block.span(*match.span()), match[0]))
        return found

    def _is_known(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._known) < _REMEMBERED:
                self._known[word] = known
        return known

    def _look_up(self, word: str) -> bool:
        if len(word) == 1 or word.casefold() in self._accept or (not self._names and _NAME.fullmatch(word)):
            return True
        for pattern in (self._filters, self._unless):
            if pattern and pattern.search(word, timeout=SECONDS):
                return True
        return any(_dictionary(path).lookup(word) for path in self._dictionaries)


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of something that is no plain word, as in `a_word`, `v2` or `x=1`."""
    before, after, beyond = (
        text[start - 1 : start] if start else "",
        text[end : end + 1],
        text[end + 1 : end + 2],
    )
    if before.isdigit() or after.isdigit() or before in _JOINS:
        return True
    return after in _JOINS and bool(beyond.strip())


@cache
def _dictionary(path: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves closing its files to the collector
        return _spylls().Dictionary.from_files(path)


def _packaged() -> Path:
    return Path(_spylls().__file__).parent / "data" / "en" / "en_US"


def _spylls() -> Any:
    try:
        import spylls.hunspell
    except ImportError as error:
        what = "spelling needs the package spylls"
        raise fail("option dictionaries", what, 'pip install "tunelint[vale]"') from error
    return spylls.hunspell
