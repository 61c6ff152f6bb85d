"""Bad input: each fault is found under its code, at its line, column and pointer, and no row is lost."""

from __future__ import annotations

import json

import pytest

from tests.read.helper import CHAT, all_faults, all_rows, read_bytes
from tunelint.model.row import Fault, Row

SMILE = "\\ud83d"


def message(content='"Yes."', role='"assistant"', before=""):
    """A chat line whose last message has this role and content, as raw JSON."""
    return (
        '{"messages": [{"role": "user", "content": "Q"}, {'
        + before
        + '"role": '
        + role
        + ', "content": '
        + content
        + "}]}"
    )


def at(text, part, code, pointer="", **details):
    """What is expected of one line: the code, the column of `part` in it, the pointer, some details."""
    return text, code, text.find(part) + 1, pointer, details


def talk(*turns):
    """A chat line of these turns, each written as role and text."""
    messages = [dict(zip(("role", "content"), turn.split(": "), strict=True)) for turn in turns]
    return json.dumps({"messages": messages})


SYNTAX = {
    "cut off in a text": at(message()[:-6], '"Ye', "not-json", reason="cut off inside a text"),
    "cut off after a comma": ('{"text": "a",', "not-json", 14, "", {"reason": "cut off before its end"}),
    "cut off after a value": ('{"text": "a"', "not-json", 13, "", {"reason": "cut off before its end"}),
    "trailing comma": at('{"text": "a", }', ", }", "not-json", reason="comma before a closing bracket"),
    "comma after the record": ('{"text": "a"},', "not-json", 14, "", {"reason": "comma after the record"}),
    "two records": ('{"text": "a"}{"text": "b"}', "not-json", 14, "", {"reason": "two records"}),
    "bracket too many": ('{"text": "a"}}', "not-json", 14, "", {"reason": "closing bracket too many"}),
    "comment behind": at('{"text": "a"} // x', "//", "not-json", reason="comments"),
    "comment instead": ("# text", "not-json", 1, "", {"reason": "comments"}),
    "typographic quotes": at('{“text”: "a"}', "“", "not-json", reason="typographic"),
    "key without quotes": at('{text: "a"}', "text", "not-json", reason="key stands without quotes"),
    "value without quotes": at(
        '{"text": hello}', "hello", "not-json", reason="“hello” stands without quotes"
    ),
    "quote not escaped": at('{"text": "a "b" c"}', 'b"', "not-json", reason="quote inside a text"),
    "colon missing": at('{"text" "a"}', '"a"', "not-json", reason="colon"),
    "bad escape": at(r'{"text": "a\x41"}', "\\x", "not-json", reason="no escape of JSON"),
    "raw tab": at('{"text": "a\tb"}', "\t", "not-json", reason="raw tab"),
    "raw NUL in a text": at('{"text": "a\0b"}', "\0", "not-json", reason="NUL"),
    "NUL behind": at('{"text": "a"}\0', "\0", "not-json", reason="more after the record"),
    "control character": at('{"text": "a\x01b"}', "\x01", "not-json", reason="U+0001"),
    "one Python word": at('{"text": "a", "ok": True', "True", "not-json", reason="“True” is Python"),
    "plain words": ("hello there", "not-json", 1, "", {"reason": "“hello” stands without quotes"}),
    "a number too long": ('{"text": ' + "9" * 5000 + ', "x": NaN}', "not-json", 1, "", {"reason": "digits"}),
    "Python dict": at("{'text': 'it''s', 'n': None}", "'text'", "python-dict"),
    "Python words only": at('{"text": "a", "ok": True}', "True", "python-dict"),
    "nested too deeply": ('{"text": ' + "[" * 1200 + "]" * 1200 + "}", "deep-nesting", 1, "", {}),
    "deep and cut off": ("[" * 100_000, "deep-nesting", 1, "", {}),
    "a list": ('["a", "b"]', "not-object", 1, "", {"found": "a list"}),
    "a number": ("42", "not-object", 1, "", {"found": "a number"}),
    "a text": ('"hello"', "not-object", 1, "", {"found": "a text"}),
    "null": ("null", "not-object", 1, "", {"found": "nothing (null)"}),
    "duplicate key": at(
        message('"No."', before='"content": "Yes.", '),
        '"content": "No',
        "duplicate-key",
        "/messages/1/content",
        key="content",
    ),
    "duplicate key, escaped": at(
        r'{"text": "a", "te\u0078t": "b"}', r'"te\u', "duplicate-key", "/text", key="text"
    ),
    "duplicate key with quotes": at(
        r'{"text": "a", "\"": 1, "\"": 2}', r'"\"": 2', "duplicate-key", '/"', key='"'
    ),
    "duplicate key with a blank": at(
        '{"text" : "a", "x" : 1, "x" : 2}', '"x" : 2', "duplicate-key", "/x", key="x"
    ),
    "NaN": at('{"text": "a", "score": NaN}', "NaN", "nan", "/score", value="NaN"),
    "infinity": at('{"text": "a", "x": [1, -Infinity]}', "-Inf", "nan", "/x/1", value="-Infinity"),
    "too large a number": at('{"text": "a", "x": 1e999}', "1e999", "nan", "/x", value="1e999"),
    "half an emoji": at(
        message(f'"Yes {SMILE}."'), f'"Yes {SMILE}', "lone-surrogate", "/messages/1/content", position=5
    ),
    "halves in the wrong order": at(
        '{"text": "\\ude00\\ud83d"}', '"\\ude', "lone-surrogate", "/text", position=1
    ),
}


