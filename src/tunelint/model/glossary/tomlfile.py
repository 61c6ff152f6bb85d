"""Glossaries as TOML: one `[[term]]` for each entry, or a table `[terms]` of words and replacements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.glossary.entry import FIELDS, entry
from tunelint.model.toml import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.term import Term

_HEAD = re.compile(r"^[ \t]*\[\[\s*terms?\s*\]\]", re.MULTILINE)


def read_toml(file: str, text: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a TOML text. `avoid`, `prefer` and `exceptions` are strings or lists of strings."""
    try:
        data = parse_toml(text, file).data
    except UserError as error:
        problems.extend(error.problems)
        return
    entries = data.get("term", data.get("terms"))
    if isinstance(entries, dict):
        entries = [{"avoid": avoid, "prefer": prefer} for avoid, prefer in entries.items()]
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        problems.append(
            Problem(file, "the glossary has no [[term]]", 'each entry is [[term]] with avoid = ["…"]')
        )
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
            problems.append(
                Problem(where, f"“{key}” must be text or a list of texts", f'write {key} = ["…"]')
            )
        else:
            fields[key] = [item.strip() for item in values if item.strip()]
    return fields if len(problems) == known else None
