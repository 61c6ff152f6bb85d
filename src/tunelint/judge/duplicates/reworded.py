"""Whether two rows say the same in other words: the test that duplicates and leaks by rewording share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tunelint.judge.duplicates.likeness import Spoken, similarity
from tunelint.judge.duplicates.meaning import Wording, contradicts, overlap
from tunelint.judge.duplicates.repeated import IDENTITY
from tunelint.judge.meanings import PROMPT, REPLY
from tunelint.model.identity import Identity
from tunelint.model.wording import sides

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from tunelint.judge.meanings import Meanings, Pair
    from tunelint.model.view import Columns

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


def different(rows: Meanings, columns: Columns, known: Container[bytes] = ()) -> NDArray[np.bool_]:
    """Which of some rows are the first with their normalised text, by content key, and not known."""
    texts = set()
    kept = np.zeros(len(rows.refs), np.bool_)
    for place, identity in enumerate(identities(rows, columns)):
        if identity.normal not in texts and identity.normal not in known:
            texts.add(identity.normal)
            kept[place] = True
    return kept


def identities(rows: Meanings, columns: Columns) -> list[Identity]:
    """The identity of each row."""
    found = {cell.ref.number: cell.value for cell in columns.each(IDENTITY)}
    return [Identity.unpack(found[ref.number]) for ref in rows.refs]


class Said:
    """What a row says, ready to be compared."""

    def __init__(self, row_text: str) -> None:
        _, prompt, reply = sides(row_text)
        self.prompt, self.reply = Wording(prompt), Wording(reply)
        self._row_text = row_text

    @cached_property
    def spoken(self) -> Spoken:
        """Its words as edits are compared."""
        return Spoken.of(self._row_text)


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
        said = lru_cache(None)(Said)
        for pair, (one, other) in zip(some, texts(some), strict=True):
            value = likeness(pair, said(one), said(other), label)
            if value >= options.threshold and not _edited(said(one), said(other), options.edited):
                yield pair, value


def likeness(pair: Pair, one: Said, other: Said, label: int = LABEL) -> float:
    """How alike what sets the two rows apart is; 0 where a decisive word tells them apart."""
    if contradicts(one.reply, other.reply) or contradicts(one.prompt, other.prompt):
        return 0.0
    if one.reply.words == other.reply.words:
        if len(one.reply.words) < label:
            return 0.0
        return MEANING * pair.prompt + WORDS * overlap(one.prompt, other.prompt)
    return MEANING * pair.reply + WORDS * overlap(one.reply, other.reply)


def _edited(one: Said, other: Said, threshold: float) -> bool:
    """Whether the rows are edits of one text."""
    return similarity(one.spoken, other.spoken, threshold) is not None
