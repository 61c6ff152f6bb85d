"""What is normal in a set without approved examples: one voice, or two where it clearly speaks with two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tunelint.profile.reference import FEWEST, Reference, fit
from tunelint.profile.split import split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tunelint.profile.split import Split
    from tunelint.profile.voice import Layout

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Voices:
    """The references that texts are judged against: `second` is that of the smaller part of `cut`."""

    first: Reference
    second: Reference | None = None
    cut: Split | None = None

    def of(self, rows: Floats) -> list[Reference]:
        """The reference of each row: that of the voice it is nearer to."""
        if self.cut is None or self.second is None:
            return [self.first] * len(rows)
        return [self.second if side else self.first for side in self.cut.side(rows)]

    def tail(self, rows: Floats) -> Floats:
        """The p-value of each row in its own voice (see `Reference.tail`)."""
        if self.cut is None or self.second is None:
            return self.first.tail(self.first.strangeness(rows))
        sides = self.cut.side(rows)
        tails = np.empty(len(rows))
        for reference, part in ((self.first, ~sides), (self.second, sides)):
            tails[part] = reference.tail(reference.strangeness(rows[part]))
        return tails


def own_voices(rows: Floats, of: Layout | None = None, cut: Split | None = None) -> Voices:
    """The voices of a set of voice vectors with the layout `of`, one text a row, sorted by content key.

    `cut` is their `split`, where it is known.
    Judged against one middle between two voices, every text of either is strange and none is very strange.
    """
    cut = cut or split(rows, of)
    if not cut.clear() or cut.second.sum() < FEWEST:
        return Voices(fit(rows, approved=False, of=of))
    first, second = (fit(rows[part], approved=False, of=of) for part in (~cut.second, cut.second))
    return Voices(first, second, cut)
