"""The voice of the data in words, from the middle of its voice vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tunelint.model.exhibit import Exhibit

_TEXTS = 30
"""Texts below which a set has no voice to speak of."""
_MARKED = 0.5
"""Standard deviations of neutral text from which on a trait is named."""
_NAMED = 6


def voice(exhibit: Exhibit) -> dict[str, Any] | None:
    """The traits that the typical reply has beside neutral text, most marked first; None where unknown.

    Each trait has its words and its place: standard deviations of neutral text of the same length.
    """
    want = next((want for want in exhibit.cells if want.measure == "voice"), None)
    values = [cell.value for cell in exhibit.cells[want] if cell.value is not None] if want else []
    if want is None or len(values) < _TEXTS:
        return None
    import numpy as np

    from tunelint.profile.voice import WORDS, layout

    of = layout(dict(want.options).get("axes", ()))
    middle = np.median(np.array(values), axis=0)
    places = middle[of.views["axes for length"]]
    traits = sorted(zip(of.axes, places.tolist(), strict=True), key=lambda trait: -abs(trait[1]))
    return {
        "texts": len(values),
        "words": round(float(middle[WORDS])),
        "traits": [
            {"words": axis.high if place > 0 else axis.low, "place": round(place, 2), "name": axis.name}
            for axis, place in traits
            if abs(place) >= _MARKED
        ][:_NAMED],
    }
