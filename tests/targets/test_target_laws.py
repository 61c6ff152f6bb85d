"""What holds for every target and any row: no crash, no memory in a verdict, splits that change nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tunelint.judge.structure.census import Censuses, take_census
from tunelint.judge.structure.inspection import Inspector
from tunelint.judge.structure.length import count_tokens
from tunelint.judge.structure.load import known_targets, pick_targets, target_handles
from tunelint.model.row import Row, RowRef

FOLDERS = (ROOT / "rules" / "targets",)
TARGETS = known_targets(FOLDERS)
HANDLES = sorted(target_handles(FOLDERS))

TEXT = st.sampled_from(
    ["", " ", "user", "assistant", "a", "<|im_start|>", "Bot: hi", "\nHuman:", "2024-01-01", "{}"]
)
ATOM = st.none() | st.booleans() | st.integers(-2, 2**65) | st.floats(allow_nan=False) | TEXT
ROLE = st.sampled_from(
    ["user", "assistant", "system", "tool", "model", "human", "gpt", "User", "Chatbot", "developer"]
)
CALL = st.fixed_dictionaries(
    {},
    optional={
        "id": ATOM,
        "type": ATOM,
        "function": ATOM | st.fixed_dictionaries({}, optional={"name": ATOM, "arguments": ATOM}),
    },
)
PART = ATOM | st.fixed_dictionaries(
    {}, optional={"type": TEXT, "text": ATOM, "image_url": ATOM, "image": ATOM, "train": ATOM}
)
CONTENT = ATOM | st.lists(PART, max_size=3)
MESSAGE = ATOM | st.fixed_dictionaries(
    {},
    optional={
        "role": ROLE | ATOM,
        "from": ROLE,
        "content": CONTENT,
        "value": CONTENT,
        "parts": CONTENT,
        "weight": ATOM,
        "tool_calls": ATOM | st.lists(CALL | ATOM, max_size=2),
        "tool_call_id": ATOM,
    },
)
MESSAGES = ATOM | st.lists(MESSAGE, max_size=4)
TOOLS = ATOM | st.lists(
    ATOM | st.fixed_dictionaries({}, optional={"function": ATOM, "name": ATOM, "parameters": ATOM}),
    max_size=2,
)
VALUE = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ["messages", "conversations", "contents", "prompt", "completion", "chosen", "rejected"], MESSAGES
        ),
        **dict.fromkeys(["preferred_output", "non_preferred_output", "interactions"], MESSAGES),
        **dict.fromkeys(
            ["text", "instruction", "output", "label", "kto_tag", "schemaVersion", "system", "id"], ATOM
        ),
        "input": ATOM | st.fixed_dictionaries({"messages": MESSAGES}),
        "tools": TOOLS,
        "images": CONTENT,
    },
)
PLAIN = st.lists(
    st.fixed_dictionaries({"role": ROLE, "content": TEXT})
    | st.fixed_dictionaries({"from": ROLE, "value": TEXT}),
    max_size=4,
)
ROWS = (
    VALUE
    | st.fixed_dictionaries({"messages": PLAIN})
    | st.fixed_dictionaries({"conversations": PLAIN})
    | ATOM
)


def _complaints(inspector, value):
    raw = json.dumps(value).encode()
    return [(complaint.fact.name, complaint.hit) for complaint in inspector.inspect(value, raw)]


@given(st.lists(ROWS, max_size=4))
def test_no_row_makes_a_check_crash_and_no_row_changes_what_is_said_of_another(values):
    for target in TARGETS:
        experienced = Inspector(target)
        for _ in range(2):
            for value in values:
                assert _complaints(experienced, value) == _complaints(Inspector(target), value)


WORDS = st.sampled_from(["Yes.", "It opens at nine.", "<|im_end|>", "\nHuman: hi", "", " ", "x" * 9000])
BUILT = st.sampled_from(
    [
        lambda a, b: {"messages": [{"role": "user", "content": a}, {"role": "assistant", "content": b}]},
        lambda a, b: {"conversations": [{"from": "human", "value": a}, {"from": "gpt", "value": b}]},
        lambda a, b: {"messages": a, "text": [{"role": "user", "content": b}]},
        lambda a, b: {"text": a, "messages": [{"role": "user", "content": b}]},
        lambda a, b: {
            "contents": [{"role": "user", "parts": [{"text": a}]}, {"role": "model", "parts": [{"text": b}]}]
        },
        lambda a, b: {
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": a}]},
                {
                    "role": "assistant",
                    "tool_calls": [{"id": a, "type": "function", "function": {"name": "f", "arguments": b}}],
                },
                {"role": "tool", "tool_call_id": b, "content": a},
                {"role": "assistant", "content": b, "weight": 1},
            ]
        },
        lambda a, b: {
            "messages": [
                {"role": "user", "content": [{"type": "image_url", "image_url": {"url": a}}]},
                {
                    "role": "assistant",
                    "content": [{"type": "text", "text": b, "train": True}, {"type": "text", "text": a}],
                },
            ],
            "images": [b],
        },
    ]
)


@given(st.lists(st.builds(lambda build, a, b: build(a, b), BUILT, WORDS, WORDS) | ROWS, max_size=60))
def test_rows_that_are_inspected_together_are_judged_as_each_alone(values):
    raws = [json.dumps(value).encode() for value in values]
    for target in TARGETS:
        together = Inspector(target)
        for _ in range(2):
            found = [(place, one.fact.name, one.hit) for place, one in together.inspect_rows(values, raws)]
            assert found == [
                (place, *complaint)
                for place, value in enumerate(values)
                for complaint in _complaints(Inspector(target), value)
            ]


@given(ROWS)
def test_every_method_can_be_asked_about_any_row(value):
    for name in HANDLES:
        _complaints(Inspector(pick_targets([name], FOLDERS)[0]), value)


def _row(number, value):
    raw = json.dumps(value).encode()
    return Row(RowRef(number, "data.jsonl", number + 1, str(number)), raw, value, None)


@given(st.lists(ROWS, max_size=6), st.integers(0, 6), st.booleans())
def test_how_rows_are_split_never_changes_the_census(values, cut, deep):
    rows = [_row(number, value) for number, value in enumerate(values)]
    whole = take_census(rows, deep=deep)
    first, second = take_census(rows[:cut], deep=deep), take_census(rows[cut:], deep=deep)
    assert first.merge(second) == second.merge(first) == whole
    assert whole.merge(Censuses()) == whole


VALID = {
    "openai-sft": {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]},
    "openai-rft": {
        "messages": [{"role": "developer", "content": "a"}, {"role": "user", "content": "b"}],
        "answer": 3,
    },
    "openai-completions": {"prompt": "a ->", "completion": " b\n"},
    "openai-dpo": {
        "input": {"messages": [{"role": "user", "content": "a"}], "tools": [], "parallel_tool_calls": True},
        "preferred_output": [{"role": "assistant", "content": "b"}],
        "non_preferred_output": [{"role": "assistant", "content": "c"}],
    },
    "gemini": {
        "systemInstruction": {"role": "x", "parts": [{"text": "a"}]},
        "contents": [
            {
                "role": "user",
                "parts": [{"fileData": {"mimeType": "image/png", "fileUri": "gs://b/x"}}, {"text": "b"}],
            },
            {"role": "model", "parts": [{"text": "c"}]},
        ],
    },
    "bedrock-nova": {
        "schemaVersion": "bedrock-conversation-2024",
        "system": [{"text": "a"}],
        "messages": [
            {
                "role": "user",
                "content": [
                    {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://b/x.png"}}}},
                    {"text": "b"},
                ],
            },
            {"role": "assistant", "content": [{"text": "c"}]},
        ],
    },
    "bedrock-claude": {
        "system": "a",
        "messages": [{"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}],
    },
    "bedrock-llama": {"prompt": "a", "completion": "b"},
    "cohere": {
        "messages": [
            {"role": "System", "content": "a"},
            {"role": "User", "content": "b"},
            {"role": "Chatbot", "content": "c"},
        ]
    },
    "together": {
        "messages": [
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "a"},
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
                ],
            },
            {"role": "assistant", "content": [{"type": "text", "text": "b"}]},
        ]
    },
    "mistral": {
        "messages": [
            {"role": "user", "content": "a"},
            {"role": "assistant", "content": "b", "weight": 0.0},
            {"role": "user", "content": "c"},
            {"role": "assistant", "content": "d"},
        ]
    },
    "llamafactory": {
        "conversations": [
            {"from": "system", "value": "a"},
            {"from": "human", "value": "b"},
            {"from": "function_call", "value": '{"name": "f", "arguments": {}}'},
            {"from": "observation", "value": "c"},
            {"from": "gpt", "value": "d"},
        ],
        "tools": "[]",
    },
    "llamafactory-dpo": {
        "conversations": [{"from": "human", "value": "a"}],
        "chosen": {"from": "gpt", "value": "b"},
        "rejected": {"from": "gpt", "value": "c"},
    },
    "llamafactory-alpaca-dpo": {"instruction": "a", "input": "", "chosen": "b", "rejected": "c"},
    "trl-kto": {"prompt": "a", "completion": "b", "label": False},
    "trl-prompt-only": {"prompt": [{"role": "user", "content": "a"}]},
    "axolotl": {
        "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "train": True}]
    },
    "unsloth": {
        "conversations": [
            {"from": who, "value": text}
            for who, text in (("human", "a"), ("gpt", "b"), ("human", "c"), ("gpt", "d"))
        ]
    },
    "torchtune": {
        "messages": [
            {"role": "system", "content": "a"},
            {"role": "user", "content": "b"},
            {"role": "assistant", "content": "c"},
        ]
    },
    "fireworks": {
        "weight": 1.5,
        "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 1}],
    },
    "azure-openai": {
        "messages": [{"role": "user", "content": "a", "name": "ann"}, {"role": "assistant", "content": "b"}]
    },
}


@pytest.mark.parametrize("name", VALID)
def test_nothing_is_said_against_a_valid_row(report, name):
    found = report("--isolated", "--select", "format,target", "--target", name, rows=[VALID[name]])[
        "findings"
    ]
    assert [item["message"] for item in found if item["severity"] != "note"] == []


def test_tokens_are_counted_exactly_where_the_table_is_there():
    pytest.importorskip("quicktok")
    assert count_tokens(["The shop opens at nine. <|endoftext|>"], "o200k_base").exact
    assert count_tokens(["hello world"], "o200k_base") == (2, True)


def test_tokens_are_estimated_where_no_table_is_there():
    assert count_tokens(["twelve bytes"], "no-such-encoding") == (3, False)
