"""Measure `substitutions`: phrases for which there is a better one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.measure.phrases.engine import compile_any, import_regex
from tunelint.measure.phrases.search import SECONDS, Looker, Search, plain, same
from tunelint.measure.terms.recase import recase
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_GROUP = re.compile(r"\$\{?(\d+)\}?")


class SubstitutionsMeasure:
    """The avoided phrases of each passage; the note is what to write, with `|` between several choices.

    `swap`: pairs of a pattern and what to write instead. A match that already is what to write is left alone.
    The longest patterns are tried first. A replacement takes the capitals of what it replaces unless `case`.
    """

    name = "substitutions"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        swap: tuple[tuple[str, str], ...],
        unless: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
        words: bool = True,
        case: bool = False,
    ) -> None:
        del settings
        self._pairs = sorted(swap, key=lambda pair: -len(pair[0]))
        self._case = case
        self._search = Search(
            [f"(?P<swap{number}>{pattern})" for number, (pattern, _) in enumerate(self._pairs)],
            words=words,
            case=case,
            only=only,
            unless=unless,
        )
        self._looker = Looker(self._look, self._search)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> list[Found]:
        found = []
        for block, match in self._search.find(text):
            groups = match.groupdict().items()
            name = next(name for name, words in groups if words is not None and name.startswith("swap"))
            pattern, better = self._pairs[int(name.removeprefix("swap"))]
            better = _filled(better, pattern, match[name]) if "$" in better else better
            seen = match[0].strip()
            if not self._is(seen, better):
                found.append(Found(*block.span(*match.span()), self._cased(better, seen, pattern)))
        return found

    def _cased(self, better: str, seen: str, pattern: str) -> str:
        if self._case or same(better, seen, case=False):
            return better
        return "|".join(recase(choice, seen, choice, pattern) for choice in better.split("|"))

    def _is(self, seen: str, better: str) -> bool:
        """Whether what was seen is already one of the better phrases."""
        if plain(better):
            return seen == better
        regex = import_regex()
        try:
            return regex.fullmatch(better, seen, 0 if self._case else regex.IGNORECASE) is not None
        except regex.error:
            return seen == better


def _filled(better: str, pattern: str, seen: str) -> str:
    """What to write, with the groups of the pattern in the places of `$1` and its like."""
    match = compile_any((pattern,), case=False).fullmatch(seen, timeout=SECONDS)
    if match is None:
        return better
    groups = ["", *match.groups("")]
    return _GROUP.sub(lambda place: groups[int(place[1])] if int(place[1]) < len(groups) else "", better)
