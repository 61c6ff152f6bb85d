"""The voice of a text as numbers: counted habits, named axes of tone, and a contrastive head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.measure.voice.weights import Weights, built_in, present
from tunelint.profile.habits.counting import count
from tunelint.profile.voice import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.measure.voice.first_layer import Reader
    from tunelint.model.axis import OwnAxis
    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class Voice:
    """Measures one voice vector for each passage (its layout: `tunelint.profile.voice`)."""

    name = "voice"
    version = VERSION
    value = np.ndarray | None
    reads: tuple[str, ...] = ()

    def __init__(self, weights: Weights, reader: Reader | None = None) -> None:
        self.weights, self.reader = weights, reader

    def __call__(self, passages: Sequence[Passage]) -> list[NDArray[np.float32] | None]:
        """A vector for each passage, None for passages without words.

        Passages are worked on one by one: a matrix product over a batch may round otherwise.
        """
        return [vector(passage.text, self.weights, self.reader) for passage in passages]


def vector(text: str, weights: Weights, reader: Reader | None = None) -> NDArray[np.float32] | None:
    """The voice vector of a text, or None if it holds no words.

    With a `reader` the axes are those of `weights` that see its states beside the counts.
    """
    counts = count(text)
    if not counts.words:
        return None
    counted = np.concatenate([counts.values, counts.function_rates]).astype(np.float32)
    standard = weights.standardise(counted)
    seen = standard if reader is None else np.concatenate([standard, reader(text)])
    on_axes = weights.on_axes(seen)
    lead = np.array([counts.words, counts.function_share], dtype=np.float32)
    habits = standard[: len(counts.values)]
    parts = (
        lead,
        habits,
        on_axes,
        weights.for_length(on_axes, counts.words),
        weights.told_apart(seen),
        weights.head(standard, present(counted)),
    )
    return np.concatenate(parts)


def voice(_settings: Settings, axes: tuple[OwnAxis, ...] = (), engine: str = "counted") -> Voice:
    """The measure with the built-in weights and a team's own `axes`.

    With the `engine` “first-layer” the axes are taken from the first layer of a transformer too. A user error
    where the package that brings it is not installed.
    """
    weights = built_in()
    if axes:
        from tunelint.measure.voice.learning import with_own

        weights = with_own(axes)
    if engine == "counted":
        return Voice(weights)
    from tunelint.measure.voice.first_layer import reader, with_layer

    return Voice(with_layer(weights), reader())
