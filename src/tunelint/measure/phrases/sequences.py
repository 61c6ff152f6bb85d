"""Measure `sequences`: words in a row, by what they are and by their part of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.phrases.engine import compile_any
from tunelint.measure.phrases.hints import candidates, hints
from tunelint.measure.phrases.scope import parts
from tunelint.measure.phrases.search import SECONDS, Looker
from tunelint.measure.tagging import WITHOUT_TAGS, Word, tagged
from tunelint.model.phrase import Found
from tunelint.model.pipeline import GET_ONE, installed_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.measure.phrases.blocks import Block
    from tunelint.measure.phrases.hints import Hints
    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

NO_TAGGER = f"parts of speech need a spaCy pipeline: {GET_ONE}"
"""The value of every text where a rule has tags and no pipeline is installed."""


class _Step(NamedTuple):
    """One word of the row: its patterns, whether they must not match, and how many words may stand before."""

    pattern: Any
    tag: Any
    negate: bool
    skip: int

    def fits(self, word: str, tag: str) -> bool:
        """Whether a word is the one that is wanted here."""
        named = self.pattern is None or bool(self.pattern.search(word, timeout=SECONDS)) != self.negate
        as_tagged = self.tag is None or bool(self.tag.search(tag, timeout=SECONDS)) != self.negate
        return named and as_tagged


class SequencesMeasure:
    """The rows of words in the sentences of each passage that are as the steps say; the note has their words.

    `steps`: (pattern, tag, negate, skip) of each word: a pattern of the word, a pattern of its tag (Penn
    Treebank), either may be empty and is looked for anywhere in the word or tag; whether they must not match;
    how many words may stand before it. `unless`: patterns that excuse a row which they match in part.
    """

    name = "sequences"
    version = 1

    def __init__(
        self,
        settings: Settings,
        *,
        steps: tuple[tuple[str, str, bool, int], ...],
        case: bool = False,
        unless: tuple[str, ...] = (),
        pipeline: str = "",
    ) -> None:
        del settings
        self._steps = [
            _Step(
                compile_any((pattern,), case=case) if pattern else None,
                compile_any((tag,), case=True) if tag else None,
                negate,
                skip,
            )
            for pattern, tag, negate, skip in steps
        ]
        with_tags = any(tag for _, tag, _, _ in steps)
        self._pipeline = pipeline or (installed_pipeline() if with_tags else WITHOUT_TAGS)
        self._hints = _fewest(hints([pattern]) for pattern, _, negate, _ in steps if pattern and not negate)
        self._unless = compile_any(unless, case=False) if unless else None
        self._looker = Looker(self._look, hints=self._hints)

    def __call__(self, passages: Sequence[Passage]) -> list[tuple[Found, ...] | str]:
        """One tuple for each passage, or the reason why it has none."""
        return self._looker(passages) if self._pipeline else [NO_TAGGER] * len(passages)

    def _look(self, text: str) -> Iterator[Found]:
        for block in parts(text, ("sentence",)):
            if list(candidates((block.text,), self._hints)):
                yield from self._in(block)

    def _in(self, block: Block) -> Iterator[Found]:
        words = tagged(self._pipeline, block.text)
        dead: set[tuple[int, int]] = set()
        at = 0
        while at < len(words):
            end = self._row(words, at, 0, dead)
            if end is None:
                at += 1
                continue
            stretch = words[at].start, words[end - 1].start + len(words[end - 1].text)
            note = "\x1f".join(word.text for word in words[at:end])
            if not (self._unless and self._unless.search(block.text[slice(*stretch)], timeout=SECONDS)):
                yield Found(*block.span(*stretch), note)
            at = end

    def _row(self, words: Sequence[Word], at: int, step: int, dead: set[tuple[int, int]]) -> int | None:
        """Where a row that goes on at a word ends; None where there is none, which is kept in `dead`."""
        if step == len(self._steps):
            return at
        wanted = self._steps[step]
        for place in range(at, min(at + (wanted.skip if step else 0) + 1, len(words))):
            if (place, step) not in dead and wanted.fits(words[place].text, words[place].tag):
                end = self._row(words, place + 1, step + 1, dead)
                if end is not None:
                    return end
                dead.add((place, step))
        return None


def _fewest(several: Iterable[Hints | None]) -> Hints | None:
    """The hints that fewest texts can have; None without any."""
    known = [each for each in several if each is not None]
    return min(known, key=lambda each: (len(each.pieces), len(each.words)), default=None)
