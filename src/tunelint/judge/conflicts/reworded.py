"""Kind `conflicting-rewordings`: one question in several wordings, replies that cannot all be right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from tunelint.judge.clusters import nearest_among_clusters
from tunelint.judge.conflicts.answers import AnswersOptions
from tunelint.judge.conflicts.questions import asks_the_same, disagree
from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.compare import row_texts
from tunelint.judge.duplicates.meaning import Wording
from tunelint.judge.duplicates.repeated import named, place
from tunelint.judge.duplicates.reworded import LABEL, WANTS, different, identities
from tunelint.judge.meanings import EXACT, Meanings, unit
from tunelint.judge.neighbours import nearest
from tunelint.model.finding import Remark
from tunelint.model.wording import gist, sides, words
from tunelint.profile.protocol import no_fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.identity import Identity
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing

_AROUND = 8
"""Prompts near a prompt that are compared with it."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RewordedOptions(AnswersOptions):
    """What is no conflict, and what is compared.

    `alike`: the least similarity of meaning of the prompts. `most_words`: longer replies are not compared:
    they tell so much that both may be right.
    """

    alike: float = 0.8
    most_words: int = 40


class _Said(NamedTuple):
    """What a row says, and the label that it gives, if it gives one."""

    system: list[str]
    prompt: Wording
    reply: Wording
    label: str


class RewordedConflictKind:
    """One remark for each row that disagrees with a row whose prompt asks the same in other words.

    Candidates come from the vectors of meaning of the prompts; the words then decide.
    """

    Options: ClassVar[type[RewordedOptions]] = RewordedOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "how"})
    wants = WANTS
    fold = no_fold

    def __init__(self, rule: Rule, options: RewordedOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.open = tuple(tuple(phrase.split()) for phrase in options.open)

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the disagreeing rows, in the order of the data."""
        del seen
        rows, known = self._comparable(columns)
        labels = _labels(known, columns)
        found: dict[tuple[int, int], str] = {}
        pairs = _candidates(rows, known, self.options.alike)
        for start in range(0, len(pairs), _AT_ONCE):
            some = pairs[start : start + _AT_ONCE]
            said = _said(columns, rows, known, labels, sorted({row for pair in some for row in pair}))
            for one, other in some:
                if how := self._disagreement(said[one], said[other]):
                    found[one, other] = how
        yield from sorted(
            _remarks(found, rows.refs), key=lambda remark: place(remark.row) if remark.row else ("", 0)
        )

    def _comparable(self, columns: Columns) -> tuple[Meanings, list[Identity]]:
        """The rows of different texts whose replies are short, and what each is."""
        every = columns.once(Meanings.of)
        known = identities(every, columns)
        chosen = [
            row
            for row in np.flatnonzero(different(every, columns)).tolist()
            if known[row].prompt_words > 1 and 0 < known[row].reply_words <= self.options.most_words
        ]
        return every.some(chosen), [known[row] for row in chosen]

    def _disagreement(self, one: _Said, other: _Said) -> str | None:
        if one.system != other.system or not asks_the_same(one.prompt, other.prompt):
            return None
        if one.label and other.label:
            return f"“{one.label}” and “{other.label}”"
        if any(self._is_open(said.prompt) for said in (one, other)):
            return None
        return disagree(one.reply, other.reply, self.options.opposites)

    def _is_open(self, prompt: Wording) -> bool:
        """Whether the prompt asks for one of many right answers."""
        starts = (tuple(prompt.words), tuple(gist(prompt.words)))
        return any(start[: len(phrase)] == phrase for phrase in self.open for start in starts)


def _labels(known: Sequence[Identity], columns: Columns) -> frozenset[bytes]:
    """The replies that are labels: a closed set that most of the rows are given one of."""
    fixed = canned([columns])
    labels = Counter(row.reply for row in known if row.reply in fixed and row.reply_words < LABEL)
    return frozenset(labels) if 2 * labels.total() > len(columns.rows) else frozenset()


def _candidates(rows: Meanings, known: Sequence[Identity], alike: float) -> list[tuple[int, int]]:
    """Pairs of rows whose prompts are near each other but not the same, and whose replies differ."""
    if len(rows.refs) < 2:
        return []
    prompts = unit(rows.prompt.astype(np.float32))
    count = min(_AROUND, len(prompts) - 1)
    if len(prompts) > EXACT:
        near = nearest_among_clusters(prompts, count, copies=2)
    else:
        near = nearest(prompts, prompts, count, own=np.arange(len(prompts)), copies=2)
    ones, places = np.nonzero(near.similarity >= alike)
    pairs = np.sort(np.stack([ones, near.position[ones, places]], axis=1), axis=1)
    return [
        (one, other)
        for one, other in np.unique(pairs, axis=0).tolist()
        if known[one].context != known[other].context
        and known[one].prompt != known[other].prompt
        and known[one].reply != known[other].reply
    ]


def _said(
    columns: Columns,
    rows: Meanings,
    known: Sequence[Identity],
    labels: frozenset[bytes],
    chosen: Sequence[int],
) -> dict[int, _Said]:
    said = {}
    for row, text in zip(chosen, row_texts(columns, [rows.refs[row] for row in chosen]), strict=True):
        system, prompt, reply = sides(text)
        label = reply.strip() if known[row].reply in labels else ""
        said[row] = _Said(words(system), Wording(prompt), Wording(reply), label)
    return said


def _remarks(found: Mapping[tuple[int, int], str], refs: Sequence[RowRef]) -> Iterator[Remark]:
    """A remark for each row that disagrees with one that fewer rows disagree with."""
    dissent = Counter(row for pair in found for row in pair)
    noted: set[int] = set()
    for pair, how in found.items():
        kept, row = sorted(pair, key=lambda number: (dissent[number], number))
        if row not in noted:
            noted.add(row)
            details = {"kept": named(refs[kept], refs[row]), "how": how}
            yield Remark(refs[row], details=details, related=(refs[kept],))
