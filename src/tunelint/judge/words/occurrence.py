"""Kind `occurrence`: something that stands too often, or not often enough, in a text or in parts of it."""

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
class OccurrenceOptions:
    """What is counted, and how many there may be.

    `pattern`: what to count. `most` and `least`: how many there may and must be; 0 sets no limit. `only`: the
    parts of a text, such as `sentence` or `heading`, in each of which they are counted. `case`: capitals
    count.
    """

    pattern: str
    most: int = 0
    least: int = 0
    only: tuple[str, ...] = ()
    case: bool = False


class OccurrenceKind:
    """One remark for each part with too many or too few."""

    Options: ClassVar[type[OccurrenceOptions]] = OccurrenceOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "count", "most", "least"})

    def __init__(self, rule: Rule, options: OccurrenceOptions, settings: Settings) -> None:
        del settings
        self._options = options
        names = ("case", "least", "most", "only", "pattern")
        self._want = Want("occurrences", rule.on, tuple((name, getattr(options, name)) for name in names))
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the parts of each passage."""
        yield from remarks_on_found(batch, self._want, self._details)

    def _details(self, item: Found) -> dict[str, int]:
        return {"count": int(item.note), "most": self._options.most, "least": self._options.least}
