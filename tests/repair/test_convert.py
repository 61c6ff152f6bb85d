"""`tunelint convert`: what is carried over, and what is refused because it would be lost."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tunelint import read
from tunelint.model.errors import UserError
from tunelint.model.row import Row
from tunelint.model.settings import Settings
from tunelint.repair.convert import converted

ROWS = [
    chat("When do you open?", "At nine.", "You speak for the shop."),
    chat("Thanks.", "Any time.", "Be kind."),
]


def _texts(path):
    rows = [row for row in read.rows(str(path), Settings()) if isinstance(row, Row)]
    assert all(not row.faults for row in rows), rows
    return [[(turn.role, turn.text) for turn in row.example.turns] for row in rows]


@pytest.mark.parametrize("shape", ["chat", "sharegpt", "alpaca", "gemini", "bedrock"])
@pytest.mark.parametrize("back", ["chat", "sharegpt", "alpaca", "gemini", "bedrock"])
def test_a_conversation_goes_there_and_back(tmp_path, shape, back):
    path = write_rows(tmp_path / "data.jsonl", ROWS)
    wanted = _texts(path)
    for step in (shape, back, "chat"):
        path.write_bytes(converted(str(path), step, Settings()))
        assert _texts(path) == wanted
    assert [json.loads(line) for line in path.read_bytes().splitlines()] == ROWS


@pytest.mark.parametrize("name", ["preference.jsonl", "preference_openai.jsonl"])
def test_preferences_go_there_and_back(tmp_path, name):
    source = ROOT / "sample_data" / "shapes" / name
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    once.write_bytes(converted(str(source), "openai-preference", Settings()))
    twice.write_bytes(converted(str(once), "preference", Settings()))
    again = converted(str(twice), "openai-preference", Settings())
    assert again == once.read_bytes()


@pytest.mark.parametrize(
    ("row", "shape", "words"),
    [
        ({**ROWS[0], "id": 7}, "sharegpt", "“/id”"),
        (ROWS[0], "completion", "the system prompt"),
        (
            {"messages": [*ROWS[0]["messages"], *ROWS[1]["messages"][1:]]},
            "alpaca",
            "one question and one answer",
        ),
        (
            {"messages": [{**ROWS[0]["messages"][1]}, {"role": "assistant", "content": "x", "weight": 0}]},
            "gemini",
            "weight",
        ),
        ({"prompt": "a", "chosen": "b", "rejected": "c"}, "chat", "the rejected answer"),
        (ROWS[0], "preference", "without a pair"),
        ({"prompt": "a", "completion": "b", "label": True}, "chat", "/label"),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
                    },
                    {"role": "assistant", "content": "c"},
                ]
            },
            "chat",
            "the bounds between parts",
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u"}}]},
                    {"role": "assistant", "content": "c"},
                ]
            },
            "bedrock",
            "image_url",
        ),
    ],
)
def test_what_would_be_lost_is_named(tmp_path, row, shape, words):
    path = write_rows(tmp_path / "data.jsonl", [row])
    with pytest.raises(UserError) as caught:
        converted(str(path), shape, Settings())
    assert words in str(caught.value)
    assert "data.jsonl:1" in str(caught.value)


def test_the_command_writes_nothing_where_something_is_lost(tmp_path):
    write_rows(tmp_path / "data.jsonl", [{**row, "id": number} for number, row in enumerate(ROWS)])
    done = run_cli("convert", "data.jsonl", "--to", "gemini", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "“/id”" in done.stderr.decode()
    assert not (tmp_path / "out.jsonl").exists()
    done = run_cli("convert", "data.jsonl", "--to", "gemini", "--drop", "id", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert _texts(tmp_path / "out.jsonl") == _texts(write_rows(tmp_path / "plain.jsonl", ROWS))


def test_an_instruction_keeps_its_input(tmp_path):
    rows = [{"instruction": "Translate.", "input": "Guten Tag", "output": "Good day"}]
    path = write_rows(tmp_path / "data.jsonl", rows)
    assert [json.loads(line) for line in converted(str(path), "alpaca", Settings()).splitlines()] == rows


@pytest.mark.parametrize(
    ("row", "shape", "words"),
    [
        ({"text": "A plum is a fruit."}, "chat", "plain text"),
        (
            {**ROWS[0], "tools": [{"function": {"name": "f", "parameters": {}}}], "id": 3},
            "gemini",
            "“/tools” and “/id”",
        ),
        ({"messages": [{**turn, "name": "Ann"} for turn in ROWS[0]["messages"]]}, "chat", "“/messages/name”"),
    ],
)
def test_what_would_be_lost_is_named_once(tmp_path, row, shape, words):
    path = write_rows(tmp_path / "data.jsonl", [row])
    with pytest.raises(UserError, match=words):
        converted(str(path), shape, Settings())
