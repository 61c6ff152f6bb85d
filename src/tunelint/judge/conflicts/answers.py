"""Kind `conflicting-answers`: one prompt, replies that cannot all be right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, permutations
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.conflicts.groups import answered, asked, buckets, groups
from tunelint.judge.conflicts.words import Answer, Disagreement, disagreement
from tunelint.judge.duplicates.repeated import IDENTITY, named, place, standing
from tunelint.model.finding import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.buckets import Buckets

_AT_ONCE = 500
_MOST = 50
"""Ways of answering one prompt that are compared."""


@dataclass(frozen=True, slots=True)
class AnswersOptions:
    """What is no conflict.

    `open`: a prompt that starts with one of these words or phrases asks for one of many right answers.
    `opposites`: first words of replies of which only one can be right.
    """

    open: tuple[str, ...] = ()
    opposites: tuple[tuple[str, ...], ...] = ()


class AnswersKind:
    """One remark for each reply that disagrees with the one that most of the replies agree with."""

    Options: ClassVar[type[AnswersOptions]] = AnswersOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "how"})

    def __init__(self, rule: Rule, options: AnswersOptions, settings: Settings) -> None:
        del rule, settings
        self.open = tuple(tuple(phrase.split()) for phrase in options.open)
        self.opposites = options.opposites
        self.wants = (IDENTITY,)

    def fold(self, columns: Columns) -> Buckets:
        """The rows of each prompt, system prompt included, with their replies."""
        return buckets(columns, asked, answered)

    def judge_corpus(self, columns: Columns, seen: Buckets) -> Iterator[Verdict]:
        """Remarks on the disagreeing rows, in the order of the data."""
        ways = ([rows[0] for rows in group][:_MOST] for group in groups(seen))
        found: list[Remark] = []
        while some := list(islice(ways, _AT_ONCE)):
            rows = columns.texts(ref for group in some for ref in group)
            for group in some:
                found += self._remarks(group, rows)
        yield from sorted(found, key=lambda remark: place(remark.row) if remark.row else ("", 0))

    def _remarks(self, refs: Sequence[RowRef], rows: Mapping[int, Row]) -> Iterator[Remark]:
        answers = {
            ref: Answer.of(example.row_text())
            for ref in refs
            if (example := rows[ref.number].example) and not example.rejected
        }
        how = {pair: self._compare(*map(answers.__getitem__, pair)) for pair in permutations(answers, 2)}
        dissent = Counter(one for (one, _), found in how.items() if found)
        kept = min(answers, key=lambda ref: (dissent[ref], standing(ref)), default=None)
        for ref in answers:
            if kept and ref != kept and (found := how[ref, kept]):
                yield Remark(
                    ref,
                    details={"kept": named(kept, ref), "how": found.how},
                    severity=None if found.sure else "note",
                    related=(kept,),
                )

    def _compare(self, one: Answer, other: Answer) -> Disagreement | None:
        many_right = any(one.prompt[: len(phrase)] == phrase for phrase in self.open)
        return disagreement(one, other, self.opposites, many_right=many_right)
