"""One content in many formats gives the same rows."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import os
import sys
import threading
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.helper import CHAT, all_faults, all_rows, file_of, read_bytes
from tunelint.model.errors import UserError
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.read import find, reread, rows
from tunelint.read.split import split_lines, split_values

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = TEXTS.map(lambda text: f"x{text}")
PAIRS = st.lists(st.fixed_dictionaries({"prompt": WORDS, "completion": WORDS}), min_size=1, max_size=5)


def as_csv(pairs, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["prompt", "completion"], delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(pairs)
    return out.getvalue().encode()


def as_lines(pairs, **options):
    return "\n".join(json.dumps(pair, **options) for pair in pairs).encode()


FORMS = {
    "lines": (as_lines, ".jsonl"),
    "lines in a .json file": (as_lines, ".json"),
    "lines, unescaped": (lambda pairs: as_lines(pairs, ensure_ascii=False), ".jsonl"),
    "lines, CR LF": (lambda pairs: as_lines(pairs).replace(b"\n", b"\r\n"), ".jsonl"),
    "lines, CR": (lambda pairs: as_lines(pairs).replace(b"\n", b"\r"), ".jsonl"),
    "byte order mark": (lambda pairs: b"\xef\xbb\xbf" + as_lines(pairs), ".jsonl"),
    "UTF-16": (lambda pairs: as_lines(pairs).decode().encode("utf-16"), ".jsonl"),
    "array": (lambda pairs: json.dumps(pairs).encode(), ".json"),
    "pretty array": (lambda pairs: json.dumps(pairs, indent=2).encode(), ".json"),
    "array in a .jsonl file": (lambda pairs: json.dumps(pairs, indent=1).encode(), ".jsonl"),
    "pretty objects": (lambda pairs: as_lines(pairs, indent=4), ".json"),
    "other key order": (lambda pairs: as_lines(pairs, sort_keys=True), ".jsonl"),
    "csv": (as_csv, ".csv"),
    "tsv": (lambda pairs: as_csv(pairs, "\t"), ".tsv"),
    "csv without its ending": (as_csv, ".txt"),
    "gzip": (lambda pairs: gzip.compress(as_lines(pairs)), ".jsonl.gz"),
    "zstd": (lambda pairs: zstandard.compress(as_lines(pairs)), ".jsonl.zst"),
    "gzip without its ending": (lambda pairs: gzip.compress(json.dumps(pairs).encode()), ""),
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(pairs=PAIRS)
def test_every_format_gives_the_same_values_keys_and_examples(form, pairs):
    write, suffix = FORMS[form]
    found = all_rows(write(pairs), suffix)
    usual = all_rows(as_lines(pairs))
    assert [row.value for row in found] == pairs
    assert [row.ref.key for row in found] == [row.ref.key for row in usual]
    assert [row.example for row in found] == [row.example for row in usual]
    assert not any(row.faults for row in found)


@pytest.mark.parametrize("form", FORMS)
def test_rows_of_every_format_are_read_again(form):
    write, suffix = FORMS[form]
    pairs = [{"prompt": f"Is {n},\nfar?", "completion": 'Not "far".'} for n in range(20)]
    with file_of(write(pairs), suffix) as file:
        first = [item for item in rows(file, Settings(), first_number=7) if isinstance(item, Row)]
        chosen = first[3::5]
        again = list(reread([row.ref for row in chosen], Settings()))
    assert [(row.ref, row.raw, row.value, row.example) for row in again] == [
        (row.ref, row.raw, row.value, row.example) for row in chosen
    ]
    assert [row.ref.number for row in first] == list(range(7, 27))


def test_lines_are_the_lines_of_the_file():
    for form, lines in {
        "lines": [1, 2, 3],
        "pretty array": [2, 6, 10],
        "pretty objects": [1, 5, 9],
        "csv": [2, 3, 5],
        "array": [1, 1, 1],
    }.items():
        write, suffix = FORMS[form]
        pairs = [
            {"prompt": "a", "completion": "b"},
            {"prompt": "a", "completion": "b"},
            {"prompt": "c", "completion": "d"},
        ]
        if form == "csv":
            pairs[1] = {"prompt": "a\nb", "completion": "b"}
        assert [row.ref.line for row in all_rows(write(pairs), suffix)] == lines, form


def test_columns_in_an_array_on_one_line_are_those_of_the_line():
    data = '[{"text": "é"}, {"text": 5}]'
    fault = all_faults(data.encode(), ".json")[0]
    assert (fault.code, fault.line, fault.column) == ("wrong-type", 1, data.index("5") + 1)


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    values = [json.loads(line) for line in CHAT]
    parquet.write_table(pyarrow.Table.from_pylist(values), tmp_path / "data.bin")
    found = list(rows(str(tmp_path / "data.bin"), Settings()))
    assert [row.value for row in found] == values
    assert [row.ref.key for row in found] == [row.ref.key for row in all_rows(b"\n".join(CHAT))]
    again = list(reread([found[2].ref], Settings()))
    assert [row.example for row in again] == [found[2].example]


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "data.parquet").write_bytes(b"PAR1 and so on")
    with pytest.raises(UserError, match=r"tunelint\[parquet\]"):
        list(rows(str(tmp_path / "data.parquet"), Settings()))


def test_lists_in_the_cells_of_a_table():
    cell = json.dumps(json.loads(CHAT[0])["messages"]).replace('"', '""')
    data = f'messages\n"{cell}"\n'.encode()
    assert [row.example.shape for row in all_rows(data, ".csv")] == ["chat"]


def test_semicolons_divide_too():
    assert [row.value for row in all_rows(b"prompt;completion\na,b;c\n", ".csv")] == [
        {"prompt": "a,b", "completion": "c"}
    ]


def test_standard_input_is_read_twice(monkeypatch):
    from tunelint.read import source

    monkeypatch.setattr(source, "_SPOOLED", {})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(CHAT))))
    first = list(rows("-", Settings()))
    again = list(reread([row.ref for row in first], Settings()))
    assert [row.raw for row in again] == [row.raw for row in first] == CHAT
    assert first[0].ref.file == "-"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_twice(tmp_path):
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    writer = threading.Thread(target=Path(pipe).write_bytes, args=(b"\n".join(CHAT),))
    writer.start()
    assert find([pipe]) == [pipe]
    first = list(rows(pipe, Settings()))
    writer.join()
    assert [row.raw for row in reread([row.ref for row in first], Settings())] == CHAT


@pytest.mark.parametrize("split", [split_lines, split_values])
def test_records_come_before_the_stream_has_ended(split):
    start = b"[" if split is split_values else b""
    endless = itertools.chain([start], itertools.repeat(CHAT[0] + b",\n"))
    assert len(list(itertools.islice(split(endless), 5000))) == 5000


@given(
    st.lists(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=2)), min_size=1, max_size=4),
    st.integers(1, 9),
)
def test_records_do_not_depend_on_how_the_stream_is_cut(values, size):
    data = json.dumps(values, indent=1, ensure_ascii=False).encode()
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    whole = list(split_values(iter([data])))
    assert list(split_values(iter(chunks))) == whole
    assert [json.loads(record.raw) for record in whole] == values
    lines = list(split_lines(iter(chunks)))
    assert lines == list(split_lines(iter([data])))
    assert all(data[one.offset : one.offset + len(one.raw)] == one.raw for one in (*lines, *whole))


def test_a_file_that_is_missing_or_a_folder_is_a_user_error(tmp_path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UserError, match="cannot be read"):
            list(rows(str(path), Settings()))


def test_rows_of_bare_lists_are_told_from_an_array():
    line = b'[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]'
    for data in (line, line + b"\n" + line, b"[" + line + b", " + line + b"]"):
        assert {row.example.shape for row in all_rows(data)} == {"messages list"}
        assert all_faults(data) == []


def test_broken_lines_do_not_change_the_format():
    cut = CHAT[0][:60]
    for data in ([cut, *CHAT], [CHAT[0], cut, CHAT[1]], [b"", b"  ", *CHAT], [cut, cut, CHAT[0]]):
        items = read_bytes(b"\n".join(data))
        assert [row.value for row in items if isinstance(row, Row) and row.example] == [
            json.loads(line) for line in data if line in CHAT
        ]
