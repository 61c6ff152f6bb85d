"""Faults of every kind in rows of one's own making: the worst severity, and where exactly it stands."""

from __future__ import annotations

import json

import pytest

from tunelint.rulebook.load import load_rules, rules_folder
from tunelint.run.config import Config
from tunelint.run.engine import check
from tunelint.run.plan import make_plan

RULES = load_rules([rules_folder()])
ORDER = ["none", "note", "warning", "error"]


def user(content, **more):
    return {"role": "user", "content": content, **more}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


def system(content):
    return {"role": "system", "content": content}


def messages(*turns, **more):
    return {"messages": list(turns), **more}


def tagged(*turns, **more):
    return {"conversations": [{"from": who, "value": text} for who, text in turns], **more}


def call(name="c1", function="f", arguments='{"x": 1}'):
    return {"id": name, "type": "function", "function": {"name": function, "arguments": arguments}}


TOOL = {
    "type": "function",
    "function": {
        "name": "f",
        "description": "d",
        "parameters": {
            "type": "object",
            "properties": {
                "x": {"type": "integer"},
                "o": {
                    "type": "object",
                    "properties": {"deep": {"type": "array", "items": {"type": "string"}}},
                },
            },
            "required": ["x"],
        },
    },
}
FINE = messages(user("Hi there."), assistant("Hello to you."))


def variant(target, name, severity, pointer, *rows, line=1, raw=None):
    """A case: rows, or raw bytes, and the severity and the place of what is to be found."""
    given = (
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode() if raw is None else raw
    )
    return pytest.param(target, severity, pointer, line, given, id=f"{target}, {name}")


