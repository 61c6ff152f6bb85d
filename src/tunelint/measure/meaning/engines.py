"""Engines of meaning: the shipped table or a sentence transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tunelint.model.errors import fail, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

ENGINES = ("static", "sentence-transformers")
"""Valid first words of the setting `embedding`; what follows a colon names the model of the second."""


class Engine(Protocol):
    """Turns texts into vectors. `id` names the engine and the hash of its weights."""

    id: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row for each text; zeros where a text has no meaning the engine knows."""
        ...


def choose(embedding: str) -> Engine:
    """The engine of a setting such as `static` or `sentence-transformers:all-mpnet-base-v2`.

    Raises UserError for an unknown engine, a missing package or a missing model.
    """
    engine, _, model = embedding.partition(":")
    if engine == "static" and not model:
        from tunelint.measure.meaning.static import StaticEngine

        return StaticEngine()
    if engine == "sentence-transformers":
        from tunelint.measure.meaning.transformer import TransformerEngine

        return TransformerEngine(model)
    raise fail(f"embedding = “{embedding}”", "no such engine of meaning", nearest(engine, ENGINES))
