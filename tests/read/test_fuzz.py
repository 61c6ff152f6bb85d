"""Whatever the bytes are: rows, faults or a user error, and never a row lost without a word."""

from __future__ import annotations

import gzip
import json

import orjson
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.helper import CHAT, file_of, read_bytes
from tunelint.model.errors import UserError
from tunelint.model.row import FAULTS, Fault, Row
from tunelint.model.settings import Settings
from tunelint.read import reread
from tunelint.read import rows as read_rows

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(
    [
        *("messages", "role", "content", "conversations", "from", "value", "instruction", "input", "output"),
        *(
            "prompt",
            "completion",
            "text",
            "chosen",
            "rejected",
            "label",
            "kto_tag",
            "contents",
            "parts",
            "system",
        ),
        *("tools", "tool_calls", "history", "instances", "response_j", "preferred_output", "chosen_messages"),
        *("systemInstruction", "weight", "type", "question", "answer", "messages/~1", ""),
    ]
)
ROLES = st.sampled_from(
    ["user", "assistant", "system", "tool", "model", "human", "gpt", "Assistant", "agent"]
)
VALUES = st.recursive(
    SCALARS | ROLES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
MESSAGES = st.lists(st.fixed_dictionaries({"role": ROLES, "content": VALUES}) | VALUES, max_size=4)
ROWS = st.dictionaries(KEYS, MESSAGES | VALUES, max_size=5)
PIECES = st.sampled_from(
    [
        *(
            b"\n",
            b"\r\n",
            b"\r",
            b"\x00",
            b"\xff",
            b"\xc3",
            b"\xef\xbb\xbf",
            b'"',
            b"\\",
            b"\\u",
            b"\\ud83d",
            b"[",
            b"]",
        ),
        *(
            b"{",
            b"}",
            b",",
            b":",
            b"'",
            b"NaN",
            b"-Infinity",
            b"1e999",
            b"PAR1",
            b"\x1f\x8b",
            b"\x28\xb5\x2f\xfd",
            b"\t",
        ),
        *(
            b"//",
            b"#",
            b"\xe2\x80\x9c",
            b"None",
            b"True",
            b"\xff\xfe",
            b"9" * 5000,
            b"[" * 1200,
            b'{"a":' * 1200,
        ),
    ]
)


def check_items(data, suffix=".jsonl", **shape):
    try:
        items = read_bytes(data, suffix, Settings(shape=shape))
    except UserError:
        return []
    rows = [item for item in items if isinstance(item, Row)]
    assert [row.ref.number for row in rows] == list(range(len(rows)))
    for fault in [item for item in items if isinstance(item, Fault)] + [
        f for row in rows for f in row.faults
    ]:
        assert set(fault.details) == set(FAULTS[fault.code])
        assert fault.line >= 1
        assert fault.column >= 0
    for row in rows:
        assert (
            row.example or row.faults or any(f.code == "unknown-shape" for f in items if isinstance(f, Fault))
        )
        if row.example:
            orjson.dumps([row.example.row_text(), row.example.context()])
    return items


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([".jsonl", ".json", ".csv", ".txt", ".parquet"]))
def test_random_bytes_never_crash(data, suffix):
    check_items(data, suffix)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=4), st.data())
def test_mutated_json_never_crashes(rows, data):
    text = b"\n".join(json.dumps(row).encode() for row in rows)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 5)) :]
    check_items(text, data.draw(st.sampled_from([".jsonl", ".json", ".csv"])))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_every_value_of_a_known_key_may_be_anything(rows):
    items = check_items(b"\n".join(json.dumps(row).encode() for row in rows))
    assert sum(isinstance(item, Row) for item in items) == len(rows)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_mapped_keys_may_hold_anything(rows):
    text = b"\n".join(json.dumps(row).encode() for row in rows)
    check_items(text, prompt="input.value", reply="output", system="system", messages="messages")
    check_items(text, chosen="chosen", rejected="rejected.text")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_compressed_file_that_is_cut_off_gives_the_rows_before_and_one_error(pack, share):
    lines = [
        json.dumps({"prompt": f"Question {n} {hash(str(n))}", "completion": "Yes."}) for n in range(20_000)
    ]
    packed = pack("\n".join(lines).encode())
    items = check_items(packed[: 6 + int(share * (len(packed) - 6))], ".jsonl.gz")
    rows = [item for item in items if isinstance(item, Row)]
    assert [row.value for row in rows] == [json.loads(line) for line in lines[: len(rows)]]
    assert len(rows) >= (share - 0.35) * len(lines)
    faults = [item for item in items if isinstance(item, Fault)]
    assert [fault.code for fault in faults] == ["broken-file"]
    assert faults[0].line == len(rows) + 1


@given(
    st.binary(max_size=100),
    st.sampled_from([b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1", b"\xff\xfe", b"\xef\xbb\xbf"]),
)
def test_a_magic_number_may_lie(data, magic):
    check_items(magic + data)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_compressed_and_joined_files_are_read_whole(pack):
    items = read_bytes(pack(CHAT[0] + b"\n") + pack(CHAT[1] + b"\n"), ".jsonl.gz")
    assert [item.raw for item in items] == CHAT[:2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=4), st.sampled_from(["lines", "array", "pretty"]))
def test_a_second_reading_gives_the_same_rows(rows, form):
    texts = {
        "lines": "\n".join(map(json.dumps, rows)),
        "array": json.dumps(rows),
        "pretty": json.dumps(rows, indent=2),
    }
    with file_of(texts[form].encode(), ".json") as file:
        first = [item for item in read_rows(file, Settings()) if isinstance(item, Row)]
        again = list(reread([row.ref for row in first[1:]], Settings()))
    assert [(row.ref, row.raw, row.example) for row in again] == [
        (row.ref, row.raw, row.example) for row in first[1:]
    ]
