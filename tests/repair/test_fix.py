"""`tunelint fix`: what it repairs, what it leaves, and that safe repairs leave the trained text as it is."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint import read
from tunelint.judge.structure.inspection import Inspector
from tunelint.judge.structure.load import pick_targets
from tunelint.model.finding import Edit
from tunelint.model.place import Span
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.repair.edit import edited_texts, on_one_line, with_values
from tunelint.repair.fix import mend_file

GOOD = [chat("When does the shop open?", "At nine."), chat("And on Sundays?", "It stays closed.")]
TARGETS = (ROOT / "rules" / "targets",)


def _inspectors(*names):
    return [Inspector(target) for target in pick_targets(names, TARGETS)]


def _mend(path, *targets, unsafe=False):
    return mend_file(str(path), Settings(), _inspectors(*targets), unsafe=unsafe)


def _trained(path):
    """What a trainer sees of each row: the roles and texts of its turns."""
    rows = [row for row in read.rows(str(path), Settings()) if isinstance(row, Row)]
    return [
        [(turn.role, turn.parts) for turn in row.example.turns] if row.example else row.raw for row in rows
    ]


def _lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"\xef\xbb\xbf" + _lines(GOOD), _lines(GOOD)),
        (_lines(GOOD).replace(b"\n", b"\r\n"), _lines(GOOD)),
        (_lines(GOOD).replace(b"\n", b"\n\n \n"), _lines(GOOD)),
        (_lines(GOOD).rstrip(b"\n"), _lines(GOOD)),
        (_lines(GOOD).decode().encode("utf-16"), _lines(GOOD)),
        (json.dumps(GOOD).encode(), _lines(GOOD)),
        (_lines(GOOD), _lines(GOOD)),
    ],
    ids=["bom", "crlf", "blank lines", "no last line end", "utf-16", "array", "nothing to do"],
)
def test_layout_is_put_right(tmp_path, raw, wanted):
    (tmp_path / "data.jsonl").write_bytes(raw)
    mended = _mend(tmp_path / "data.jsonl")
    assert mended.after == wanted
    assert bool(mended.done) == (raw != wanted)


def test_pretty_rows_come_on_one_line_with_every_number_as_it_is_written(tmp_path):
    raw = b'{\n  "messages": [{"role": "user", "content": "a \\u00e9\\n b"}],\n  "x": 1.50,\n  "y": 1e5\n}\n'
    (tmp_path / "data.json").write_bytes(raw)
    after = _mend(tmp_path / "data.json").after
    assert after == b'{"messages":[{"role":"user","content":"a \\u00e9\\n b"}],"x":1.50,"y":1e5}\n'


def test_roles_are_spelled_as_they_are_known(tmp_path):
    rows = [
        {"messages": [{"role": "User", "content": "a"}, {"role": " gpt", "content": "b"}]},
        {"messages": [{"role": "user", "content": "a"}, {"role": "assistnt", "content": "b"}]},
    ]
    path = write_rows(tmp_path / "data.jsonl", rows)
    fixed = [json.loads(line) for line in _mend(path).after.splitlines()]
    assert [turn["role"] for turn in fixed[0]["messages"]] == ["user", "assistant"]
    assert fixed[1] == rows[1], "a word that might mean anything stays"


def test_a_target_gets_its_own_roles_and_its_form_of_arguments(tmp_path):
    contents = [{"role": "user", "parts": [{"text": "a"}]}, {"role": "assistant", "parts": [{"text": "b"}]}]
    path = write_rows(tmp_path / "gemini.jsonl", [{"contents": contents}])
    assert [turn["role"] for turn in json.loads(_mend(path, "gemini").after)["contents"]] == ["user", "model"]
    given = {"city": "Oslo", "days": 1.5}
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": given}}
    path = write_rows(tmp_path / "tools.jsonl", [{"messages": [{"role": "assistant", "tool_calls": [call]}]}])
    mended = _mend(path, "openai").after
    text = json.loads(mended)["messages"][0]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(text) == given
    path.write_bytes(mended)
    back = json.loads(_mend(path, "trl").after)["messages"][0]["tool_calls"][0]["function"]["arguments"]
    assert back == given


def test_azure_keeps_its_byte_order_mark(tmp_path):
    (tmp_path / "data.jsonl").write_bytes(b"\xef\xbb\xbf" + _lines(GOOD))
    assert not _mend(tmp_path / "data.jsonl", "azure-openai").changed
    assert _mend(tmp_path / "data.jsonl", "azure-openai", "together").changed


def test_python_dicts_become_json_only_where_that_is_asked_for(tmp_path):
    (tmp_path / "data.jsonl").write_text(f"{GOOD[0]!r}\n")
    kept = _mend(tmp_path / "data.jsonl")
    assert not kept.changed
    assert kept.left == {"Python dict written as JSON": 1}
    assert json.loads(_mend(tmp_path / "data.jsonl", unsafe=True).after) == GOOD[0]


def test_what_cannot_be_read_stays_as_it_is(tmp_path):
    raw = b'{"messages": [}\n{"text": "a", "text": "b"}\n' + _lines(GOOD)
    (tmp_path / "data.jsonl").write_bytes(raw)
    assert not _mend(tmp_path / "data.jsonl").changed


def test_keys_take_the_order_of_most_rows_with_every_byte_of_their_values(tmp_path):
    usual = b'{"t": [{"role": "user", "content": "a"}], "n": 1.50}\n'
    strange = (
        b'{"n":  1e5 , "t": [{"role": "user", "content": "{"}, {"content": "\\u00e9", "role": "user"}]}\n'
    )
    (tmp_path / "data.jsonl").write_bytes(usual * 3 + strange)
    mended = _mend(tmp_path / "data.jsonl")
    assert mended.after == usual * 3 + (
        b'{"t": [{"role": "user", "content": "{"}, {"role": "user", "content": "\\u00e9"}] , "n":  1e5}\n'
    )
    assert mended.done == {"keys in the order of most rows": 1}


def test_no_order_is_usual_where_there_are_as_many_of_each(tmp_path):
    rows = b'{"prompt": "a", "completion": "b"}\n{"completion": "c", "prompt": "d"}\n'
    (tmp_path / "data.jsonl").write_bytes(rows)
    assert not _mend(tmp_path / "data.jsonl").changed


def test_keys_of_tools_and_arguments_keep_their_order(tmp_path):
    rows = [{**GOOD[0], "tools": [{"a": 1, "b": 2}]}] * 3 + [{**GOOD[0], "tools": [{"b": 1, "a": 2}]}]
    assert not _mend(write_rows(tmp_path / "data.jsonl", rows)).changed


def test_bytes_that_are_no_utf8_are_a_guess_and_stay_unless_that_is_asked_for(tmp_path):
    raw = json.dumps(chat("Is it 5 €?", "Yes, in the café."), ensure_ascii=False).encode("cp1252") + b"\n"
    (tmp_path / "data.jsonl").write_bytes(raw)
    kept = _mend(tmp_path / "data.jsonl")
    assert not kept.changed
    assert kept.left == {"bytes read as Windows-1252 written as UTF-8": 1}
    assert _mend(tmp_path / "data.jsonl", unsafe=True).after.decode() == raw.decode("cp1252")


def test_damaged_utf16_stays_as_it_is(tmp_path):
    (tmp_path / "data.jsonl").write_bytes(_lines(GOOD).decode().encode("utf-16") + b"\x00\xd8\n\x00")
    assert not _mend(tmp_path / "data.jsonl").changed


def test_edits_of_findings_are_applied_from_left_to_right():
    raw = b'{"a": [{"t": "colour \\u00e9 grey"}], "n": 1.0}'
    edits = [
        Edit("/a/0/t", Span(9, 13), "gray"),
        Edit("/a/0/t", Span(0, 6), "color"),
        Edit("/a/0/t", Span(3, 8), "x"),
    ]
    values = edited_texts(json.loads(raw), edits)
    assert values == {"/a/0/t": "color é gray"}
    assert with_values(raw, values) == b'{"a": [{"t": "color \\u00e9 gray"}], "n": 1.0}'


def test_the_command_writes_and_shows(tmp_path):
    raw = b"\xef\xbb\xbf" + _lines(GOOD)
    (tmp_path / "data.jsonl").write_bytes(raw)
    shown = run_cli("fix", "data.jsonl", "--isolated", "--select", "format", "--diff", cwd=tmp_path)
    assert shown.returncode == 1
    assert shown.stdout.decode().startswith("--- data.jsonl\n+++ data.jsonl\n@@ -1 +1 @@")
    assert (tmp_path / "data.jsonl").read_bytes() == raw
    done = run_cli("fix", "data.jsonl", "--isolated", "--select", "format", cwd=tmp_path)
    assert done.returncode == 0
    assert "byte order mark" in done.stdout.decode()
    assert (tmp_path / "data.jsonl").read_bytes() == _lines(GOOD)


def test_only_json_files_are_rewritten(tmp_path):
    (tmp_path / "data.csv").write_text("prompt,completion\na,b\n")
    done = run_cli("fix", "data.csv", "--isolated", "--select", "format", cwd=tmp_path)
    assert done.returncode == 2
    assert "only plain JSON files" in done.stderr.decode()


def _turned(turn):
    return dict(reversed(turn.items()))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
ROLES = st.sampled_from(["user", "User", "USER ", "assistant", "gpt", "Assistant", "system", "tool", "human"])
CHATS = st.lists(
    st.builds(lambda role, content: {"role": role, "content": content}, ROLES, TEXTS).flatmap(
        lambda turn: st.sampled_from([turn, turn, _turned(turn)])
    ),
    min_size=1,
)
ROWS = st.lists(st.builds(lambda turns: {"messages": turns}, CHATS), min_size=1, max_size=4)


def _pretty(rows):
    return "\n".join(json.dumps(row, indent=2) for row in rows)


LAYOUTS = st.sampled_from(
    [
        lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
        lambda rows: "\ufeff" + "\r\n\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
        lambda rows: json.dumps(rows, ensure_ascii=False),
        lambda rows: json.dumps(rows, indent=1),
        _pretty,
    ]
)


@given(ROWS, LAYOUTS, st.sampled_from([(), ("openai",), ("gemini", "together"), ("azure-openai",), ("trl",)]))
def test_safe_repairs_leave_the_trained_text_as_it_is(rows, layout, targets):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.jsonl"
        path.write_bytes(layout(rows).encode())
        before = _trained(path)
        mended = _mend(path, *targets)
        path.write_bytes(mended.after)
        assert _trained(path) == before
        assert not _mend(path, *targets).changed, "a second repair finds nothing to do"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_record_on_one_line_is_the_same_value(value):
    raw = json.dumps(value, indent=3).encode()
    assert json.loads(on_one_line(raw)) == value
    assert b"\n" not in on_one_line(raw)
