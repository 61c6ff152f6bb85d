"""The voice of a text as numbers: counted habits, named axes of tone, and a contrastive head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.measure.voice.weights import Weights, built_in
from tunelint.profile.habits.counting import count
from tunelint.profile.voice import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.model.axis import OwnAxis
    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class Voice:
    """Measures one voice vector for each passage (its layout: `tunelint.profile.voice`)."""

    name = "voice"
    version = VERSION
    value = np.ndarray | None
    reads: tuple[str, ...] = ()

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def __call__(self, passages: Sequence[Passage]) -> list[NDArray[np.float32] | None]:
        """A vector for each passage, None for passages without words.

        Passages are worked on one by one: a matrix product over a batch may round otherwise.
        """
        return [vector(passage.text, self.weights) for passage in passages]


def vector(text: str, weights: Weights) -> NDArray[np.float32] | None:
    """The voice vector of a text, or None if it holds no words."""
    counts = count(text)
    if not counts.words:
        return None
    counted = np.concatenate([counts.values, counts.function_rates]).astype(np.float32)
    standard = weights.standardise(counted)
    on_axes = weights.on_axes(standard)
    lead = np.array([counts.words, counts.function_share], dtype=np.float32)
    habits = standard[: len(counts.values)]
    return np.concatenate(
        [lead, habits, on_axes, weights.for_length(on_axes, counts.words), weights.head(standard)]
    )


def voice(_settings: Settings, axes: tuple[OwnAxis, ...] = ()) -> Voice:
    """The measure with the built-in weights and a team's own `axes`."""
    if not axes:
        return Voice(built_in())
    from tunelint.measure.voice.learning import with_own

    return Voice(with_own(axes))
