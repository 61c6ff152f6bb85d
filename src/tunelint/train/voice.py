"""Learns the weights of the voice measure: `python -m tunelint.train.voice `.

Needs torch for the contrastive head. Everything is seeded; numbers are rounded to float16.
"""

from __future__ import annotations

import argparse
import io
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tunelint.measure.voice.learning import direction, learn_lengths, pack_ground
from tunelint.measure.voice.weights import CLIP, Weights, load, present
from tunelint.profile.habits.counting import count
from tunelint.profile.habits.features import features
from tunelint.profile.voice import axes as axis_table
from tunelint.train.contrast import Lessons, contrast_axes
from tunelint.train.corpus import SPAN_LENGTHS, Pair, neutral_passages, neutral_spans, read_pairs
from tunelint.train.head import Recipe, train_head
from tunelint.train.marks import learn_marks, marked_ends
from tunelint.train.rewrites import rewrites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVERY = 6
"""One in so many of the passages is rewritten for the axes that are told apart; the head reads them all."""
SHORT_SPANS, SHORT = 200, 45
"""Spans of each length that are rewritten for the head beside the passages, and the most words of one."""
KEYS = ("name", "high", "low", "unmarked")
"""What the product keeps of an axis file."""
RATE_FLOOR = 0.3
"""Least deviation of a rate: one word in a hundred then lies at most three deviations from none at all."""


def count_all(texts: Sequence[str]) -> Floats:
    """Habits and function-word rates of many texts, one row each."""
    found = [count(text) for text in texts]
    return np.array([np.concatenate([counts.values, counts.function_rates]) for counts in found])


def word_numbers(texts: Sequence[str]) -> Floats:
    """Words of many texts, as the measure counts them."""
    return np.array([count(text).words for text in texts], dtype=float)


