"""Kind `echo`: replies that say the prompt again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.content.excuse import Excuse
from tunelint.model.finding import Remark
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.example import Turn
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Want

_WORD = re.compile(r"\w+")
_LABEL = re.compile(
    r"\A\W*(?:(?:the|your|my) )?(?:question|user|prompt|human|q|input|instruction|request|task|answer"
    r"|assistant)(?: is| was| asked| says)?\W*:"
)


@dataclass(frozen=True, slots=True)
class EchoOptions:
    """`ratio`: likeness of the words from which a reply counts as the prompt again; `min_words`: of either.

    `unless_prompt`: patterns that excuse the row where its prompt or system text has them.
    """

    ratio: float = 0.9
    min_words: int = 4
    unless_prompt: tuple[str, ...] = ()


class EchoKind:
    """One remark for each reply that is the prompt before it, or begins with all of it and adds nothing."""

    Options: ClassVar[type[EchoOptions]] = EchoOptions
    details: ClassVar[frozenset[str]] = frozenset({"share"})

    def __init__(self, rule: Rule, options: EchoOptions, settings: Settings) -> None:
        del settings
        self.options = options
        self.wants: tuple[Want, ...] = ()
        self._excuse = Excuse(rule, options.unless_prompt)

    def judge(self, batch: Batch) -> Iterator[Remark]:
        """Remarks on the replies that echo."""
        for row in batch.rows:
            for reply in _echoes(row, self.options):
                if not self._excuse.covers(row):
                    text, pointer = reply.parts[0]
                    yield Remark(row.ref, pointer, Span(0, len(text)), {"share": self.options.ratio})


def _echoes(row: Row, options: EchoOptions) -> Iterator[Turn]:
    if row.example is None:
        return
    turns = (*row.example.turns, *row.example.chosen)
    for asked, reply in pairwise(turns):
        if (
            asked.role == "user"
            and reply.role == "assistant"
            and reply.parts
            and is_echo(asked.text, reply.text, options)
        ):
            yield reply


def is_echo(asked: str, reply: str, options: EchoOptions) -> bool:
    """Whether the words of a reply are those of the prompt, in their order, up to the ratio."""
    if not 0.8 * len(asked) <= len(reply) <= 4 * len(asked):
        return False
    first, second = _WORD.findall(asked.lower()), _WORD.findall(_LABEL.sub("", reply.lower()))
    if len(second) > 1.3 * len(first):
        return len(first) >= options.min_words and second == first * round(len(second) / max(1, len(first)))
    if min(len(first), len(second)) < options.min_words:
        return False
    if first == second:
        return True
    shared = len(set(first) & set(second)) / max(len(set(first)), len(set(second)))
    return (
        shared >= options.ratio
        and SequenceMatcher(None, first, second, autojunk=False).ratio() >= options.ratio
    )
