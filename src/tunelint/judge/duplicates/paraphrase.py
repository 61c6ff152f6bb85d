"""Kind `paraphrase`: rows that say in other words what another row says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from tunelint.judge.duplicates.likeness import Spoken, similarity
from tunelint.judge.duplicates.meaning import Wording, contradicts, overlap
from tunelint.judge.duplicates.repeated import IDENTITY, named, place, standing
from tunelint.judge.neighbours import nearest, row_vectors
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.model.wording import sides
from tunelint.profile.protocol import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns

PROMPT, REPLY = Want("meaning", "prompt"), Want("meaning", "reply")
CLOSEST, AROUND = 5, 12
"""How many neighbours of a row may be its paraphrases, and how many make its surroundings."""

MEANING, WORDS = 0.8, 0.2
"""Weights of the similarity of meaning and of the shared content words; fitted by hand on the training part
of the STS benchmark."""

LABEL = 6
"""The same reply of fewer words is a label: wording its prompts in many ways is the point of such data."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ParaphraseOptions:
    """How much alike is alike.

    `threshold`: the least likeness of the replies (of the prompts, where the replies are the same). `prompt`:
    the least similarity of meaning of the prompts. `contrast`: how close the two must be, as a part of the
    distance to the rows around them; this spares data that fills one frame in many ways. `edited`: rows
    that are alike by this Jaccard similarity are edits, and left to `duplicate/near`. `most`: data with more
    rows is not judged, because every row is compared with every other.
    """

    threshold: float = 0.8
    prompt: float = 0.5
    contrast: float = 0.6
    edited: float = 0.45
    most: int = 100_000


