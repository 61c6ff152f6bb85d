"""Columns keep the values of a corpus as bytes, and give back what was put in."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import chat, write_rows
from tunelint import read
from tunelint.measure.matches import Span
from tunelint.model.settings import Settings
from tunelint.model.view import Want
from tunelint.run.columns import ColumnStore
from tunelint.run.measuring import cells, measure_batch
from tunelint.run.plan import make_measures

REPLY = Want("spans", "reply")


class Listed:
    """A measure that gives values as they come; of known type where one is stated."""

    def __init__(self, values, kind=None):
        self.values = values
        if kind is not None:
            self.value = kind

    def __call__(self, passages):
        return [self.values[passage.text] for passage in passages]


def _rows(tmp_path, number):
    path = write_rows(tmp_path / "d.jsonl", [chat("q", f"text {n}") for n in range(number)])
    return list(read.rows(str(path), Settings()))


def _filled(rows, measures, size):
    store = ColumnStore(measures)
    for start in range(0, len(rows), size):
        store.add(measure_batch(rows[start : start + size], measures))
    return store.columns


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("kind", [tuple[Span, ...], None], ids=["packed", "plain"])
def test_columns_are_the_cells_in_order(tmp_path, size, kind):
    rows = _rows(tmp_path, 7)
    values = {f"text {n}": None if n == 3 else (Span(n, n + 300),) * n for n in range(7)}
    measures = {REPLY: Listed(values, kind)}
    [column] = _filled(rows, measures, size).values()
    wanted = cells(measure_batch(rows, measures), [REPLY])[REPLY]
    assert list(column) == wanted == column[:]
    assert len(column) == 7
    assert [column[at] for at in (0, 6, -1, -7)] == [wanted[at] for at in (0, 6, -1, -7)]
    assert column[2:5] == wanted[2:5]
    assert all(isinstance(cell.value[0], Span) for cell in column if cell.value)
    with pytest.raises(IndexError):
        column[7]


def test_arrays_come_back_bit_for_bit(tmp_path):
    rows = _rows(tmp_path, 3)
    values = {f"text {n}": np.array([n / 3, -0.0, 1e-30], np.float32) for n in range(3)}
    [column] = _filled(rows, {REPLY: Listed(values, np.ndarray)}, 2).values()
    found = [cell.value for cell in column]
    assert [item.dtype for item in found] == [np.dtype(np.float32)] * 3
    assert [item.tobytes() for item in found] == [item.tobytes() for item in values.values()]


@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), min_size=1, max_size=20))
def test_any_text_can_be_a_value(tmp_path_factory, texts):
    rows = _rows(tmp_path_factory.mktemp("rows"), len(texts))
    values = {f"text {n}": text for n, text in enumerate(texts)}
    [column] = _filled(rows, {REPLY: Listed(values, str)}, 5).values()
    assert [cell.value for cell in column] == texts


def test_real_measures_with_odd_texts_are_kept(tmp_path):
    odd = ["\ud83d half a pair", "zero \x00 byte", "“quoted”\u2028line", "```code```", " "]
    path = tmp_path / "d.jsonl"
    path.write_text("".join(json.dumps(chat(text, text)) + "\n" for text in odd), encoding="utf-8")
    rows = list(read.rows(str(path), Settings()))
    wants = [
        Want(name, "reply") for name in ("opener", "closer", "style", "readability", "language", "voice")
    ]
    measures = make_measures([*wants, Want("meaning", "prompt"), Want("identity", "row")], Settings())
    batch = measure_batch(rows, measures)
    columns = _filled(rows, measures, 2)
    for want, wanted in cells(batch, tuple(measures)).items():
        for cell, other in zip(columns[want], wanted, strict=True):
            assert cell[:2] == other[:2]
            assert pickle.dumps(cell.value) == pickle.dumps(other.value) or np.array_equal(
                cell.value, other.value
            )