def spread(rows: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of every column; the deviation has a floor for columns that hardly vary."""
    sd = rows.std(0)
    return rows.mean(0), np.maximum(sd, 0.15 * np.median(sd[sd > 0]))


def count_spread(rows: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of every count; rates have a floor, so that one rare word is no voice."""
    mean, sd = spread(rows)
    rates = np.array([feature.scale == "rate" for feature in features()])
    rates = np.concatenate([rates, np.ones(len(sd) - len(rates), dtype=bool)])
    return mean, np.where(rates, np.maximum(sd, RATE_FLOOR), sd)


def learn_axes(
    pairs: Sequence[Pair], standard_pairs: tuple[Floats, Floats], neutral: Floats
) -> tuple[list[str], Floats]:
    """Names and directions of the axes (see `tunelint.measure.voice.learning.direction`)."""
    covariance = np.cov(neutral.T)
    names = list(dict.fromkeys(pair.axis for pair in pairs))
    directions = []
    for name in names:
        chosen = [at for at, pair in enumerate(pairs) if pair.axis == name]
        directions.append(direction(standard_pairs[0][chosen], standard_pairs[1][chosen], covariance))
    return names, np.array(directions)


def learn(
    pairs: Sequence[Pair], passages: Sequence[str], per_length: int, recipe: Recipe
) -> tuple[dict[str, NDArray[np.float16]], Lessons]:
    """All arrays of the weights file, rounded to float16, and the lessons of the axes told apart."""
    neutral = count_all(passages)
    mean, sd = count_spread(neutral)

    def standard(rows: Floats) -> Floats:
        return np.clip((rows - mean) / sd, -CLIP, CLIP)

    ends = tuple(count_all([getattr(pair, end) for pair in pairs]) for end in ("high", "low"))
    high, low = standard(ends[0]), standard(ends[1])
    names, axes = learn_axes(pairs, (high, low), standard(neutral))
    spans = neutral_spans(passages, per_length, recipe.seed)
    grid = np.log(SPAN_LENGTHS)
    axis_mean, axis_sd = learn_lengths(standard(count_all(spans)) @ axes.T, word_numbers(spans), grid)
    short = [text for text in neutral_spans(passages, SHORT_SPANS, recipe.seed) if len(text.split()) <= SHORT]
    made = rewrites([*passages, *short], recipe.seed)
    changed = count_all([text for _, _, text in made])
    taught = [at for at, (_, number, _) in enumerate(made) if number in range(0, len(passages), EVERY)]
    moved = standard(changed[taught]) - standard(neutral)[[made[at][1] for at in taught]]
    lessons = Lessons(pairs, high, low, standard(neutral), moved, [made[at][0] for at in taught])
    _, apart = contrast_axes(lessons, unmarked_axes())
    rows = np.concatenate([changed, *ends])
    styles = [style for style, _, _ in made]
    styles += [f"{pair.axis} {end}" for end in ("high", "low") for pair in pairs]
    contents = [number for _, number, _ in made]
    contents += 2 * [len(passages) + len(short) + at for at in range(len(pairs))]
    head = train_head(np.hstack([standard(rows), present(rows)]), styles, contents, recipe)
    arrays = {
        "mean": mean,
        "sd": sd,
        "axes": axes,
        "apart": apart,
        "log_words": grid,
        "axis_mean": axis_mean,
        "axis_sd": axis_sd,
    }
    rounded = {name: array.astype(np.float16) for name, array in (arrays | head).items()}
    return {"names": np.array(names)} | rounded, lessons


def unmarked_axes() -> frozenset[str]:
    """The axes at whose low end most text lies."""
    return frozenset(axis.name for axis in axis_table() if axis.unmarked == "low")


def pack(arrays: dict[str, NDArray[np.float16]]) -> bytes:
    """The arrays as a compressed npz file."""
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def main() -> None:
    """Reads the pairs, learns, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--axes", type=Path, default=Path("rules/axes"))
    parser.add_argument("--package", type=Path, default=Path("src/tunelint"))
    given = parser.parse_args()
    paths = sorted(given.axes.glob("*.toml"))
    arrays, lessons = learn(read_pairs(paths), neutral_passages(), 160, Recipe())
    weights = pack(arrays)
    (given.package / "measure/voice/weights.npz").write_bytes(weights)
    (given.package / "measure/voice/ground.npz").write_bytes(learn_ground(neutral_passages(), load(weights)))
    (given.package / "profile/habits/neutral.toml").write_text(list_habits(load(weights)), encoding="utf-8")
    (given.package / "profile/axes.toml").write_text(list_axes(paths, lessons), encoding="utf-8")


def learn_ground(passages: Sequence[str], weights: Weights) -> bytes:
    """What a team's own axes are learned against: the neutral passages and spans of them, in numbers."""
    spans = neutral_spans(passages, 160, Recipe().seed)
    neutral, cut = (
        np.clip((count_all(texts) - weights.mean) / weights.sd, -CLIP, CLIP) for texts in (passages, spans)
    )
    return pack_ground(neutral, cut, word_numbers(spans))


def list_habits(weights: Weights) -> str:
    """What every habit is in neutral text, its mean and deviation after scaling, as TOML."""
    lines = [
        "# Made by tunelint.train.voice: mean and standard deviation of every habit in neutral text.\n\n"
    ]
    for feature, mean, sd in zip(features(), weights.mean, weights.sd, strict=False):
        lines.append(f"{feature.name} = [{mean:.4f}, {sd:.4f}]\n")
    return "".join(lines)


def list_axes(paths: Sequence[Path], lessons: Lessons) -> str:
    """The names of the axes and of their ends, in the order of the weights, and the habits that show them."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    names = [table["name"] for table in tables]
    marks = learn_marks(lessons, names, unmarked_axes())
    lines = ["# Made by tunelint.train.voice from rules/axes.\n"]
    for table, row, middle, few in zip(tables, marks, *marked_ends(lessons, names, marks), strict=True):
        lines.append("\n[[axis]]\n")
        lines += [f"{key} = {json.dumps(table[key])}\n" for key in KEYS if key in table]
        order = [at for at in np.argsort(-np.abs(row), kind="stable") if row[at]]
        shown = ", ".join(f"{features()[at].name} = {row[at]:.2f}" for at in order)
        lines.append(f"shows = {{ {shown} }}\nmarked = [{middle[0]:.2f}, {middle[1]:.2f}]\n")
        lines.append(f"unmarked_share = [{few[0]:.2f}, {few[1]:.2f}]\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