class ParaphraseKind:
    """One remark for each row that rewords a kept one; rows are kept by content key.

    Candidates come from the vectors of meaning; the words of both rows then decide.
    """

    Options: ClassVar[type[ParaphraseOptions]] = ParaphraseOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "similarity"})

    def __init__(self, rule: Rule, options: ParaphraseOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options
        self.wants = (IDENTITY, PROMPT, REPLY)

    def fold(self, columns: Columns) -> Nothing:
        """Nothing: vectors are compared as they stand in the columns."""
        del columns
        return Nothing()

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the reworded rows; a score of 1 - likeness for them and 1 for all others compared."""
        del seen
        rows = _distinct(columns)
        if len(rows) > self.options.most:
            yield Unjudged(None, f"more than {self.options.most:,} different examples to compare in pairs")
            return
        likeness = self._verified(_candidates(rows, self.options), rows, columns)
        reworded = _stars(likeness)
        for row in sorted(reworded, key=lambda number: place(rows[number].ref)):
            kept = reworded[row]
            details = {"kept": named(rows[kept].ref, rows[row].ref), "similarity": likeness[kept, row]}
            yield Remark(rows[row].ref, details=details, related=(rows[kept].ref,))
        for number, compared in enumerate(rows):
            found = likeness[reworded[number], number] if number in reworded else 0.0
            yield Score(compared.ref, 1 - found)

    def _verified(
        self, candidates: Sequence[_Candidate], rows: Sequence[_Row], columns: Columns
    ) -> dict[tuple[int, int], float]:
        """The candidates whose words agree, with their likeness."""
        found = {}
        for start in range(0, len(candidates), _AT_ONCE):
            some = candidates[start : start + _AT_ONCE]
            texts = columns.texts(rows[number].ref for pair in some for number in (pair.one, pair.other))
            said = {number: _Said(row) for number, row in texts.items() if row.example}
            for pair in some:
                one, other = said[rows[pair.one].ref.number], said[rows[pair.other].ref.number]
                value = self._likeness(pair, one, other)
                if value >= self.options.threshold:
                    found[pair.one, pair.other] = value
        return found

    def _likeness(self, pair: _Candidate, one: _Said, other: _Said) -> float:
        """How alike what sets the two rows apart is; 0 where a decisive word or an edit tells them apart."""
        if contradicts(one.reply, other.reply) or contradicts(one.prompt, other.prompt):
            return 0.0
        if similarity(one.spoken, other.spoken, self.options.edited) is not None:
            return 0.0
        if one.reply.words == other.reply.words:
            if len(one.reply.words) < LABEL:
                return 0.0
            return MEANING * pair.prompt + WORDS * overlap(one.prompt, other.prompt)
        return MEANING * pair.reply + WORDS * overlap(one.reply, other.reply)


class _Row(NamedTuple):
    """A row with the meaning of the whole and of each side; zeros for a side that it lacks."""

    ref: RowRef
    whole: NDArray[np.float32]
    prompt: NDArray[np.float32]
    reply: NDArray[np.float32]


class _Candidate(NamedTuple):
    """Two rows, by standing, and how alike their prompts and their replies are in meaning."""

    one: int
    other: int
    prompt: float
    reply: float


class _Said:
    """What a row says, ready to be compared."""

    def __init__(self, row: Row) -> None:
        text = row.example.row_text() if row.example else ""
        _, prompt, reply = sides(text)
        self.prompt, self.reply = Wording(prompt), Wording(reply)
        self.spoken = Spoken.of(text)


def _distinct(columns: Columns) -> list[_Row]:
    """One row for each normalised text, by standing."""
    whole = {row.ref.number: row for row in row_vectors(columns, (PROMPT, REPLY))}
    prompts = {row.ref.number: row.vector for row in row_vectors(columns, (PROMPT,))}
    replies = {row.ref.number: row.vector for row in row_vectors(columns, (REPLY,))}
    kept: dict[bytes, RowRef] = {}
    for cell in columns.each(IDENTITY):
        text = Identity.unpack(cell.value).normal
        if cell.ref.number in whole and (text not in kept or standing(cell.ref) < standing(kept[text])):
            kept[text] = cell.ref
    return [
        _Row(ref, vector, prompts.get(ref.number, 0 * vector), replies.get(ref.number, 0 * vector))
        for ref in sorted(kept.values(), key=standing)
        for vector in [whole[ref.number].vector]
    ]


def _candidates(rows: Sequence[_Row], options: ParaphraseOptions) -> list[_Candidate]:
    """The pairs of rows that lie close together, and far from the rows around them."""
    if len(rows) < 2:
        return []
    vectors = np.array([row.whole for row in rows])
    around = nearest(vectors, vectors, min(AROUND, len(rows) - 1), own=np.arange(len(rows)), copies=2)
    distance = 1 - around.similarity
    reach = (
        options.contrast * np.median(distance[:, 1:], axis=1) if distance.shape[1] > 2 else np.ones(len(rows))
    )
    pairs = set()
    for one in range(len(rows)):
        for near, other in zip(distance[one, :CLOSEST], around.position[one, :CLOSEST].tolist(), strict=True):
            if near <= min(reach[one], reach[other]):
                pairs.add((min(one, other), max(one, other)))
    measured = (_measured(rows, *pair) for pair in sorted(pairs))
    return [pair for pair in measured if _possible(pair, options)]


def _measured(rows: Sequence[_Row], one: int, other: int) -> _Candidate:
    prompt = float(rows[one].prompt @ rows[other].prompt)
    bare = not rows[one].prompt.any() and not rows[other].prompt.any()
    return _Candidate(one, other, 1.0 if bare else prompt, float(rows[one].reply @ rows[other].reply))


def _possible(pair: _Candidate, options: ParaphraseOptions) -> bool:
    return pair.prompt >= options.prompt and pair.reply >= (options.threshold - WORDS) / MEANING


def _stars(likeness: dict[tuple[int, int], float]) -> dict[int, int]:
    """Each reworded row with the kept row it is most like; no kept row rewords another kept one."""
    links: dict[int, list[int]] = {}
    for one, other in likeness:
        links.setdefault(other, []).append(one)
    reworded: dict[int, int] = {}
    for row in sorted(links):
        kept = [before for before in links[row] if before not in reworded]
        if kept:
            reworded[row] = max(kept, key=lambda before: (likeness[before, row], -before))
    return reworded
