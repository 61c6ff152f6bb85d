"""Learning axes of tone from pairs of texts: the built-in ones in training, a team's own in a run."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.measure.voice.weights import CLIP, built_in
from tunelint.profile.habits.counting import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tunelint.measure.voice.weights import Weights
    from tunelint.model.axis import OwnAxis

    Floats = NDArray[np.float64]

SHRINKAGE = 0.6
"""Share of the spherical part in the covariance that the axes are whitened by (tone study, section 8)."""
BANDWIDTH = 0.35
"""Width of the Gaussian kernel over log words for the length correction."""
SPAN_STEP = CLIP / 127
"""What one step of the stored spans is worth: standardised counts from -CLIP to CLIP as int8."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What axes are learned against: neutral text in numbers, without its words.

    `covariance` of standardised counts over neutral passages; `spans`: standardised counts of neutral spans
    of many lengths, one row each, and their numbers of `words`.
    """

    covariance: Floats
    spans: Floats
    words: Floats


def direction(high: Floats, low: Floats, covariance: Floats) -> Floats:
    """The direction from the low ends of some pairs to their high ends, one pair a row of each matrix.

    With D the mean difference and S = 0.4 cov + 0.6 (tr / d) I, the direction is S^-1 D / sqrt(D' S^-1 D),
    so that neutral text has about unit variance along it.
    """
    width = covariance.shape[0]
    shrunk = (1 - SHRINKAGE) * covariance + SHRINKAGE * np.trace(covariance) / width * np.eye(width)
    difference = (high - low).mean(0)
    found = np.linalg.solve(shrunk, difference)
    unit: Floats = found / np.sqrt(difference @ found + 1e-12)
    return unit


def learn_lengths(on_axes: Floats, words: Floats, grid: Floats) -> tuple[Floats, Floats]:
    """Mean and deviation of every axis near each log length of `grid`."""
    logs = np.log(np.maximum(words, 2))
    means, deviations = [], []
    for centre in grid:
        weight = np.exp(-0.5 * ((logs - centre) / BANDWIDTH) ** 2)
        weight /= weight.sum()
        mean = weight @ on_axes
        means.append(mean)
        deviations.append(np.sqrt(weight @ (on_axes - mean) ** 2))
    sd = np.array(deviations)
    return np.array(means), np.maximum(sd, 0.5 * sd.mean(0) + 1e-4)


@cache
def with_own(own: tuple[OwnAxis, ...]) -> Weights:
    """The built-in weights with a team's own axes, in the order of `tunelint.profile.voice.layout`."""
    weights = built_in()
    if not own:
        return weights
    learned = {item.axis.name: _direction_of(item, weights) for item in own}
    names, axes = _joined(weights.names, weights.axes, learned)
    _, apart = _joined(weights.names, weights.apart, learned)
    spans = ground()
    mean, sd = learn_lengths(spans.spans @ axes.T, spans.words, weights.log_words.astype(float))
    old = [at for at, name in enumerate(weights.names) if name not in {item.axis.name for item in own}]
    mean[:, old], sd[:, old] = weights.axis_mean[:, old], weights.axis_sd[:, old]
    lengths = {"axis_mean": mean.astype(np.float32), "axis_sd": sd.astype(np.float32)}
    return replace(weights, names=names, axes=axes, apart=apart, **lengths)


def _joined(
    names: tuple[str, ...], directions: NDArray[np.float32], learned: Mapping[str, NDArray[np.float16]]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Names and directions with the learned ones in the place of their namesakes, or last."""
    rows: dict[str, NDArray[Any]] = dict(zip(names, directions, strict=True))
    rows |= learned
    return tuple(rows), np.array(list(rows.values()), dtype=np.float32)


def told_apart(own: OwnAxis) -> int:
    """How many of an axis's pairs lie the right way round along the direction that the others give."""
    high, low = _ends(own, built_in())
    right = 0
    for held in range(len(high)):
        rest = np.arange(len(high)) != held
        learned = direction(high[rest], low[rest], ground().covariance)
        right += bool((high[held] - low[held]) @ learned > 0)
    return right


@cache
def ground() -> Ground:
    """What ships with the package for learning axes, read once."""
    data = files(__package__).joinpath("ground.npz").read_bytes()
    with np.load(io.BytesIO(data)) as arrays:
        spans = arrays["spans"].astype(float) * SPAN_STEP
        words, upper = arrays["words"].astype(float), arrays["covariance"].astype(float)
    width = spans.shape[1]
    covariance = np.zeros((width, width))
    covariance[np.triu_indices(width)] = upper
    return Ground(covariance + np.triu(covariance, 1).T, spans, words)


def pack_ground(neutral: Floats, spans: Floats, words: Floats) -> bytes:
    """The bytes of the file that `ground` reads, from standardised counts of passages and spans."""
    covariance = np.cov(neutral.T)
    out = io.BytesIO()
    np.savez_compressed(
        out,
        covariance=covariance[np.triu_indices(len(covariance))].astype(np.float16),
        spans=np.round(spans / SPAN_STEP).astype(np.int8),
        words=words.astype(np.uint16),
    )
    return out.getvalue()


def _direction_of(own: OwnAxis, weights: Weights) -> NDArray[np.float16]:
    """The direction of an own axis, rounded as the shipped ones are."""
    return direction(*_ends(own, weights), ground().covariance).astype(np.float16)


def _ends(own: OwnAxis, weights: Weights) -> tuple[Floats, Floats]:
    """Standardised counts of the high ends and of the low ends of the pairs."""
    high, low = (_standard([pair[end] for pair in own.pairs], weights) for end in (0, 1))
    return high, low


def _standard(texts: Sequence[str], weights: Weights) -> Floats:
    counted = [count(text) for text in texts]
    rows = np.array([np.concatenate([counts.values, counts.function_rates]) for counts in counted])
    return np.array([weights.standardise(row.astype(np.float32)) for row in rows], dtype=float)