@pytest.mark.parametrize("name", SYNTAX)
def test_syntax(name):
    line, code, column, pointer, details = SYNTAX[name]
    usual = CHAT if line.startswith('{"messages') else [b'{"text": "fine"}'] * 3
    data = b"\n".join([usual[0], line.encode(), usual[1], usual[2]])
    faults = all_faults(data)
    assert [(fault.code, fault.line, fault.column, fault.pointer) for fault in faults] == [
        (code, 2, column, pointer)
    ]
    for key, value in details.items():
        assert str(value) in str(faults[0].details[key])
    assert [row.raw for row in all_rows(data)] == data.split(b"\n")


MESSAGES = {
    "no messages": at('{"messages": []}', "[", "no-turns", "/messages"),
    "messages null": at('{"messages": null}', "null", "no-turns", "/messages"),
    "messages a number": at('{"messages": 4}', "4", "wrong-type", "/messages", got="a number"),
    "encoded twice": at('{"messages": "[{}]"}', '"[{}', "wrong-type", "/messages", got="encoded twice"),
    "content a number": at(message("4"), "4}", "wrong-type", "/messages/1/content", got="a number"),
    "content an object": at(
        message('{"text": "a"}'), '{"text', "wrong-type", "/messages/1/content", got="an object"
    ),
    "part a text": at(message('["a"]'), '"a"', "wrong-type", "/messages/1/content/0", got="a text"),
    "part's text a number": at(
        message('[{"type": "text", "text": 3}]'), "3}", "wrong-type", "/messages/1/content/0/text"
    ),
    "role a number": at(message(role="5"), "5", "wrong-type", "/messages/1/role", got="a number"),
    "role null": at(message(role="null"), "null", "missing-role", "/messages/1/role", key="role"),
    "capital letter": at(
        message(role='"Assistant"'), '"Assi', "unknown-role", "/messages/1/role", hint="“assistant”"
    ),
    "agent": at(message(role='"agent"'), '"agent', "unknown-role", "/messages/1/role", hint="“assistant”"),
    "misspelt": at(
        message(role='"asistant"'), '"asis', "unknown-role", "/messages/1/role", hint="“assistant”"
    ),
    "content null": at(message("null"), "null", "missing-content", "/messages/1/content", key="content"),
    "empty": at(message('""'), '""', "empty-reply", "/messages/1/content", what="reply"),
    "blank": at(message('" \\n"'), '" \\n', "empty-reply", "/messages/1/content"),
    "empty part": at(
        message('[{"type": "text", "text": ""}]'), '[{"type', "empty-reply", "/messages/1/content"
    ),
    "message a text": at('{"messages": ["Hi"]}', '"Hi', "wrong-type", "/messages/0", got="a text"),
    "only a user": at('{"messages": [{"role": "user", "content": "Q"}]}', "[", "no-reply", "/messages"),
    "user at the end": at(
        talk("user: Q", "assistant: A", "user: R"),
        '{"role": "user", "content": "R',
        "no-final-reply",
        "/messages/2",
        role="user",
    ),
    "assistant first": at(
        talk("assistant: Hello", "user: Q", "assistant: A"), '{"role"', "assistant-first", "/messages/0"
    ),
    "two users": at(
        talk("user: Q", "user: R", "assistant: A"),
        '{"role": "user", "content": "R',
        "turn-order",
        "/messages/1",
        role="user",
    ),
    "late system": at(
        talk("user: Q", "system: S", "assistant: A"),
        '{"role": "system',
        "system-place",
        "/messages/1",
        role="system",
    ),
    "empty question": at(message().replace('"Q"', '""'), '""', "empty-prompt", "/messages/0/content"),
    "unknown keys": at('{"message": []}', "{", "unknown-shape", keys="“message”", hint="“messages”"),
    "another shape": at(
        '{"prompt": "a", "completion": "b"}', "{", "mixed-shapes", shape="completion", usual="chat", line=1
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name):
    line, code, column, pointer, details = MESSAGES[name]
    faults = all_faults(b"\n".join([CHAT[0], line.encode(), CHAT[1], CHAT[2]]))
    assert [(fault.code, fault.line, fault.column, fault.pointer) for fault in faults] == [
        (code, 2, column, pointer)
    ]
    for key, value in details.items():
        assert str(value) in str(faults[0].details[key])


@pytest.mark.parametrize(
    "line",
    [
        message(
            '"", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": ""}}]'
        ),
        message('null, "function_call": {"name": "f", "arguments": "{}"}'),
        message('null, "refusal": "I cannot help with that."'),
        message('[{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]', '"assistant"'),
        message('"Yes.", "weight": 0, "name": "ann"'),
        talk("developer: Be brief.", "user: Q", "assistant: A"),
        message('"\\ud83d\\ude00 \\\\ud83d"'),
        message().replace("{", " { ").replace(":", " :\t"),
        talk("system: S", "user: Q", "assistant: A", "user: R", "assistant: B"),
    ],
)
def test_no_false_alarm(line):
    assert all_faults(b"\n".join([CHAT[0], line.encode(), CHAT[1]])) == []


@pytest.mark.parametrize("levels", [10, 254, 255, 600])
def test_data_that_is_nested_less_deeply_is_read(levels):
    line = b'{"text": "a", "x": ' + b"[" * levels + b"]" * levels + b"}"
    assert all_faults(line) == []
    assert all_rows(line)[0].ref.key == all_rows(line.replace(b" ", b""))[0].ref.key


def test_bytes_that_are_not_utf8_are_read_all_the_same():
    data = b"\n".join([b'{"text": "fine"}', '{"text": "naïve “Café”"}'.encode("cp1252")])
    fault = all_faults(data)[0]
    assert (fault.code, fault.line, fault.column) == ("not-utf8", 2, 13)
    assert all_rows(data)[1].example.turns[0].text == "naïve “Café”"


def test_one_wrong_byte_leaves_the_other_characters():
    data = '{"text": "“naïve” '.encode() + b"\xe9" + '…"}'.encode()
    assert all_rows(data)[0].example.turns[0].text == "“naïve” é…"


def test_byte_order_marks_at_the_start_and_in_the_middle():
    faults = all_faults(b"\xef\xbb\xbf" + CHAT[0] + b"\n\xef\xbb\xbf" + CHAT[1])
    assert [(fault.code, fault.line) for fault in faults] == [("bom", 1), ("bom", 2)]


def test_utf16_is_one_fault_and_still_read():
    items = read_bytes(b"\n".join(CHAT).decode().encode("utf-16"))
    assert [item.code for item in items if isinstance(item, Fault)] == ["not-utf8"]
    assert [row.raw for row in items if isinstance(row, Row)] == CHAT


def test_carriage_returns_are_one_fault_a_file():
    faults = all_faults(CHAT[0] + b"\n" + b"\r\n".join(CHAT[1:]) + b"\r\n")
    assert [(fault.code, fault.line) for fault in faults] == [("crlf", 2)]


def test_blank_lines_are_faults_each():
    faults = all_faults(CHAT[0] + b"\n\n" + CHAT[1] + b"\n \t\n")
    assert [(fault.code, fault.line) for fault in faults] == [("blank-line", 2), ("blank-line", 4)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  ", b"\xef\xbb\xbf", b"[]", b" [ ] \n", b"\xff\xfe"])
def test_a_file_without_rows(data):
    assert "empty-file" in {fault.code for fault in all_faults(data)}
    assert all_rows(data) == []


def test_a_table_with_nothing_but_a_header():
    assert [fault.code for fault in all_faults(b"prompt,completion\n", ".csv")] == ["empty-file"]


def test_a_huge_line_is_read(monkeypatch):
    monkeypatch.setattr("tunelint.read.records.HUGE", 1 << 20)
    line = json.dumps({"text": "a" * (3 << 20)}).encode()
    faults = all_faults(b"\n".join([b'{"text": "b"}', line]))
    assert [(fault.code, fault.line, fault.details) for fault in faults] == [
        ("huge-line", 2, {"megabytes": 3})
    ]
    assert all_rows(line)[0].example is not None


def test_many_faults_on_one_row_are_all_found():
    line = message('""').replace('"user"', '"User"').replace("]}", '], "x": 1, "x": NaN}').encode()
    assert [fault.code for fault in all_faults(line)] == [
        "unknown-role",
        "empty-reply",
        "duplicate-key",
        "nan",
    ]


def test_unknown_shape_is_one_fault_for_a_whole_file():
    data = b"\n".join([b'{"brief": "a", "copy": "b"}'] * 300)
    faults = all_faults(data)
    assert [(fault.code, fault.line, fault.details["rows"]) for fault in faults] == [
        ("unknown-shape", 1, 300)
    ]
    assert all(row.example is None for row in all_rows(data))


def test_the_shape_of_most_rows_is_the_files_own():
    data = b"\n".join([b'{"prompt": "a", "completion": "b"}', *CHAT])
    faults = all_faults(data)
    assert [(fault.code, fault.line, fault.details["line"]) for fault in faults] == [("mixed-shapes", 1, 2)]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b'[{"text": "a"}, ]', 1, "comma too many"),
        (b'[{"text": "a"},\n, {"text": "b"}]', 2, "comma too many"),
        (b'[{"text": "a"}\n {"text": "b"}]', 2, "comma between two records is missing"),
        (b'[{"text": "a"},\n {"text": "b"}\n', 3, "not closed|closed with"),
        (b'[{"text": "a"},\n {"text": "b}]\n', 2, "raw line break"),
        (b'[{"text": "a"},\n {"text": "b}]', 2, "cut off inside a text"),
        (b'[{"text": "a"},\n {"text": "b",}]\n', 2, "comma before a closing bracket"),
    ],
)
def test_faults_of_a_list_of_records(data, line, reason):
    faults = [fault for fault in all_faults(data, ".json") if fault.code == "not-json"]
    assert faults[0].line == line
    assert any(part in faults[0].details["reason"] for part in reason.split("|"))


def test_rows_of_a_table_with_too_few_or_too_many_cells():
    data = b'prompt,completion\na,b\nc\nd,e,f\n"g\nh",i\nj,"k\n'
    faults = all_faults(data, ".csv")
    assert [(fault.code, fault.line) for fault in faults] == [
        ("ragged-row", 3),
        ("ragged-row", 4),
        ("broken-table", 7),
    ]
    assert [row.example is not None for row in all_rows(data, ".csv")] == [True, False, False, True, False]
