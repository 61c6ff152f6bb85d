"""One record's bytes as a JSON value, with everything that is wrong with the encoding and the syntax."""

from __future__ import annotations

import ast
import json
import re
import warnings
from hashlib import blake2b
from math import isinf
from typing import TYPE_CHECKING, Any, Final

import orjson

from tunelint.read.flaw import Flaw
from tunelint.read.reasons import reason_of
from tunelint.read.walk import depth, unquoted, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREAD: Final = object()
"""The value of a record that could not be decoded."""

_SORTED = orjson.OPT_SORT_KEYS
MAX_DEPTH = 1000
"""Levels of nesting that are read; orjson stops at 1,024, and what is deeper than 254 comes here."""

_LITERAL_LIMIT = 10_000_000
"""Characters up to which a line is tried as a Python literal: the parser needs a hundred times the memory."""

_SURROGATES = re.compile(r"(\\\\|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w)|\\u[dD][89a-fA-F]\w\w")
"""Group 1: what looks like a lone surrogate and is none (an escaped backslash, a proper pair)."""

_EXPONENT = re.compile(r"-?\d+(?:\.\d+)?[eE][+-]?\d+")
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


Decoded = tuple[Any, str, tuple[Flaw, ...]]
"""The value (`UNREAD` where there is none), the hash of the content, and what is wrong."""


def decode(raw: bytes) -> Decoded:
    """Decode one record. Equal content has an equal key, however it is spaced, ordered or escaped."""
    try:
        value = orjson.loads(raw)
        canonical = orjson.dumps(value, option=_SORTED)
    except (orjson.JSONDecodeError, TypeError):
        return _decode_slowly(raw)
    key = blake2b(canonical, digest_size=16).hexdigest()
    if canonical.count(b'"') == raw.count(b'"'):
        return value, key, ()
    return value, key, tuple(_duplicates(raw.decode()))


def hash_of(value: Any, raw: bytes) -> str:
    """The key of a row: the hash of its canonical JSON, or of the raw bytes where it has none."""
    try:
        canonical = orjson.dumps(value, option=_SORTED)
    except TypeError:
        canonical = _plain_dumps(value, raw)
    return blake2b(canonical, digest_size=16).hexdigest()


def _plain_dumps(value: Any, raw: bytes) -> bytes:
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return raw
    return text.encode("utf-8", "surrogatepass")


def _decode_slowly(raw: bytes) -> Decoded:
    text, flaws = text_of(raw)
    value, more = _parse(text)
    flaws += more
    if value is UNREAD:
        return UNREAD, blake2b(raw, digest_size=16).hexdigest(), tuple(flaws)
    key = blake2b(_plain_dumps(value, raw), digest_size=16).hexdigest()
    if any(flaw.code == "python-dict" for flaw in more):
        return value, key, tuple(flaws)
    flaws += [*_duplicates(text), *_odd_values(text)]
    if any(flaw.code == "lone-surrogate" for flaw in flaws):
        value = json.loads(_SURROGATES.sub(lambda match: match[1] or "\\ufffd", text))
    return value, key, tuple(flaws)


def text_of(raw: bytes) -> tuple[str, list[Flaw]]:
    """The text of a record; bytes that are not UTF-8 are read as Windows-1252, so that it can be judged."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        at = len(raw[: error.start].decode())
        found = f"byte 0x{raw[error.start]:02X} stands at byte {error.start + 1} of the row"
        text = raw.decode("utf-8", "surrogateescape")
        text = "".join(_windows(char) if "\udc80" <= char <= "\udcff" else char for char in text)
        return text, [Flaw("not-utf8", details={"found": found}, at=at)]
    if text.startswith("\ufeff"):
        return " " + text[1:], [Flaw("bom", at=0)]
    return text, []


def _windows(char: str) -> str:
    byte = bytes([ord(char) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _parse(text: str) -> tuple[Any, list[Flaw]]:
    if text.count("[") + text.count("{") > MAX_DEPTH and depth(text) > MAX_DEPTH:
        return UNREAD, [Flaw("deep-nesting", at=0)]
    try:
        return json.loads(text), []
    except RecursionError:
        return UNREAD, [Flaw("deep-nesting", at=0)]
    except json.JSONDecodeError as error:
        value = _literal(text, error.pos)
        if value is not UNREAD:
            return value, [Flaw("python-dict", at=error.pos)]
        reason, at = reason_of(text, error)
        return UNREAD, [Flaw("not-json", details={"reason": reason}, at=at)]
    except ValueError:
        return UNREAD, [Flaw("not-json", details={"reason": "a number has too many digits"}, at=0)]


def _literal(text: str, at: int) -> Any:
    """The Python dict or list that the text is, where what stopped the JSON parser is Python's."""
    if len(text) > _LITERAL_LIMIT or not text[at:].lstrip().startswith(
        ("'", '"', "True", "False", "None", "(")
    ):
        return UNREAD
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return UNREAD
    return value if isinstance(value, dict | list) else UNREAD


def _duplicates(text: str) -> Iterator[Flaw]:
    """One flaw for each key that its object already has."""
    seen: set[str] = set()
    inside = "\0"
    for token in walk(text):
        if not token.is_key or token.pointer.startswith(inside):
            continue
        if token.pointer in seen:
            inside = token.pointer + "/"
            name = unquoted(text[token.start : token.end])
            yield Flaw("duplicate-key", token.pointer, {"key": name}, at=token.start)
        seen.add(token.pointer)


def _odd_values(text: str) -> Iterator[Flaw]:
    """NaN, infinities and lone surrogates: Python reads them, other parsers stop at them."""
    for token in walk(text):
        shown = text[token.start : token.end]
        if shown in _NOT_NUMBERS or (_EXPONENT.fullmatch(shown) and isinf(float(shown))):
            yield Flaw("nan", token.pointer, {"value": shown}, at=token.start)
        elif "\\u" in shown:
            position = _lone_surrogate(unquoted(shown))
            if position >= 0:
                yield Flaw("lone-surrogate", token.pointer, {"position": position + 1}, at=token.start)


def _lone_surrogate(text: str) -> int:
    return next((index for index, char in enumerate(text) if "\ud800" <= char <= "\udfff"), -1)
