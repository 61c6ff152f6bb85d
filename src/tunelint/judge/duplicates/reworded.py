"""Whether two rows say the same in other words: the test that duplicates and leaks by rewording share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.duplicates.likeness import Spoken, similarity
from tunelint.judge.duplicates.meaning import Wording, contradicts, overlap
from tunelint.judge.duplicates.repeated import IDENTITY, standing
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.model.wording import sides

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from tunelint.model.row import RowRef
    from tunelint.model.view import Cell, Columns

PROMPT, REPLY = Want("meaning", "prompt"), Want("meaning", "reply")
WANTS = (IDENTITY, PROMPT, REPLY)
"""What rows are compared by."""

MEANING, WORDS = 0.8, 0.2
"""Weights of the similarity of meaning and of the shared content words; fitted by hand on the training part
of the STS benchmark."""

LABEL = 6
"""The same reply of fewer words is a label: wording its prompts in many ways is the point of such data."""

CLOSEST, AROUND = 5, 12
"""How many neighbours of a row may be its paraphrases, and how many make its surroundings."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RewordingOptions:
    """How much alike is alike.

    `threshold`: the least likeness of the replies (of the prompts, where the replies are the same). `prompt`:
    the least similarity of meaning of the prompts. `contrast`: how close the two must be, as a part of the
    distance to the rows around them; this spares data that fills one frame in many ways. `edited`: rows
    that are alike by this Jaccard similarity are edits, and left to the rules on edits. `habit`: where a
    greater share of the rows are rewordings, and more than 50 of them, to say one thing in many ways is the
    point of the data, and no row is singled out.
    """

    threshold: float = 0.8
    prompt: float = 0.5
    contrast: float = 0.6
    edited: float = 0.45
    habit: float = 0.05


FEW = 50
"""So many rewordings are never a habit."""


class Pair(NamedTuple):
    """Two rows by index, and how alike their prompts and their replies are in meaning."""

    one: int
    other: int
    prompt: float
    reply: float


@dataclass(frozen=True, slots=True)
class Meanings:
    """Rows with the meaning of the whole and of each side, as unit vectors; zeros for a side it lacks."""

    refs: Sequence[RowRef]
    whole: NDArray[np.float32]
    prompt: NDArray[np.float32]
    reply: NDArray[np.float32]

    @classmethod
    def of(cls, columns: Columns, known: Container[bytes] = ()) -> Meanings:
        """One row for each normalised text that is not known, by standing."""
        cells = columns.cells[IDENTITY]
        sums = _sums(columns, cells)
        has = np.array([side.any(axis=1) for side in sums]).reshape(2, -1)
        usual = has[2 * has.sum(axis=1) > has.sum(axis=1).max(initial=0)].all(axis=0)
        kept: dict[bytes, int] = {}
        for number in np.flatnonzero(usual & has.any(axis=0)).tolist():
            text = Identity.unpack(cells[number].value).normal
            other = kept.get(text)
            if text not in known and (
                other is None or standing(cells[number].ref) < standing(cells[other].ref)
            ):
                kept[text] = number
        rows = sorted(kept.values(), key=lambda number: standing(cells[number].ref))
        prompt, reply = (side[rows] for side in sums)
        return cls([cells[row].ref for row in rows], _unit(prompt + reply), _unit(prompt), _unit(reply))

    def first(self, count: int) -> Meanings:
        """The first rows: a sample by content key."""
        return Meanings(self.refs[:count], self.whole[:count], self.prompt[:count], self.reply[:count])

    def identities(self, columns: Columns) -> list[Identity]:
        """The identity of each row."""
        known = {cell.ref.number: cell.value for cell in columns.each(IDENTITY)}
        return [Identity.unpack(known[ref.number]) for ref in self.refs]

    def pair(self, one: int, other: int, beside: Meanings | None = None) -> Pair:
        """How alike the sides of two rows are; `beside` has the other one, where it is not among these."""
        beside = beside or self
        prompts = self.prompt[one], beside.prompt[other]
        bare = not prompts[0].any() and not prompts[1].any()
        return Pair(
            one,
            other,
            1.0 if bare else float(prompts[0] @ prompts[1]),
            float(self.reply[one] @ beside.reply[other]),
        )


class Said:
    """What a row says, ready to be compared."""

    def __init__(self, row_text: str) -> None:
        _, prompt, reply = sides(row_text)
        self.prompt, self.reply = Wording(prompt), Wording(reply)
        self.spoken = Spoken.of(row_text)


def reach(distance: NDArray[np.float32], options: RewordingOptions) -> NDArray[np.float32]:
    """How close a pair must be to stand out from a row's surroundings, at these distances from it."""
    if distance.shape[1] <= 2:
        return np.ones(len(distance), np.float32)
    limit: NDArray[np.float32] = options.contrast * np.median(distance[:, 1:], axis=1)
    return limit


def possible(pair: Pair, options: RewordingOptions) -> bool:
    """Whether the words could still make the pair alike."""
    return pair.prompt >= options.prompt and pair.reply >= (options.threshold - WORDS) / MEANING


def verified(
    pairs: Sequence[Pair],
    texts: Callable[[Sequence[Pair]], Iterable[tuple[str, str]]],
    options: RewordingOptions,
    label: int = LABEL,
) -> Iterator[tuple[Pair, float]]:
    """The pairs whose words agree, with their likeness; `texts` gives the texts of the rows of pairs."""
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        for pair, (one, other) in zip(some, texts(some), strict=True):
            value = likeness(pair, Said(one), Said(other), options.edited, label)
            if value >= options.threshold:
                yield pair, value


def likeness(pair: Pair, one: Said, other: Said, edited: float, label: int = LABEL) -> float:
    """How alike what sets the two rows apart is; 0 where a decisive word or an edit tells them apart."""
    if contradicts(one.reply, other.reply) or contradicts(one.prompt, other.prompt):
        return 0.0
    if similarity(one.spoken, other.spoken, edited) is not None:
        return 0.0
    if one.reply.words == other.reply.words:
        if len(one.reply.words) < label:
            return 0.0
        return MEANING * pair.prompt + WORDS * overlap(one.prompt, other.prompt)
    return MEANING * pair.reply + WORDS * overlap(one.reply, other.reply)


def _sums(columns: Columns, cells: Sequence[Cell]) -> list[NDArray[np.float32]]:
    """The sums of the vectors of each row's prompts and of its replies, a row for each of `cells`.

    Zeros where there is none.
    """
    at = {cell.ref.number: position for position, cell in enumerate(cells)}
    size = max((len(cell.value) for want in (PROMPT, REPLY) for cell in columns.each(want)), default=0)
    sides = []
    for want in (PROMPT, REPLY):
        sums = np.zeros((len(cells), size), np.float32)
        for cell in columns.each(want):
            sums[at[cell.ref.number]] += cell.value
        sides.append(sums)
    return sides


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors scaled to length 1; zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.where(length > 0, length, 1)).astype(np.float32, copy=False)
    return unit
