"""Kind `capitalization`: headings, or other parts, in the wrong letter case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

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
class CapitalizationOptions:
    """How the parts should be written.

    `match`: `$sentence`, `$title`, `$lower`, `$upper`, or a pattern that the part must match. `only`: the
    parts, such as `heading` or `heading.h1`. `unless`: patterns of names that keep their own capitals.
    `indicators`: endings of words after which a new sentence starts, such as `:`. `style`: of titles.
    `threshold`: a part is well where more than this share of its words is.
    """

    match: str = "$sentence"
    only: tuple[str, ...] = ("heading",)
    unless: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    style: Literal["AP", "Chicago"] = "AP"
    threshold: float = 0.8


class CapitalizationKind:
    """One remark for each part in the wrong letter case."""

    Options: ClassVar[type[CapitalizationOptions]] = CapitalizationOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "better"})

    def __init__(self, rule: Rule, options: CapitalizationOptions, settings: Settings) -> None:
        del settings
        names = ("indicators", "match", "only", "style", "threshold", "unless")
        self._want = Want("capitals", rule.on, tuple((name, getattr(options, name)) for name in names))
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the parts of each passage."""
        yield from remarks_on_found(batch, self._want, _details)


def _details(item: Found) -> dict[str, str]:
    return {"better": item.note}
