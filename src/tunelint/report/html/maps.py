"""Maps of the examples: rows with like meanings, or like voices, lie near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tunelint.judge.meanings import PROMPT, REPLY, Meanings
from tunelint.model.view import Columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from tunelint.model.exhibit import Exhibit
    from tunelint.model.row import RowRef

    Floats = NDArray[np.float64]

POINTS = 4000
"""Points of a map: the projection then takes some seconds, and the page stays quick."""
_FEWEST = 10
_COMPONENTS = 30
"""Dimensions that are left before neighbours are sought (van der Maaten and Hinton 2008, section 4.2)."""
_FARTHEST = 8.0
"""Deviations of a voice at which it is drawn no farther away."""


class Map(NamedTuple):
    """A row for each point, the points as two columns, and how many rows could have been drawn."""

    refs: Sequence[RowRef]
    points: Floats
    known: int


def meaning_map(exhibit: Exhibit, rows: Sequence[RowRef], flagged: AbstractSet[int]) -> Map | None:
    """Neighbours on this map are about the same (t-SNE of the meanings); None where too few are known."""
    columns = Columns(rows, {PROMPT: [], REPLY: [], **exhibit.cells}, lambda _: {})
    meanings = Meanings.of(columns)
    found = {ref: meanings.whole[place] for ref, place in meanings.places(rows).items()}
    refs = _chosen(found, flagged)
    if len(refs) < _FEWEST:
        return None
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    vectors = np.array([found[ref] for ref in refs], dtype=float)
    most = min(_COMPONENTS, *vectors.shape)
    close = PCA(most, random_state=0).fit_transform(vectors)
    perplexity = min(30.0, (len(refs) - 1) / 3)
    points = TSNE(2, init="pca", perplexity=perplexity, random_state=0, max_iter=500).fit_transform(close)
    return Map(refs, points.astype(float), len(found))


def voice_map(exhibit: Exhibit, flagged: AbstractSet[int]) -> Map | None:
    """Texts far from the middle of this map sound unlike the rest (principal components of their tone)."""
    from tunelint.profile.voice import layout

    found: dict[RowRef, Floats] = {}
    for want, cells in exhibit.cells.items():
        if want.measure == "voice":
            part = layout(dict(want.options).get("axes", ())).views["axes for length"]
            for cell in cells:
                if cell.value is not None and cell.ref not in found:
                    found[cell.ref] = cell.value[part]
    refs = _chosen(found, flagged)
    if len(refs) < _FEWEST:
        return None
    from sklearn.decomposition import PCA

    vectors = np.array([found[ref] for ref in refs], dtype=float)
    middle = np.median(vectors, axis=0)
    spread = 1.4826 * np.median(np.abs(vectors - middle), axis=0) + 1e-6
    near = np.clip((vectors - middle) / spread, -_FARTHEST, _FARTHEST)
    return Map(refs, PCA(2, random_state=0).fit_transform(near), len(found))


def _chosen(found: Mapping[RowRef, object], flagged: AbstractSet[int]) -> list[RowRef]:
    """The rows to draw: all, or the flagged ones and a sample by content; sorted by content."""
    ordered = sorted(found, key=lambda ref: (ref.key, ref.number))
    if len(ordered) <= POINTS:
        return ordered
    chosen = [ref for ref in ordered if ref.number in flagged][: POINTS // 2]
    rest = [ref for ref in ordered if ref.number not in flagged][: POINTS - len(chosen)]
    return sorted([*chosen, *rest], key=lambda ref: (ref.key, ref.number))
