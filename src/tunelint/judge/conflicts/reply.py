"""Kind `same-reply`: one reply to prompts that have nothing in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.conflicts.groups import answered, buckets, groups, prompted
from tunelint.judge.conflicts.words import content
from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity
from tunelint.model.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.buckets import Buckets

_SEVERAL = 5
_READ = 50
"""Prompts of one reply that are compared."""


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """When one reply serves too many prompts.

    `least_words`: shorter replies, such as labels, may repeat. `most`: how many prompts that share no content
    word with one another a reply may serve.
    """

    least_words: int = 6
    most: int = 4


class ReplyKind:
    """One remark for each reply that is given to several prompts without a content word in common."""

    Options: ClassVar[type[ReplyOptions]] = ReplyOptions
    details: ClassVar[frozenset[str]] = frozenset({"prompts", "rows", "others"})

    def __init__(self, rule: Rule, options: ReplyOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants = (IDENTITY,)

    def fold(self, columns: Columns) -> Buckets:
        """The rows of each reply, with their prompts."""
        return buckets(columns, answered, prompted)

    def judge_corpus(self, columns: Columns, seen: Buckets) -> Iterator[Verdict]:
        """A remark on the first row of each such reply; none where most replies are out of a fixed set."""
        if _is_closed(columns):
            return
        long = {cell.ref.number: Identity.unpack(cell.value).reply_words for cell in columns.each(IDENTITY)}
        found = []
        for ways in groups(seen):
            firsts = sorted((rows[0] for rows in ways), key=place)
            if len(firsts) > self.options.most and long[firsts[0].number] >= self.options.least_words:
                apart = _apart(firsts[:_READ], columns.texts(firsts[:_READ]))
                if len(apart) > self.options.most:
                    found.append(_remark(apart, sum(map(len, ways))))
        yield from sorted(found, key=lambda remark: place(remark.row) if remark.row else ("", 0))


def _is_closed(columns: Columns) -> bool:
    """Whether most rows have one of several replies that many prompts have, as in a set of intents."""
    fixed = canned([columns])
    rows = sum(Identity.unpack(cell.value).reply in fixed for cell in columns.each(IDENTITY))
    return len(fixed) >= _SEVERAL and 2 * rows > len(columns.rows)


def _apart(refs: Sequence[RowRef], rows: Mapping[int, Row]) -> list[RowRef]:
    """Rows, taken in order, whose prompts share no content word with any taken before."""
    taken: list[RowRef] = []
    said: set[str] = set()
    for ref in refs:
        example = rows[ref.number].example
        asked = content(worded(example.row_text()).prompt) if example else frozenset()
        if asked and not asked & said:
            taken.append(ref)
            said |= asked
    return taken


def _remark(apart: Sequence[RowRef], rows: int) -> Remark:
    first, *others = apart
    details = {
        "prompts": len(apart),
        "rows": rows,
        "others": ", ".join(named(ref, first) for ref in others[:5]),
    }
    return Remark(first, details=details, related=tuple(others[:10]))
