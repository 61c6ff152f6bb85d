"""The learned numbers of the voice measure, and the arithmetic that uses them.

`python -m tunelint.train.voice` makes the file; it needs the pairs in rules/axes and the neutral passages.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.profile.habits.features import features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

CLIP = 6.0
"""Standardised habits are cut at this many deviations, so that one odd count cannot rule the rest."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned numbers, all float32.

    `mean`, `sd`: of every habit and function word over neutral passages. `axes`: one direction a row;
    `apart`: the same axes told apart from each other (see `tunelint.train.contrast`).
    `log_words`, `axis_mean`, `axis_sd`: what an axis is at each of some lengths of neutral text.
    `hidden`, `hidden_bias`, `out`, `out_bias`: the two layers of the contrastive head.
    """

    names: tuple[str, ...]
    mean: Floats
    sd: Floats
    axes: Floats
    apart: Floats
    log_words: Floats
    axis_mean: Floats
    axis_sd: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def standardise(self, counts: Floats) -> Floats:
        """Habits and function words of one text, in standard deviations from neutral text."""
        clipped: Floats = np.clip((counts - self.mean) / self.sd, -CLIP, CLIP)
        return clipped

    def on_axes(self, standard: Floats) -> Floats:
        """Where one text lies on each named axis."""
        return self.axes @ standard

    def told_apart(self, standard: Floats) -> Floats:
        """Where one text lies on each named axis by what it does not share with the other axes."""
        return self.apart @ standard

    def for_length(self, on_axes: Floats, words: int) -> Floats:
        """The same places as deviations from neutral text of that length."""
        at = min(max(float(np.log(max(words, 2))), float(self.log_words[0])), float(self.log_words[-1]))
        left = min(max(int(np.searchsorted(self.log_words, at)) - 1, 0), len(self.log_words) - 2)
        share = np.float32((at - self.log_words[left]) / (self.log_words[left + 1] - self.log_words[left]))
        mean = self.axis_mean[left] * (1 - share) + self.axis_mean[left + 1] * share
        sd = self.axis_sd[left] * (1 - share) + self.axis_sd[left + 1] * share
        corrected: Floats = (on_axes - mean) / sd
        return corrected

    def head(self, standard: Floats, found: Floats) -> Floats:
        """The contrastive head: 64 numbers, one in the mean square, that point alike for texts of one style.

        `found` says which habits occur at all (see `present`): one contraction makes a style. The head was
        trained on angles; lengths say how marked a style is, which the other views say better.
        """
        seen = np.concatenate([standard, found])
        point = self.out @ gelu(self.hidden @ seen + self.hidden_bias) + self.out_bias
        unit: Floats = point * np.float32(np.sqrt(len(point)) / (np.sqrt(point @ point) + 1e-9))
        return unit


@cache
def _rates() -> NDArray[np.intp]:
    return np.flatnonzero([feature.scale == "rate" for feature in features()])


def present(counts: NDArray[np.floating[Any]]) -> Floats:
    """Which of the habits that are counted as rates occur in a text or in each row of texts: 0 or 1."""
    found: Floats = (counts[..., _rates()] > 0).astype(np.float32)
    return found


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    bent: Floats = np.float32(0.5) * x * (1 + np.tanh(inner))
    return bent


def load(data: bytes) -> Weights:
    """Weights from the bytes of an npz file; float16 arrays become float32."""
    with np.load(io.BytesIO(data)) as arrays:
        numbers = {name: arrays[name].astype(np.float32) for name in arrays.files if name != "names"}
        names = tuple(str(name) for name in arrays["names"])
    return Weights(names=names, **numbers)


@cache
def built_in() -> Weights:
    """The weights that ship with the package, read once."""
    return load(files(__package__).joinpath("weights.npz").read_bytes())
