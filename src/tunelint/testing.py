"""What the author of a part can test it with: the laws of measures and sketches, and checks of a few rows."""

from __future__ import annotations

import json
import pickle
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tunelint.measure.protocol import LastingMeasure
from tunelint.model.example import Passage
from tunelint.model.settings import Settings
from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.cache.codec import Codec, pack
from tunelint.run.engine import check
from tunelint.run.load import load_config
from tunelint.run.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tunelint.measure.protocol import Measure
    from tunelint.model.outcome import Outcome

__all__ = ["check_measure", "check_rows", "check_sketch", "passages"]


def passages(*texts: str) -> list[Passage]:
    """The texts as replies, the way a measure sees them."""
    return [Passage(text, "reply", "/messages/1/content") for text in texts]


def check_measure(
    factory: Callable[..., Measure], texts: Sequence[str], options: Mapping[str, Any] | None = None
) -> None:
    """Raise AssertionError where a measure breaks a law on these texts.

    A batch is measured as its texts one by one; equal texts have equal values; values travel between
    processes; the values of a lasting measure come back from the cache as they were; and it reads no setting
    that it does not name.
    """
    watched: Any = _Watched()
    measure = factory(watched, **(options or {}))
    values = list(measure(passages(*texts)))
    assert len(values) == len(texts), f"{len(values)} values for {len(texts)} texts"
    for text, value in zip(texts, values, strict=True):
        (alone,) = measure(passages(text))
        assert _same(alone, value), f"alone and in a batch differ for {text!r}: {alone!r}, {value!r}"
        first = values[texts.index(text)]
        assert _same(first, value), f"equal texts have other values: {text!r}: {first!r}, {value!r}"
        back = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
        assert _same(back, value), f"another process would get {back!r} for {value!r}"
    if isinstance(measure, LastingMeasure):
        _check_lasting(measure, values)
        unnamed = watched.asked - set(measure.reads)
        assert not unnamed, f"reads the settings {sorted(unnamed)} without naming them"


def check_sketch(sketches: Sequence[Any]) -> None:
    """Raise AssertionError where merging these sketches depends on their order or grouping."""
    for one in sketches:
        for two in sketches:
            assert one.merge(two) == two.merge(one), f"order counts: {one!r}, {two!r}"
            for three in sketches:
                left, right = one.merge(two).merge(three), one.merge(two.merge(three))
                assert left == right, f"grouping counts: {one!r}, {two!r}, {three!r}"


def check_rows(rows: Sequence[Any], *packs: Path, config: str = "") -> Outcome:
    """What is found in decoded rows by the rules of tunelint and of folders of rules; `config` is TOML."""
    with tempfile.TemporaryDirectory() as folder:
        data, settings = Path(folder, "data.jsonl"), Path(folder, "tunelint.toml")
        data.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        settings.write_text(config, encoding="utf-8")
        loaded = load_config([str(data)], [str(settings)])
        return check([str(data)], make_plan(load_rules([rules_folder(), *packs]), loaded), loaded)


class _Watched:
    """Settings that note which of them are asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.__dict__["asked"].add(name)
        return getattr(Settings(), name)


def _check_lasting(measure: LastingMeasure, values: Sequence[Any]) -> None:
    codec = Codec({1: measure.value})
    for value in values:
        back = codec.unpack(pack({1: value}))[1]
        assert _same(back, value), f"the cache gives {back!r} for {value!r}"


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    return type(one) is type(other) and bool(one == other)
