"""Where all-MiniLM-L6-v2 first mixes the words of a text: word order and manner, before it turns to meaning.

Style lives in the lower layers of a transformer and content in the upper ones. The self-attention of the
first of six layers tells tone as well as that layer as a whole, whose second half (the feed-forward part) is
half of the work; neither torch nor onnxruntime is needed to run it in numpy (BERT: Devlin et al. 2019).
"""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.measure.meaning.transformer import packaged
from tunelint.measure.voice.weights import CLIP, Weights, built_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Floats = NDArray[np.float32]

TOKENS = 64
"""Word pieces of a text that are read, the marks of its two ends among them: 128 tell hardly more."""
SHARE = 0.8
"""Weight of the standardised states beside the standardised counts when axes are learned."""
WIDTH = 384
_HEADS = 12
_EPSILON = np.float32(1e-12)
_LAYER = "encoder.layer.0."


class FirstLayer:
    """Mean-pooled hidden states after the self-attention of the first layer: 384 numbers for each text."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TOKENS)
        arrays = read_arrays(folder / "model.safetensors")
        self.words = arrays["embeddings.word_embeddings.weight"]
        self.places = (
            arrays["embeddings.position_embeddings.weight"][:TOKENS]
            + arrays["embeddings.token_type_embeddings.weight"][0]
        )
        self.start = _pair(arrays, "embeddings.LayerNorm")
        joined = [_pair(arrays, f"{_LAYER}attention.self.{part}") for part in ("query", "key", "value")]
        self.attend = (
            np.ascontiguousarray(np.concatenate([weight for weight, _ in joined]).T),
            np.concatenate([bias for _, bias in joined]),
        )
        self.attended = _dense(arrays, f"{_LAYER}attention.output.dense")
        self.middle = _pair(arrays, f"{_LAYER}attention.output.LayerNorm")

    def __call__(self, text: str) -> Floats:
        """The text's point; texts are read one by one, so that a batch equals its texts."""
        beginning = " ".join(text.split(maxsplit=TOKENS)[:TOKENS])  # a word is one piece or more
        ids = self.tokenizer.encode(beginning).ids
        state = _norm(self.words[ids] + self.places[: len(ids)], self.start)
        state = _norm(state + _apply(self._mixed(state), self.attended), self.middle)
        pooled: Floats = state.mean(0)
        return pooled

    def _mixed(self, state: Floats) -> Floats:
        """Self-attention: every word piece as a mixture of all of them, by twelve heads."""
        parts = _apply(state, self.attend).reshape(len(state), 3, _HEADS, -1).transpose(1, 2, 0, 3)
        query, key, value = np.ascontiguousarray(parts)  # BLAS takes no strided heads
        scores = query @ np.ascontiguousarray(key.transpose(0, 2, 1))
        scores /= np.float32(math.sqrt(WIDTH // _HEADS))
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed: Floats = (scores @ value).transpose(1, 0, 2).reshape(len(state), WIDTH)
        return mixed


@dataclass(frozen=True, slots=True)
class Reader:
    """States of the first layer as the axes want them: standardised over neutral text, cut and weighed."""

    layer: FirstLayer
    mean: Floats
    sd: Floats

    def __call__(self, text: str) -> Floats:
        """384 numbers for a text."""
        states: Floats = np.float32(SHARE) * np.clip((self.layer(text) - self.mean) / self.sd, -CLIP, CLIP)
        return states


def reader() -> Reader:
    """The reader that the shipped axes were learned with."""
    arrays = _learned()
    return Reader(first_layer(), arrays["layer_mean"], arrays["layer_sd"])


def with_layer(weights: Weights) -> Weights:
    """Weights whose built-in axes see the first layer beside the counts; a team's own axes see the counts."""
    learned, shipped = _learned(), built_in()
    places = [at for at, axis in enumerate(shipped.axes) if np.array_equal(axis, weights.axes[at])]
    found: dict[str, Any] = {}
    for name in ("axes", "apart"):
        wide = np.zeros((len(weights.names), weights.axes.shape[1] + WIDTH), dtype=np.float32)
        wide[:, : weights.axes.shape[1]] = getattr(weights, name)
        wide[places] = learned[name][places]
        found[name] = wide
    for name in ("axis_mean", "axis_sd"):
        found[name] = getattr(weights, name).copy()
        found[name][:, places] = learned[name][:, places]
    return replace(weights, **found)


@cache
def _learned() -> dict[str, Floats]:
    data = files(__package__).joinpath("first_layer.npz").read_bytes()
    with np.load(io.BytesIO(data)) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files if name != "names"}


@cache
def first_layer() -> FirstLayer:
    """The layer of the packaged model, read once; a user error where the package is missing or another."""
    return FirstLayer(Path(packaged()))


def read_arrays(path: Path) -> dict[str, Floats]:
    """The arrays of a safetensors file, mapped and not yet read (float32 ones only)."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    raw = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
    found = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            found[name] = raw[first:last].view(np.float32).reshape(entry["shape"])
    return found


def _pair(arrays: Mapping[str, Floats], name: str) -> tuple[Floats, Floats]:
    return np.array(arrays[f"{name}.weight"]), np.array(arrays[f"{name}.bias"])


def _dense(arrays: Mapping[str, Floats], name: str) -> tuple[Floats, Floats]:
    weight, bias = _pair(arrays, name)
    return np.ascontiguousarray(weight.T), bias


def _apply(state: Floats, dense: tuple[Floats, Floats]) -> Floats:
    result: Floats = state @ dense[0]
    result += dense[1]
    return result


def _norm(state: Floats, layer: tuple[Floats, Floats]) -> Floats:
    state = state - state.mean(-1, keepdims=True)
    state /= np.sqrt(np.square(state).mean(-1, keepdims=True) + _EPSILON)
    scaled: Floats = state * layer[0] + layer[1]
    return scaled
