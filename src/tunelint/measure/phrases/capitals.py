"""Measure `capitals`: headings and other parts that are not written in the wanted letter case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.measure.phrases.engine import compile_any
from tunelint.measure.phrases.scope import check_parts, parts
from tunelint.measure.phrases.search import SECONDS, Looker
from tunelint.model.phrase import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

_TOKEN = re.compile(r"[^\W_*][^\s]*")
_SMALL = frozenset(
    "a an and as at but by en for if in nor of off on or out per so the to up v v. via vs vs. yet".split()  # noqa: SIM905
)
_LONG = frozenset(
    {
        "about",
        "above",
        "after",
        "among",
        "before",
        "behind",
        "below",
        "between",
        "from",
        "into",
        "over",
        "than",
        "through",
        "under",
        "until",
        "with",
    }
)


class CapitalsMeasure:
    """The parts of each passage that are not written as `match` says; the note is how they should be.

    `match`: `$sentence`, `$title`, `$lower`, `$upper`, or a pattern. `unless`: patterns of words that keep
    their own case. `indicators`: endings of words after which a sentence starts anew. `style`: `AP` or
    `Chicago`, for titles: Chicago keeps long prepositions small. `threshold`: the share of words above which
    a part counts as written so.
    """

    name = "capitals"
    version = 2
    value = tuple[Found, ...] | str
    reads: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0913 - the options of a rule
        self,
        settings: Settings,
        *,
        match: str,
        unless: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
        indicators: tuple[str, ...] = (),
        style: str = "AP",
        threshold: float = 0.8,
    ) -> None:
        del settings
        check_parts(only)
        self._match, self._only, self._indicators = match, only, indicators
        self._threshold = threshold
        self._small = _SMALL | _LONG if style == "Chicago" else _SMALL
        self._unless = compile_any(unless, case=True) if unless else None
        self._pattern = None if match.startswith("$") else compile_any((match,), case=True)
        self._looker = Looker(self._look)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages)

    def _look(self, text: str) -> list[Found]:
        found = []
        for block in parts(text, self._only):
            bare = block.text.strip()
            start = block.text.index(bare)
            if bare and (better := self._better(bare)) is not None:
                found.append(Found(*block.span(start, start + len(bare)), better))
        return found

    def _better(self, text: str) -> str | None:
        """How the text should be written; None where it is well."""
        if self._pattern:
            well = self._pattern.search(text, timeout=SECONDS) or self._kept(text)
            return None if well else ""
        if self._match in {"$lower", "$upper"}:
            better = text.lower() if self._match == "$lower" else text.upper()
            return None if better == text or self._kept(text) else better
        words = list(_TOKEN.finditer(text))
        wanted = self._sentence(text, words) if self._match == "$sentence" else self._title(words)
        right = sum(word[0] == want for word, want in zip(words, wanted, strict=True))
        if not words or right / len(words) > self._threshold:
            return None
        pieces, end = [], 0
        for word, want in zip(words, wanted, strict=True):
            pieces += [text[end : word.start()], want]
            end = word.end()
        return "".join((*pieces, text[end:]))

    def _sentence(self, text: str, words: Sequence[re.Match[str]]) -> list[str]:
        wanted, starts = [], True
        for word in words:
            named = self._kept(word[0]) or (not starts and self._kept(text, word))
            number = not any(char.isalpha() for char in word[0])
            wanted.append(word[0] if named or number else _sentence_case(word[0], starts=starts))
            starts = (starts and number) or word[0].endswith(self._indicators or ("\0",))
        return wanted

    def _title(self, words: Sequence[re.Match[str]]) -> list[str]:
        wanted = []
        for number, word in enumerate(words):
            inner = 0 < number < len(words) - 1 and not words[number - 1][0].endswith(":")
            small = inner and word[0].lower() in self._small
            keeps = word[0] == word[0].upper() or self._kept(word[0])
            wanted.append(word[0] if keeps else word[0].lower() if small else _title_case(word[0]))
        return wanted

    def _kept(self, text: str, word: re.Match[str] | None = None) -> bool:
        """Whether an exception is in the text, or lies over the word in it."""
        if self._unless is None:
            return False
        if word is None:
            return self._unless.search(text, timeout=SECONDS) is not None
        matches = self._unless.finditer(text, timeout=SECONDS)
        return any(match.start() < word.end() and word.start() < match.end() for match in matches)


def _sentence_case(word: str, *, starts: bool) -> str:
    """The word as in a sentence: `I` stays, and of `Top-level` and `Client's` only the head counts."""
    if word == "I" or word.startswith(("I'", "I’")):
        return word
    head = re.split(r"[-'’]", word, maxsplit=1)[0]
    small = head.lower()
    return (small[:1].upper() + small[1:] if starts else small) + word[len(head) :]


def _title_case(word: str) -> str:
    """The word with a first capital; other capitals stay, as in `iPhone` and `McCoy`."""
    mixed = any(char.isupper() for char in word[1:])
    return word if mixed else word[:1].upper() + word[1:]
