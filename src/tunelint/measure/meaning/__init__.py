"""Measure `meaning`: what a text is about, as a vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class Meaning:
    """Unit vectors of passages, float16; None for a passage without a known word.

    The engine is the setting `embedding`. Its name and the hash of its weights are part of the measure's
    name, because vectors of different engines must share neither a cache nor a threshold.
    """

    version = 1
    value = np.ndarray | None
    reads: tuple[str, ...] = ("embedding",)

    def __init__(self, settings: Settings) -> None:
        from tunelint.measure.meaning.engines import choose

        self.engine = choose(settings.embedding)
        self.name = f"meaning:{self.engine.id}"

    def __call__(self, passages: Sequence[Passage]) -> list[NDArray[np.float16] | None]:
        """One vector for each passage, in order; its length is the engine's."""
        vectors = self.engine.encode([passage.text for passage in passages]).astype("float16")
        return [vector if vector.any() else None for vector in vectors]
