"""Kind `repeated-word`: the same word twice in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.phrase import Found
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class RepeatedWordOptions:
    r"""What must not stand twice in a row.

    `patterns`: what a word is. `letters`: only words of letters alone count. `most`: repetitions that are let
    pass. `unless`: patterns of words that may be repeated. `only`: the parts of a text to search. `case`:
    words in other capitals are other words. `fix`: offer to keep the first one.
    """

    patterns: tuple[str, ...] = (r"[^\s]+",)
    letters: bool = True
    most: int = 0
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ("text",)
    case: bool = True
    fix: bool = True


class RepeatedWordKind:
    """One remark for each repetition."""

    Options: ClassVar[type[RepeatedWordOptions]] = RepeatedWordOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "word"})

    def __init__(self, rule: Rule, options: RepeatedWordOptions, settings: Settings) -> None:
        del settings
        self._fix = options.fix
        names = ("case", "letters", "most", "only", "patterns", "unless")
        self._want = Want("repeats", rule.on, tuple((name, getattr(options, name)) for name in names))
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the repetitions of each passage."""
        yield from remarks_on_found(batch, self._want, _details, self._better)

    def _better(self, seen: str, item: Found) -> str | None:
        first, _, _ = seen.partition(" ")
        return first if self._fix and seen == f"{first} {item.note}" else None


def _details(item: Found) -> dict[str, str]:
    return {"word": item.note}
