"""Kind `conditional`: what calls for something else, as an acronym for its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class ConditionalOptions:
    """What calls for what.

    `first`: a pattern that may stand only where `second` stands, too. Where `second` has a group, the group
    must hold what `first` matched, there or earlier in the text. `unless`: patterns that excuse a match they
    overlap. `only`: the parts of a text to search. `case`: capitals count.
    """

    first: str
    second: str
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    case: bool = True


class ConditionalKind:
    """One remark for each match that nothing stands for."""

    Options: ClassVar[type[ConditionalOptions]] = ConditionalOptions
    details: ClassVar[frozenset[str]] = frozenset({"found"})

    def __init__(self, rule: Rule, options: ConditionalOptions, settings: Settings) -> None:
        del settings
        names = ("case", "first", "only", "second", "unless")
        self._want = Want("implied", rule.on, tuple((name, getattr(options, name)) for name in names))
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the matches of each passage."""
        yield from remarks_on_found(batch, self._want)
