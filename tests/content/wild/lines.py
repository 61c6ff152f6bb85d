"""Lines that are no good training rows, as they come in the wild, by what is wrong with them."""

from __future__ import annotations

import json

GOOD = {
    "messages": [
        {"role": "user", "content": "Where do I put the lamp?"},
        {
            "role": "assistant",
            "content": "Above the pots, a hand's width from the leaves, and not too close.",
        },
    ]
}
TEXT = json.dumps(GOOD)
USER, REPLY = GOOD["messages"]


def _row(*turns: object, **others: object) -> bytes:
    return json.dumps({"messages": list(turns), **others}).encode()


def _with(**changes: object) -> bytes:
    return _row(USER, {**REPLY, **changes})


LINES: dict[str, list[bytes]] = {
    "syntax": [
        TEXT[:-1].encode(),
        TEXT[1:].encode(),
        TEXT[:40].encode(),
        (TEXT + ",").encode(),
        (TEXT + "}").encode(),
        TEXT.replace('"user"', "user").encode(),
        TEXT.replace('", "', '" "').encode(),
        TEXT.replace(":", "=").encode(),
        (TEXT[:-1] + ",}").encode(),
        TEXT.replace("}]", "},]").encode(),
        str(GOOD).encode(),
        b"// a note",
        f"{TEXT} {TEXT}".encode(),
        (TEXT + TEXT).encode(),
        b"messages: []",
        b"id,prompt,reply",
        b"<row/>",
        TEXT.replace('"', "“").encode(),
        TEXT.replace("lamp", 'big "lamp"').encode(),
        TEXT.replace("lamp", "la\tmp\x01").encode(),
        TEXT.replace("lamp", "la\\mp").encode(),
        b"None",
        b"NaN",
        TEXT.replace("true", "True").replace("[", "[True, ").encode(),
    ],
    "type": [
        b"[]",
        b'"text"',
        b"17",
        b"null",
        b"true",
        json.dumps([USER, REPLY]).encode(),
        b'["a", "b"]',
        b"3.14",
        json.dumps(GOOD["messages"][0]["content"]).encode(),
        b"[[]]",
    ],
    "bytes": [
        TEXT.replace("lamp", "café").encode("latin-1"),
        TEXT.replace("lamp", "“lamp”").encode("cp1252"),
        TEXT.encode() + b"\xff",
        TEXT.encode().replace(b"lamp", b"la\xc3mp"),
        TEXT.encode().replace(b"lamp", b"la\xed\xa0\x80mp"),
        TEXT.encode().replace(b"lamp", b"la\xf5mp"),
        TEXT.encode().replace(b"lamp", b"la\x80mp"),
        TEXT.replace("lamp", "läß").encode("mac_roman"),
        TEXT.replace("lamp", "лампа").encode("koi8-r"),
        TEXT.replace("lamp", "ランプ").encode("shift_jis"),
    ],
    "reply": [
        _with(content=""),
        _with(content="   "),
        _with(content="\n\n"),
        _with(content="\t"),
        _with(content="\u00a0"),
        _with(content="\u3000 \u2003"),
        _with(content=[]),
        _with(content=[{"type": "text", "text": ""}]),
        _with(content="\u2009"),
    ],
    "content": [
        _with(content=None),
        _with(content=17),
        _with(content=True),
        _with(content={"text": "a"}),
        _with(content=["a", 3]),
        _row(USER, {"role": "assistant"}),
        _row({"role": "user"}, REPLY),
        _row({"role": "user", "content": None}, REPLY),
        _row({**USER, "content": 3.5}, REPLY),
        _row(USER, {"role": "assistant", "content": 0}),
    ],
    "role": [
        _with(role="bot"),
        _with(role="gpt4"),
        _with(role="ASSISTANT"),
        _with(role="Assistant"),
        _with(role="assistent"),
        _with(role=""),
        _with(role=None),
        _with(role=2),
        _row(USER, {"content": "Above."}),
        _row({**USER, "role": "customer"}, REPLY),
        _with(role="ai "),
        _row({"content": USER["content"]}, REPLY),
    ],
    "order": [
        _row(REPLY, USER),
        _row(REPLY),
        _row(USER),
        _row(USER, USER, REPLY),
        _row(USER, REPLY, REPLY),
        _row(USER, REPLY, USER),
        _row(REPLY, USER, REPLY),
        _row(USER, {"role": "system", "content": "Be kind."}, REPLY),
        _row({"role": "system", "content": "Be kind."}),
        _row({"role": "system", "content": "Be kind."}, REPLY),
        _row(USER, REPLY, {"role": "system", "content": "Be kind."}),
    ],
    "turns": [
        b'{"messages": []}',
        b'{"messages": {}}',
        b'{"messages": null}',
        b'{"messages": "hello"}',
        b'{"messages": 3}',
        b'{"messages": [[]]}',
        b'{"messages": ["hello"]}',
        b'{"messages": [null]}',
        b"{}",
        b'{"text": "hello there"}',
        b'{"message": []}',
        b'{"data": {"messages": []}}',
    ],
}
"""What is wrong with a line -> lines of that kind; a rule of the family `format` finds each."""
