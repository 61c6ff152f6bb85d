"""TOML files that know the line of each key, for errors that say where."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = re.compile(r"^\s*\[\[?\s*(?P<path>[^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*(?P<path>(?:\"[^\"]*\"|'[^']*'|[\w.-])+)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed TOML file: its path as it is shown to people, its text and its data."""

    path: str
    text: str
    data: dict[str, Any]

    def where(self, *keys: str) -> str:
        """`file:line` of a key; of the closest enclosing table where the key cannot be found."""
        line = _line_of(self.text, keys)
        return f"{self.path}:{line}" if line else self.path


def read_toml(path: Path, shown: str = "") -> Document:
    """The document at `path`; an error that names the line where it is not valid TOML."""
    shown = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise fail(
            shown, f"cannot be read: {error.strerror}", "check the path and the permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise fail(shown, "is not UTF-8", "save the file as UTF-8") from error
    return parse_toml(text, shown)


def parse_toml(text: str, shown: str) -> Document:
    """The document of a text; `shown` names it in errors."""
    try:
        return Document(shown, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"\(at line (\d+), column (\d+)\)", message)
        where = f"{shown}:{found[1]}:{found[2]}" if found else shown
        what = re.sub(r" \(at (line|end).*\)$", "", message)
        raise fail(where, f"not valid TOML: {what}", "text values need quotes, lists need [ ]") from error


def _parts(path: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(path))


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    lines = _lines(text)
    return next((lines[keys[:depth]] for depth in range(len(keys), 0, -1) if keys[:depth] in lines), 0)


@lru_cache(maxsize=64)
def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The first line of every key and table."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    in_text = ""
    for number, line in enumerate(text.splitlines(), 1):
        for quotes in ('"""', "'''"):
            if line.count(quotes) % 2 and in_text in ("", quotes):
                in_text = "" if in_text else quotes
                break
        else:
            if in_text:
                continue
        header = _TABLE.match(line)
        key = None if header else _KEY.match(line)
        if header:
            table = _parts(header["path"])
            lines.setdefault(table, number)
        elif key:
            lines.setdefault(table + _parts(key["path"]), number)
    return lines
