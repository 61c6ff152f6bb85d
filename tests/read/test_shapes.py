"""Every shape of training data: who says what, and where in the row it stands."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.read.helper import all_faults, all_rows, resolve
from tunelint.model.errors import UserError
from tunelint.model.row import Fault, Row
from tunelint.model.settings import Settings
from tunelint.read import find, rows

DATA = Path(__file__).parent.parent / "data" / "shapes"
EXCERPTS = {
    "chat-cookbook.jsonl": ("chat", 4, {"assistant-first"}),
    "chat-tools-azure.jsonl": ("chat", 2, set()),
    "question-answer-azure.jsonl": ("completion", 3, set()),
    "preference-azure.jsonl": ("preference", 2, set()),
    "sharegpt-tools-llamafactory.json": ("sharegpt", 1, set()),
    "blocks-llamafactory.jsonl": ("chat", 2, set()),
    "preference-blocks-llamafactory.jsonl": ("preference", 2, set()),
    "alpaca-llamafactory.json": ("alpaca", 3, set()),
    "sharegpt-fastchat.json": ("sharegpt", 2, set()),
    "alpaca-response-gpteacher.json": ("alpaca", 2, set()),
    "text-mlx.jsonl": ("text", 3, set()),
    "completion-mlx.jsonl": ("completion", 2, set()),
    "self-instruct-seeds.jsonl": ("self-instruct", 3, set()),
    "alpaca-self-instruct.jsonl": ("alpaca", 2, set()),
    "bare-list-xtuner.jsonl": ("messages list", 2, set()),
    "prompts-xtuner.jsonl": ("prompts only", 2, set()),
    "oasst-tree.jsonl": (None, 1, {"unknown-shape"}),
}


def said(turns):
    return [
        f"{turn.role}: {turn.text}" if turn.parts else f"{turn.role}: ({len(turn.calls)} calls)"
        for turn in turns
    ]


def only(value, **shape):
    """The single example of a row and the codes of its faults."""
    data = json.dumps(value).encode()
    found = all_rows(data, settings=Settings(shape=shape))
    assert len(found) == 1
    return found[0].example, [fault.code for fault in all_faults(data, settings=Settings(shape=shape))]


@pytest.mark.parametrize("name", EXCERPTS)
def test_real_data(name):
    shape, count, codes = EXCERPTS[name]
    found = list(rows(str(DATA / name), Settings()))
    examples = [item.example for item in found if isinstance(item, Row)]
    assert len(examples) == count
    assert {example.shape for example in examples if example} == ({shape} if shape else set())
    faults = [fault for item in found for fault in (item.faults if isinstance(item, Row) else [item])]
    assert {fault.code for fault in faults} == codes


@pytest.mark.parametrize("name", EXCERPTS)
def test_each_text_of_real_data_stands_where_its_pointer_says(name):
    for row in rows(str(DATA / name), Settings()):
        if isinstance(row, Row) and row.example:
            example = row.example
            parts = [
                part for turn in (*example.turns, *example.chosen, *example.rejected) for part in turn.parts
            ]
            assert parts
            for text, pointer in parts:
                assert resolve(row.value, pointer) == text


def test_a_message_tree_gets_one_clear_answer():
    line = (DATA / "oasst-tree.jsonl").read_bytes()
    faults = all_faults(line * 3)
    assert [fault.code for fault in faults] == ["unknown-shape"]
    assert "“messages”" in faults[0].details["hint"]


U, A = {"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}
ASKED = ["user: Q", "assistant: A"]
CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
SHAPES = {
    "chat": ({"messages": [{"role": "system", "content": "S"}, U, A]}, "chat", ["system: S", *ASKED]),
    "developer": (
        {"messages": [{"role": "developer", "content": "S"}, U, A]},
        "chat",
        ["developer: S", *ASKED],
    ),
    "content parts": (
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "image_url", "image_url": {"url": "x"}},
                        {"type": "text", "text": "Q"},
                    ],
                },
                {"role": "assistant", "content": [{"type": "text", "text": "A"}]},
            ]
        },
        "chat",
        ASKED,
    ),
    "tool calls": (
        {
            "messages": [
                U,
                {"role": "assistant", "content": None, "tool_calls": [CALL]},
                {"role": "tool", "tool_call_id": "c1", "content": "18"},
                A,
            ],
            "tools": [{"type": "function"}],
        },
        "chat",
        ["user: Q", "assistant: (1 calls)", "tool: 18", "assistant: A"],
    ),
    "functions": (
        {
            "messages": [
                U,
                {"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": "{}"}},
                {"role": "function", "name": "f", "content": "18"},
                A,
            ],
            "functions": [{"name": "f"}],
        },
        "chat",
        ["user: Q", "assistant: (1 calls)", "tool: 18", "assistant: A"],
    ),
    "Mistral's alias": ({"interactions": [U, A]}, "chat", ASKED),
    "bare list": ([U, A], "messages list", ASKED),
    "sharegpt": (
        {"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}], "system": "S"},
        "sharegpt",
        ["system: S", *ASKED],
    ),
    "sharegpt with roles": ({"conversations": [U, A]}, "sharegpt", ASKED),
    "sharegpt under messages": (
        {"messages": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}]},
        "chat",
        ASKED,
    ),
    "sharegpt with a call": (
        {
            "conversations": [
                {"from": "human", "value": "Q"},
                {"from": "function_call", "value": "{}"},
                {"from": "observation", "value": "18"},
                {"from": "gpt", "value": "A"},
            ],
            "tools": "[{}]",
        },
        "sharegpt",
        ["user: Q", "assistant: (1 calls)", "tool: 18", "assistant: A"],
    ),
    "alpaca": ({"instruction": "Q", "input": "", "output": "A"}, "alpaca", ASKED),
    "alpaca with input": (
        {"instruction": "Q", "input": "I", "response": "A"},
        "alpaca",
        ["user: Q\nI", "assistant: A"],
    ),
    "alpaca with all": (
        {"instruction": "Q", "input": None, "output": "A", "system": "S", "history": [["Q0", "A0"]]},
        "alpaca",
        ["system: S", "user: Q0", "assistant: A0", *ASKED],
    ),
    "self-instruct": (
        {"instruction": "Q", "instances": [{"input": "I", "output": "A"}, {"input": "J", "output": "B"}]},
        "self-instruct",
        ["user: Q\nI", "assistant: A", "user: J", "assistant: B"],
    ),
    "completion": ({"prompt": "Q", "completion": "A"}, "completion", ASKED),
    "completion in messages": ({"prompt": [U], "completion": [A]}, "completion", ASKED),
    "question and answer": ({"question": "Q", "answer": "A", "source": "x"}, "completion", ASKED),
    "text": ({"text": "Once."}, "text", ["assistant: Once."]),
    "prompts": ({"prompt": [U], "reward_model": {}}, "prompts only", ["user: Q"]),
    "kto": ({"prompt": "Q", "completion": "A", "label": False}, "kto", ASKED),
    "kto of sharegpt": (
        {"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}], "kto_tag": True},
        "kto",
        ASKED,
    ),
    "a class is no verdict": ({"prompt": "Q", "completion": "A", "label": "billing"}, "completion", ASKED),
    "gemini": (
        {
            "systemInstruction": {"role": "system", "parts": [{"text": "S"}]},
            "contents": [
                {"role": "user", "parts": [{"text": "Q"}]},
                {"role": "model", "parts": [{"text": "A"}]},
            ],
        },
        "gemini",
        ["system: S", *ASKED],
    ),
    "bedrock nova": (
        {
            "schemaVersion": "bedrock-conversation-2024",
            "system": [{"text": "S"}],
            "messages": [
                {"role": "user", "content": [{"text": "Q"}]},
                {"role": "assistant", "content": [{"text": "A"}]},
            ],
        },
        "bedrock",
        ["system: S", *ASKED],
    ),
    "bedrock claude": ({"system": "S", "messages": [U, A]}, "bedrock", ["system: S", *ASKED]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_who_says_what(name):
    value, shape, turns = SHAPES[name]
    example, codes = only(value)
    assert (example.shape, said(example.turns)) == (shape, turns)
    assert codes == []
    for text, pointer in [part for turn in example.turns for part in turn.parts]:
        assert resolve(value, pointer) == text
    for turn in example.turns:
        assert resolve(value, turn.pointer) is not None


BETTER, WORSE = {"role": "assistant", "content": "B"}, {"role": "assistant", "content": "W"}
PREFERENCES = {
    "texts": {"prompt": "Q", "chosen": "B", "rejected": "W"},
    "messages": {"prompt": [U], "chosen": [BETTER], "rejected": [WORSE]},
    "one message each": {"prompt": [U], "chosen": BETTER, "rejected": WORSE},
    "whole conversations": {"chosen": [U, BETTER], "rejected": [U, WORSE]},
    "prompt said twice": {"prompt": "Q", "chosen": [U, BETTER], "rejected": [U, WORSE]},
    "prompt in messages, said twice": {"prompt": [U], "chosen": [U, BETTER], "rejected": [U, WORSE]},
    "OpenAI": {"input": {"messages": [U]}, "preferred_output": [BETTER], "non_preferred_output": [WORSE]},
    "j and k": {"question": "Q", "response_j": "B", "response_k": "W"},
    "alpaca": {"instruction": "Q", "input": "", "chosen": "B", "rejected": "W"},
    "sharegpt": {
        "conversations": [{"from": "human", "value": "Q"}],
        "chosen": {"from": "gpt", "value": "B"},
        "rejected": {"from": "gpt", "value": "W"},
    },
    "axolotl": {"messages": [U], "chosen": BETTER, "rejected": WORSE},
    "blocks": {
        "chosen_messages": [
            {"role": "user", "content": [{"type": "text", "value": "Q"}], "loss_weight": 0.0},
            {"role": "assistant", "content": [{"type": "text", "value": "B"}], "loss_weight": 1.0},
        ],
        "rejected_messages": [
            {"role": "user", "content": [{"type": "text", "value": "Q"}], "loss_weight": 0.0},
            {"role": "assistant", "content": [{"type": "text", "value": "W"}], "loss_weight": 1.0},
        ],
    },
}


@pytest.mark.parametrize("name", PREFERENCES)
def test_preferences(name):
    value = PREFERENCES[name]
    example, codes = only(value)
    groups = (example.turns, example.chosen, example.rejected)
    assert [said(group) for group in groups] == [["user: Q"], ["assistant: B"], ["assistant: W"]]
    assert (example.shape, codes) == ("preference", [])
    for text, pointer in [part for group in groups for turn in group for part in turn.parts]:
        assert resolve(value, pointer) == text


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ({"prompt": "Q", "chosen": "B"}, ["no-reply"]),
        ({"prompt": "Q", "chosen": [], "rejected": "W"}, ["no-reply"]),
        ({"prompt": "Q", "chosen": "B", "rejected": ""}, ["empty-reply"]),
        ({"prompt": "Q", "chosen": 1, "rejected": "W"}, ["wrong-type"]),
        (
            {"input": {"messages": []}, "preferred_output": [BETTER], "non_preferred_output": [WORSE]},
            ["no-turns"],
        ),
        ({"prompt": "Q", "completion": None}, ["missing-content"]),
        ({"prompt": "Q", "completion": ["A"]}, ["wrong-type"]),
        ({"prompt": 1, "completion": "A"}, ["wrong-type"]),
        ({"prompt": "Q", "completion": "A", "label": 1}, ["wrong-type"]),
        (
            {"conversations": [{"from": "human", "value": "Q"}, {"from": "GPT", "value": "A"}]},
            ["unknown-role"],
        ),
        ({"conversations": [{"from": "human", "value": "Q"}]}, ["no-reply"]),
        (
            {"contents": [{"role": "assistant", "parts": [{"text": "A"}]}]},
            ["unknown-role", "assistant-first"],
        ),
        (
            {"contents": [{"role": "user", "parts": "Q"}, {"role": "model", "parts": [{"text": "A"}]}]},
            ["wrong-type"],
        ),
        ({"instruction": "Q", "output": ""}, ["empty-reply"]),
        ({"instruction": "", "input": "", "output": "A"}, ["empty-prompt"]),
        ({"instruction": ["Q"], "output": "A"}, ["wrong-type"]),
        ({"instruction": "Q", "output": "A", "history": [["Q0"]]}, ["wrong-type"]),
        ({"instruction": "Q", "instances": []}, ["no-turns"]),
        ({"text": ""}, ["empty-reply"]),
        ({"messages": [U], "solution": "4"}, ["no-final-reply"]),
        ({"messages": [U, A], "system": [{"text": 4}]}, ["wrong-type"]),
    ],
)
def test_faults_of_the_shapes(value, codes):
    assert sorted(only(value)[1]) == sorted(codes)


def test_what_a_trainer_may_read_is_kept():
    weighted = {"messages": [U, {**A, "weight": 0}], "tools": [{"name": "f"}]}
    example, _ = only(weighted)
    assert [turn.weight for turn in example.turns] == [None, 0.0]
    assert example.tools == ({"name": "f"},)
    assert only({"prompt": "Q", "completion": "A", "label": False})[0].label is False


def test_an_unknown_role_with_an_obvious_meaning_keeps_its_text():
    example, _ = only({"messages": [U, {"role": "Assistant", "content": "A"}]})
    assert said(example.turns) == ASKED


@pytest.mark.parametrize(
    ("row", "table", "turns"),
    [
        ({"brief": "Q", "copy": "A"}, {"prompt": "brief", "reply": "copy"}, ASKED),
        (
            {"in": {"q": "Q", "s": "S"}, "out": "A"},
            {"prompt": "in.q", "system": "in.s", "reply": "out"},
            ["system: S", *ASKED],
        ),
        ({"a.b": "Q", "c": "A"}, {"prompt": "a.b", "reply": "c"}, ASKED),
        ({"data": {"turns": [U, A]}}, {"messages": "data.turns"}, ASKED),
        ({"body": "A"}, {"text": "body"}, ["assistant: A"]),
    ],
)
def test_keys_of_the_users_own(row, table, turns):
    example, codes = only(row, **table)
    assert (example.shape, said(example.turns), codes) == ("mapped", turns, [])
    for text, pointer in [part for turn in example.turns for part in turn.parts]:
        assert pointer == "/a.b" or resolve(row, pointer) == text


def test_a_typo_in_the_table_of_own_keys_is_a_user_error():
    with pytest.raises(UserError, match="prompt"):
        only({"brief": "Q"}, promt="brief")


def test_notes_about_a_text_are_no_pair():
    assert only({"text": "Once.", "source": "book", "target": "all"})[0].shape == "text"


def test_own_keys_point_at_the_fault():
    data = json.dumps({"in": {"q": "Q"}, "out": ""}).encode()
    fault = all_faults(data, settings=Settings(shape={"prompt": "in.q", "reply": "out"}))[0]
    assert (fault.code, fault.pointer, fault.column) == ("empty-reply", "/out", 27)


def test_other_rows_keep_their_shapes_beside_own_keys():
    example, codes = only({"messages": [U, A]}, prompt="brief", reply="copy")
    assert (example.shape, codes) == ("chat", [])


@pytest.mark.skipif("TUNELINT_DATA" not in os.environ, reason="TUNELINT_DATA names no folder of real data")
def test_every_row_of_a_folder_of_real_data_is_an_example_or_has_a_fault():
    for file in find([os.environ["TUNELINT_DATA"]]):
        found = list(rows(file, Settings()))
        unknown = any(isinstance(item, Fault) and item.code == "unknown-shape" for item in found)
        strange = [item for item in found if isinstance(item, Row) and not item.example and not item.faults]
        assert unknown or not strange, file
