"""Glossaries as TOML: one `[[term]]` for each entry."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, nearest
from tunelint.model.glossary.entry import FIELDS, entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.term import Term

_HEAD = re.compile(r"^\s*\[\[\s*term\s*\]\]", re.MULTILINE)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(file: str, text: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a TOML text. `avoid`, `prefer` and `exceptions` are strings or lists of strings."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        where = f"{file}:{at[1]}:{at[2]}" if at else file
        problems.append(Problem(where, f"not TOML: {_AT.sub('', str(error)).strip()}"))
        return
    entries = document.get("term")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        problems.append(Problem(file, "the glossary has no [[term]]", 'each entry is [[term]] with avoid = ["…"]'))
        return
    lines = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    for number, one in enumerate(entries):
        line = lines[number] if number < len(lines) else 1
        fields = _fields(one, f"{file}:{line}", problems)
        term = entry(fields, file, line, problems) if fields is not None else None
        if term is not None:
            yield term


def _fields(one: dict[str, Any], where: str, problems: list[Problem]) -> dict[str, list[str]] | None:
    known = len(problems)
    fields: dict[str, list[str]] = {}
    for key, value in one.items():
        values = value if isinstance(value, list) else [value]
        if key not in FIELDS:
            problems.append(Problem(where, f"unknown key “{key}”", nearest(key, FIELDS)))
        elif not all(isinstance(item, str) for item in values):
            problems.append(Problem(where, f"“{key}” must be text or a list of texts", f'write {key} = ["…"]'))
        else:
            fields[key] = [item.strip() for item in values if item.strip()]
    return fields if len(problems) == known else None
