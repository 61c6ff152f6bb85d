"""From pointers and offsets to lines and columns, checked against a search in the text itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.read import locate

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MARK = "\ue000"
"""A character that the strategies never make: what is searched for."""


@given(
    st.lists(TEXTS, max_size=3),
    TEXTS,
    TEXTS,
    st.sampled_from([None, 2]),
    st.booleans(),
)
def test_the_column_of_an_offset_is_that_of_the_character(keys, before, after, indent, ascii_only):
    before, after = before.replace(MARK, ""), after.replace(MARK, "")
    value = before + MARK + after
    for key in keys:
        value = {"x": [1, "y", None], key + "k": [value]}
    pointer = "".join(f"/{_escaped(key + 'k')}/0" for key in reversed(keys))
    text = json.dumps([value], indent=indent, ensure_ascii=ascii_only)
    place = locate(text.encode(), f"/0{pointer}", len(before))
    at = text.index("\\ue000" if ascii_only else MARK)
    assert place == (text.count("\n", 0, at), at - text.rfind("\n", 0, at))


def _escaped(key):
    return key.replace("~", "~0").replace("/", "~1")


@pytest.mark.parametrize(
    ("raw", "pointer", "offset", "column"),
    [
        (r'{"a": "b\nc"}', "/a", 2, 11),
        (r'{"a": "b\nc"}', "/a", 1, 9),
        (r'{"a": "\ud83d\ude00!"}', "/a", 1, 20),
        (r'{"a": "\\u0041x"}', "/a", 1, 10),
        (r'{"a": "\u0041x"}', "/a", 1, 14),
        ('{"a": "é😀x"}', "/a", 2, 10),
        ('{"a": "xyz"}', "/a", 3, 11),
        ('{"a": "xyz"}', "/a", None, 7),
        ('{"a": 1, "a": 2}', "/a", None, 15),
        ("  [1, 22]", "/1", None, 7),
        ('{"a/b": {"~": 3}}', "/a~1b/~0", None, 15),
        ('{"a": 1}', "", None, 1),
    ],
)
def test_columns_count_escapes_right(raw, pointer, offset, column):
    assert locate(raw.encode(), pointer, offset) == (0, column)


def test_the_column_of_a_key():
    assert locate(b'{"a": {"role": "x"}}', "/a/role", key=True) == (0, 8)


@pytest.mark.parametrize("raw", [b"prompt,completion", b"", b"42", b'"text"', b'{"b": 1}', b"\xff\xfe"])
def test_what_is_not_there_has_no_place(raw):
    assert locate(raw, "/a") is None


def test_a_value_in_a_record_of_many_lines():
    raw = b'{\n  "messages": [\n    {"role": "user"}\n  ]\n}'
    assert locate(raw, "/messages/0/role") == (2, 14)
    assert locate(raw, "/messages/0/role", 2) == (2, 17)
