"""Files in pieces read as if they were whole."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import chat
from tests.read.test_fuzz import PIECES, ROWS
from tunelint.model.errors import UserError
from tunelint.model.row import Fault
from tunelint.model.settings import Settings
from tunelint.read import rows, rows_of
from tunelint.read.piece import count, divide, placed


def _shown(items):
    return [repr(item) for item in items]


def _in_pieces(path, size):
    pieces = divide(str(path), Settings(), size)
    counts = [count(piece, Settings()) for piece in pieces]
    return pieces, [item for piece in placed(pieces, counts) for item in rows_of(piece, Settings())]


def _whole(path):
    return list(rows(str(path), Settings()))


@pytest.mark.parametrize("size", [1, 4, 7, 64, 1000, 10**6])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_lines_of_chat(tmp_path, size, ending, mark):
    lines = [json.dumps(chat(f"Why {n}?", f"Because {n}." * n)).encode() for n in range(30)]
    lines[7:7] = [b"", b"  ", b"{broken", b'{"prompt": "a", "completion": "b"}']
    path = tmp_path / "data.jsonl"
    path.write_bytes(mark + ending.join(lines))
    pieces, items = _in_pieces(path, size)
    assert len(pieces) == -(-path.stat().st_size // max(size, 4))
    assert _shown(items) == _shown(_whole(path))
    assert {item.code for item in items if isinstance(item, Fault)} == {
        "blank-line",
        *(["crlf"] if ending == b"\r\n" else []),
        *(["bom"] if mark else []),
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([chat("a", "b")] * 5, indent=1).encode()),
        ("a.csv", b"prompt,completion\n" + b"a,b\n" * 50),
        ("a.jsonl.gz", gzip.compress(b'{"prompt": "a", "completion": "b"}\n' * 50)),
        ("a.jsonl", '{"prompt": "a", "completion": "b"}\n'.encode("utf-16")),
        ("a.jsonl", b'{"strange": 1}\n' * 50),
        ("a.jsonl", b""),
    ],
    ids=["list", "table", "gzip", "utf-16", "strange", "empty"],
)
def test_what_cannot_be_cut_is_one_piece(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    pieces, items = _in_pieces(path, 16)
    assert len(pieces) == 1
    assert _shown(items) == _shown(_whole(path))


def test_rows_are_numbered_through_all_files(tmp_path):
    pieces = []
    for number, rows_ in enumerate((3, 0, 5)):
        path = tmp_path / f"{number}.jsonl"
        path.write_text((json.dumps(chat("a", "b")) + "\n") * rows_, encoding="utf-8")
        pieces += divide(str(path), Settings(), 100)
    placed_ = placed(pieces, [count(piece, Settings()) for piece in pieces])
    found = [item for piece in placed_ for item in rows_of(piece, Settings()) if not isinstance(item, Fault)]
    assert [row.ref.number for row in found] == list(range(8))
    assert [row.ref.line for row in found] == [1, 2, 3, 1, 2, 3, 4, 5]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS.map(json.dumps).map(str.encode) | PIECES, max_size=8), st.integers(1, 200))
def test_cutting_changes_nothing(tmp_path_factory, lines, size):
    path = tmp_path_factory.mktemp("pieces") / "data.jsonl"
    path.write_bytes(b"\n".join(lines))
    try:
        whole = _whole(path)
    except UserError:
        return
    assert _shown(_in_pieces(path, size)[1]) == _shown(whole)