VARIANTS = [
    variant("openai", "deep extra key name", "error", "/meta", FINE, {**FINE, "meta": {"a": [1]}}, line=2),
    variant(
        "openai",
        "role typo",
        "error",
        "/messages/1/role",
        messages(user("a"), {"role": "assistent", "content": "b"}),
    ),
    variant(
        "openai",
        "null user content",
        "error",
        "/messages/0/content",
        messages({"role": "user", "content": None}, assistant("b")),
    ),
    variant(
        "openai", "assistant no content", "error", "/messages/1", messages(user("a"), {"role": "assistant"})
    ),
    variant("openai", "content number", "error", "/messages/1/content", messages(user("a"), assistant(5))),
    variant(
        "openai",
        "part unknown",
        "error",
        "/messages/0/content/1",
        messages(
            {
                "role": "user",
                "content": [{"type": "text", "text": "a"}, {"type": "input_audio", "input_audio": {}}],
            },
            assistant("b"),
        ),
    ),
    variant(
        "openai",
        "image in assistant",
        "error",
        "/messages/1/content/0",
        messages(user("a"), assistant([{"type": "image_url", "image_url": {"url": "https://x/y.png"}}])),
    ),
    variant(
        "openai",
        "image url bad",
        "error",
        "/messages/0/content/1/image_url/url",
        messages(
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "a"},
                    {"type": "image_url", "image_url": {"url": "file:///x.png"}},
                ],
            },
            assistant("b"),
        ),
    ),
    variant(
        "openai",
        "image url string",
        "error",
        "/messages/0/content/0/image_url",
        messages(
            {"role": "user", "content": [{"type": "image_url", "image_url": "https://x/y.png"}]},
            assistant("b"),
        ),
    ),
    variant(
        "openai",
        "11 images",
        "error",
        "/messages/0/content/10/image_url",
        messages(
            {
                "role": "user",
                "content": [{"type": "image_url", "image_url": {"url": "https://x/y.png"}}] * 11,
            },
            assistant("b"),
        ),
    ),
    variant(
        "openai",
        "args object",
        "error",
        "/messages/1/tool_calls/0/function/arguments",
        messages(user("a"), {"role": "assistant", "tool_calls": [call(arguments={"x": 1})]}, tools=[TOOL]),
    ),
    variant(
        "openai",
        "args invalid json",
        "error",
        "/messages/1/tool_calls/1/function/arguments",
        messages(
            user("a"),
            {"role": "assistant", "tool_calls": [call(), call("c2", arguments='{"x":')]},
            tools=[TOOL],
        ),
    ),
    variant(
        "openai",
        "args schema nested",
        "warning",
        "/messages/1/tool_calls/0/function/arguments",
        messages(
            user("a"),
            {"role": "assistant", "tool_calls": [call(arguments='{"x":1,"o":{"deep":[1]}}')]},
            tools=[TOOL],
        ),
    ),
    variant(
        "openai",
        "tool call type missing",
        "error",
        "/messages/1/tool_calls/0",
        messages(
            user("a"),
            {
                "role": "assistant",
                "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": '{"x":1}'}}],
            },
            tools=[TOOL],
        ),
    ),
    variant(
        "openai",
        "function name space",
        "error",
        "/messages/1/tool_calls/0/function/name",
        messages(user("a"), {"role": "assistant", "tool_calls": [call(function="my func")]}),
    ),
    variant(
        "openai",
        "duplicate ids",
        "error",
        "/messages/1/tool_calls/1/id",
        messages(user("a"), {"role": "assistant", "tool_calls": [call(), call()]}, tools=[TOOL]),
    ),
    variant(
        "openai",
        "tool answer no id",
        "error",
        "/messages/2",
        messages(
            user("a"),
            {"role": "assistant", "tool_calls": [call()]},
            {"role": "tool", "content": "1"},
            assistant("b"),
            tools=[TOOL],
        ),
    ),
    variant(
        "openai",
        "tool answer wrong id",
        "warning",
        "/messages/2/tool_call_id",
        messages(
            user("a"),
            {"role": "assistant", "tool_calls": [call()]},
            {"role": "tool", "content": "1", "tool_call_id": "zz"},
            assistant("b"),
            tools=[TOOL],
        ),
    ),
    variant(
        "openai",
        "orphan tool",
        "error",
        "/messages/1",
        messages(
            user("a"), {"role": "tool", "content": "1", "tool_call_id": "zz"}, assistant("b"), tools=[TOOL]
        ),
    ),
    variant(
        "openai", "weight 2", "error", "/messages/1/weight", messages(user("a"), assistant("b", weight=2))
    ),
    variant(
        "openai", "weight str", "error", "/messages/1/weight", messages(user("a"), assistant("b", weight="1"))
    ),
    variant(
        "openai", "weight 1.0", "error", "/messages/1/weight", messages(user("a"), assistant("b", weight=1.0))
    ),
    variant(
        "openai",
        "weight on system",
        "error",
        "/messages/0/weight",
        messages({**system("x"), "weight": 0}, user("a"), assistant("b")),
    ),
    variant("openai", "ends user", "error", "/messages/2", messages(user("a"), assistant("b"), user("c"))),
    variant("openai", "no assistant", "error", "/messages", messages(system("x"), user("a"))),
    variant("openai", "empty messages", "error", "/messages", {"messages": []}),
    variant("openai", "messages object", "error", "/messages", {"messages": {"role": "user"}}),
    variant(
        "openai", "message string", "error", "/messages/1", {"messages": [user("a"), "b", assistant("c")]}
    ),
    variant(
        "openai", "nested list message", "error", "/messages/0", {"messages": [[user("a"), assistant("c")]]}
    ),
    variant(
        "openai",
        "role null",
        "error",
        "/messages/0/role",
        messages({"role": None, "content": "x"}, assistant("b")),
    ),
    variant(
        "openai",
        "role int",
        "error",
        "/messages/0/role",
        messages({"role": 1, "content": "x"}, assistant("b")),
    ),
    variant(
        "openai",
        "blank assistant nbsp",
        "error",
        "/messages/1/content",
        messages(user("a"), assistant("\u00a0\n")),
    ),
    variant(
        "openai",
        "fim token nested part",
        "error",
        "/messages/0/content/0/text",
        messages(
            {"role": "user", "content": [{"type": "text", "text": "see <|fim_prefix|>"}]}, assistant("b")
        ),
    ),
    variant(
        "openai",
        "token via \\u003c",
        "error",
        "/messages/1/content",
        raw=b'{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"\\u003c|im_start|>"}]}\n',
    ),
    variant("openai", "tools as string", "error", "/tools", messages(user("a"), assistant("b"), tools="[]")),
    variant(
        "openai",
        "dpo two outputs",
        "error",
        "/preferred_output/1",
        {
            "input": {"messages": [user("a")]},
            "preferred_output": [assistant("b"), assistant("c")],
            "non_preferred_output": [assistant("d")],
        },
    ),
    variant(
        "openai",
        "dpo output user",
        "error",
        "/non_preferred_output/0/role",
        {
            "input": {"messages": [user("a")]},
            "preferred_output": [assistant("b")],
            "non_preferred_output": [user("d")],
        },
    ),
    variant(
        "openai",
        "dpo input ends assistant",
        "error",
        "/input/messages/1",
        {
            "input": {"messages": [user("a"), assistant("q")]},
            "preferred_output": [assistant("b")],
            "non_preferred_output": [assistant("d")],
        },
    ),
    variant(
        "openai",
        "dpo identical",
        "error",
        "/non_preferred_output",
        {
            "input": {"messages": [user("a")]},
            "preferred_output": [assistant("b")],
            "non_preferred_output": [assistant("b")],
        },
    ),
    variant(
        "openai-rft",
        "rft ends assistant",
        "error",
        "/messages/1",
        messages(user("a"), assistant("b"), answer=1),
    ),
    variant(
        "together",
        "tool role",
        "error",
        "/messages/1/role",
        messages(user("a"), {"role": "tool", "content": "b"}, assistant("c")),
    ),
    variant(
        "together",
        "mixed styles",
        "error",
        "/messages/1/content",
        messages({"role": "user", "content": [{"type": "text", "text": "a"}]}, assistant("b")),
    ),
    variant(
        "together", "consecutive", "error", "/messages/1", messages(user("a"), user("b"), assistant("c"))
    ),
    variant(
        "together",
        "weight false",
        "warning",
        "/messages/1/weight",
        messages(user("a"), assistant("c", weight=True)),
    ),
    variant(
        "mistral",
        "id",
        "error",
        "/messages/1/tool_calls/0/id",
        messages(user("a"), {"role": "assistant", "tool_calls": [call("abc")]}, tools=[TOOL]),
    ),
    variant(
        "mistral",
        "tool no description",
        "error",
        "/tools/0/function",
        messages(
            user("a"),
            assistant("b"),
            tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
        ),
    ),
    variant(
        "gemini",
        "role assistant",
        "error",
        "/contents/1/role",
        {
            "contents": [
                {"role": "user", "parts": [{"text": "a"}]},
                {"role": "assistant", "parts": [{"text": "b"}]},
            ]
        },
    ),
    variant(
        "gemini",
        "parts str",
        "error",
        "/contents/0/parts",
        {"contents": [{"role": "user", "parts": "a"}, {"role": "model", "parts": [{"text": "b"}]}]},
    ),
    variant(
        "gemini",
        "two in part",
        "error",
        "/contents/0/parts/0",
        {
            "contents": [
                {
                    "role": "user",
                    "parts": [{"text": "a", "fileData": {"mimeType": "image/png", "fileUri": "gs://x"}}],
                },
                {"role": "model", "parts": [{"text": "b"}]},
            ]
        },
    ),
    variant(
        "gemini",
        "system str",
        "error",
        "/systemInstruction",
        {
            "systemInstruction": "x",
            "contents": [
                {"role": "user", "parts": [{"text": "a"}]},
                {"role": "model", "parts": [{"text": "b"}]},
            ],
        },
    ),
    variant(
        "bedrock-nova",
        "content str",
        "error",
        "/messages/0/content",
        {"schemaVersion": "x", "messages": [user("a"), {"role": "assistant", "content": [{"text": "b"}]}]},
    ),
    variant(
        "bedrock-nova",
        "bad format",
        "error",
        "/messages/0/content/0/image/format",
        {
            "schemaVersion": "x",
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"image": {"format": "bmp", "source": {"s3Location": {"uri": "s3://a/b"}}}},
                        {"text": "q"},
                    ],
                },
                {"role": "assistant", "content": [{"text": "b"}]},
            ],
        },
    ),
    variant(
        "bedrock-nova",
        "https uri",
        "error",
        "/messages/0/content/0/image/source/s3Location/uri",
        {
            "schemaVersion": "x",
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"image": {"format": "png", "source": {"s3Location": {"uri": "https://a/b"}}}},
                        {"text": "q"},
                    ],
                },
                {"role": "assistant", "content": [{"text": "b"}]},
            ],
        },
    ),
    variant(
        "bedrock-nova",
        "Bot: in system",
        "error",
        "/system/0/text",
        {
            "schemaVersion": "x",
            "system": [{"text": "Bot: be nice"}],
            "messages": [
                {"role": "user", "content": [{"text": "q"}]},
                {"role": "assistant", "content": [{"text": "b"}]},
            ],
        },
    ),
    variant(
        "bedrock-claude",
        "system in messages",
        "error",
        "/messages/0/role",
        messages(system("x"), user("a"), assistant("b")),
    ),
    variant(
        "bedrock-claude",
        "parts",
        "error",
        "/messages/1/content",
        {"system": "x", "messages": [user("a"), assistant([{"type": "text", "text": "b"}])]},
    ),
    variant(
        "bedrock-claude",
        "\\n\\nHuman:",
        "error",
        "/messages/0/content",
        messages(user("so\n\nHuman: x"), assistant("b")),
    ),
    variant(
        "llamafactory",
        "even",
        "error",
        "/conversations",
        tagged(("human", "a"), ("gpt", "b"), ("human", "c")),
    ),
    variant("llamafactory", "place", "error", "/conversations/0", tagged(("gpt", "a"), ("human", "b"))),
    variant(
        "llamafactory",
        "bad function json",
        "error",
        "/conversations/1/value",
        tagged(("human", "a"), ("function_call", "{name: f}"), ("observation", "x"), ("gpt", "b")),
    ),
    variant(
        "llamafactory",
        "images mismatch",
        "error",
        "/images",
        tagged(("human", "<image> <image> a"), ("gpt", "b"), images=["x.png"]),
    ),
    variant(
        "llamafactory",
        "kto string",
        "error",
        "/kto_tag",
        tagged(("human", "a"), ("gpt", "b"), kto_tag="true"),
    ),
    variant(
        "llamafactory",
        "openai tool_calls no content",
        "error",
        "/messages/1",
        messages(
            user("a"),
            {"role": "assistant", "tool_calls": [call()]},
            {"role": "tool", "content": "1"},
            assistant("b"),
        ),
    ),
    variant("trl", "bad combo", "error", "", {"messages": [user("a"), assistant("b")], "text": "x"}),
    variant(
        "trl",
        "args str",
        "warning",
        "/messages/1/tool_calls/0/function/arguments",
        messages(user("a"), {"role": "assistant", "content": "", "tool_calls": [call()]}),
    ),
    variant(
        "trl", "stepwise", "error", "/labels", {"prompt": "a", "completions": ["b", "c"], "labels": [True]}
    ),
    variant("trl", "label int", "error", "/label", {"prompt": "a", "completion": "b", "label": 1}),
    variant("axolotl", "messages null", "error", "/messages", {"messages": None}),
    variant(
        "axolotl",
        "edge",
        "warning",
        "/messages/1/content/0/text",
        messages(
            user("a"),
            assistant(
                [
                    {"type": "text", "text": "think ", "train": False},
                    {"type": "text", "text": "yes", "train": True},
                ]
            ),
        ),
    ),
    variant(
        "torchtune", "system second", "error", "/messages/1", messages(user("a"), system("x"), assistant("b"))
    ),
    variant("torchtune", "one message", "error", "/messages", messages(assistant("b"))),
    variant("fireworks", "weight in some", "error", "", FINE, {**FINE, "weight": 0.5}, FINE),
    variant(
        "fireworks",
        "http image",
        "error",
        "/messages/0/content/0/image_url/url",
        messages(
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x/y.png"}}]},
            assistant("b"),
        ),
    ),
    variant("hf-datasets", "drift nested", "error", "/m/0/k", {"m": [{"k": "a"}]}, {"m": [{"k": 1}]}, line=2),
    variant(
        "hf-datasets",
        "drift obj/str",
        "error",
        "/args",
        {"text": "abc", "args": {"a": 1}},
        {"text": "abd", "args": "{}"},
        line=2,
    ),
    variant(
        "hf-datasets",
        "drift in third of list",
        "error",
        "/m/2/id",
        {"m": [{"id": 1}, {"id": 2}, {"id": "x"}]},
    ),
    variant(
        "hf-datasets",
        "dates",
        "warning",
        "/d",
        {"text": "abc", "d": "2024-01-01"},
        {"text": "abd", "d": "2024-02-01"},
        line=1,
    ),
    variant(
        "hf-datasets",
        "dates nested",
        "warning",
        "/e/d",
        {"text": "abc", "e": {"d": "2024-01-01T10:00:00Z"}},
        {"text": "abd", "e": {"d": "2024-02-01T10:00:00Z"}},
        line=1,
    ),
    variant("hf-datasets", "2^53", "warning", "/id", {"text": "abc", "id": 2**53 + 1}),
    variant("hf-datasets", "2^63", "warning", "/a/0/id", {"text": "abc", "a": [{"id": 2**63}]}),
    variant("hf-datasets", "dup nested", "error", "/a/b", raw=b'{"text":"x","a":{"b":1,"b":2}}\n'),
    variant("hf-datasets", "nan nested", "warning", "/a/1", raw=b'{"text":"x","a":[1,NaN]}\n'),
    variant("hf-datasets", "surrogate in key list", "error", "/a/0", raw=b'{"text":"x","a":["\\ud83d"]}\n'),
    variant("hf-datasets", "raw tab", "error", "", raw=b'{"text":"a\tb"}\n'),
    variant("openai", "a null row", "error", "", raw=b"null\n"),
    variant(
        "openai-rft",
        "weight null",
        "error",
        "/messages/0/weight",
        messages(assistant("b", weight=None), user("a")),
    ),
    variant(
        "hf-datasets", "past 64 bits", "warning", "/n", raw=b'{"text": "a", "n": 123456789012345678901}\n'
    ),
    variant("hf-datasets", "a Python dict", "error", "", raw=b"{'text': 'a'}\n"),
    variant("openai-completions", "chat rows", "error", "", FINE),
    variant(
        "together",
        "dup in message",
        "error",
        "/messages/0/content",
        raw=b'{"messages":[{"role":"user","content":"a","content":"b"},{"role":"assistant","content":"c"}]}\n',
    ),
    variant(
        "openai",
        "trailing comma",
        "error",
        "",
        raw=b'{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"c"},]}\n',
    ),
    variant(
        "openai",
        "single quotes",
        "error",
        "",
        raw=b"{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'c'}]}\n",
    ),
    variant(
        "openai",
        "two records",
        "error",
        "",
        raw=b'{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"c"}]}{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"c"}]}\n',
    ),
    variant("openai", "string row", "error", "", raw=b'"{\\"messages\\": []}"\n'),
    variant(
        "openai",
        "latin1",
        "error",
        "",
        raw=b'{"messages":[{"role":"user","content":"caf\xe9"},{"role":"assistant","content":"c"}]}\n',
    ),
]


@pytest.mark.parametrize(("target", "severity", "pointer", "line", "raw"), VARIANTS)
def test_the_worst_finding_stands_where_the_fault_is(tmp_path, target, severity, pointer, line, raw):
    path = tmp_path / "data.jsonl"
    path.write_bytes(raw)
    config = Config(select=("format", "target"), targets=(target,))
    found = check([str(path)], make_plan(RULES, config), config).findings
    assert max((item.severity for item in found), key=ORDER.index, default="none") == severity, found
    places = {(item.place.pointer, item.place.line) for item in found if item.severity == severity}
    assert (pointer, line) in places, places
