"""Why a text is not JSON, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from json import JSONDecodeError

_SMART = "“”„‟‘’‚«»"
_PYTHON = re.compile(r"(?:True|False|None)\b")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_AFTER = {
    "{": "two records stand on one line",
    "[": "two records stand on one line",
    ",": "there is a comma after the record",
    "}": "there is one closing bracket too many",
    "]": "there is one closing bracket too many",
}
_CONTROL = {"\t": "tab", "\r": "carriage return", "\n": "line break", "\0": "NUL character"}


def reason_of(text: str, error: JSONDecodeError) -> tuple[str, int]:
    """What is wrong, to follow “not valid JSON:”, and the index in the text where it is."""
    rest = text[error.pos :].lstrip(" \t\r\n")
    at = len(text) - len(rest) if rest else len(text.rstrip())
    if inside := _inside_text(text, error):
        return inside, error.pos
    if error.msg.startswith("Extra data"):
        return _extra(rest), at
    if not rest:
        return "it is cut off before its end", at
    before = text[:at].rstrip(" \t\r\n")
    if rest[0] in "}]" and before.endswith(","):
        return "there is a comma before a closing bracket", len(before) - 1
    return _character(rest) or _expected(rest, error.msg), at


def _inside_text(text: str, error: JSONDecodeError) -> str:
    """What is wrong inside a string; empty where the fault is not in one."""
    if error.msg.startswith("Invalid control character"):
        char = text[error.pos]
        name = _CONTROL.get(char, f"control character U+{ord(char):04X}")
        return f"a raw {name} stands inside a text; it must be written as an escape"
    if error.msg.startswith("Unterminated string"):
        return "it is cut off inside a text, or a closing quote is missing"
    if "escape" in error.msg:
        return f"“{text[error.pos : error.pos + 2]}” is no escape of JSON"
    return ""


def _extra(rest: str) -> str:
    if comment := _comment(rest):
        return comment
    return _AFTER.get(rest[0], "there is more after the record")


def _character(rest: str) -> str:
    """What the first character alone says."""
    if rest[0] in _SMART:
        return f"a typographic quote ({rest[0]}) stands where JSON needs the straight one"
    if rest[0] == "'":
        return "a single quote stands where JSON needs the double one"
    if python := _PYTHON.match(rest):
        return f"“{python.group()}” is Python, not JSON"
    return _comment(rest)


def _expected(rest: str, message: str) -> str:
    name = _NAME.match(rest)
    if "property name" in message:
        return "a key stands without quotes" if name else f"a key was expected, not “{rest[0]}”"
    if "':'" in message:
        return "the colon after a key is missing"
    if "','" in message:
        return "a comma or a closing bracket is missing, or a quote inside a text is not escaped"
    if name:
        return f"“{name.group()[:20]}” stands without quotes"
    shown = rest[0] if rest[0].isprintable() else f"U+{ord(rest[0]):04X}"
    return f"a value was expected, not “{shown}”"


def _comment(rest: str) -> str:
    return "comments are not allowed" if rest.startswith(("//", "/*", "#")) else ""
