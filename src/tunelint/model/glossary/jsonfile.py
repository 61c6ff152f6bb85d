"""Glossaries as JSON: a list of entries or of words to avoid, or a table from these to the advice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tunelint.model.errors import Problem, nearest
from tunelint.model.glossary.entry import FIELDS
from tunelint.model.glossary.status import entries_of
from tunelint.model.glossary.table import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.term import Term

_LISTS = ("terms", "term", "entries", "glossary")


def read_json(file: str, text: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a JSON text. Keys are the headings of a CSV glossary, values texts or lists of texts."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        problems.append(Problem(f"{file}:{error.lineno}:{error.colno}", f"not JSON: {error.msg}"))
        return
    entries = _entries(document)
    if entries is None:
        hint = 'write [{"avoid": "…", "prefer": "…"}] or {"avoided word": "preferred word"}'
        problems.append(Problem(file, "the glossary is neither a list of entries nor a table of words", hint))
        return
    rows = (
        (number, _fields(one, f"{file}: entry {number}", problems)) for number, one in enumerate(entries, 1)
    )
    known = ((number, fields) for number, fields in rows if fields is not None)
    yield from entries_of(known, f"{file}: entry", problems)


def _entries(document: Any) -> list[dict[str, Any]] | None:
    if isinstance(document, dict):
        inner = next(
            (document[key] for key in _LISTS if isinstance(document.get(key), list | dict)), document
        )
        if isinstance(inner, dict):
            return [_pair(avoid, prefer) for avoid, prefer in inner.items()]
        document = inner
    if document and isinstance(document, list) and all(isinstance(one, str) for one in document):
        return [{"avoid": one} for one in document]
    if isinstance(document, list) and all(isinstance(one, dict) for one in document):
        return document
    return None


def _pair(avoid: str, prefer: Any) -> dict[str, Any]:
    return {"avoid": avoid, **prefer} if isinstance(prefer, dict) else {"avoid": avoid, "prefer": prefer}


def _fields(one: dict[str, Any], where: str, problems: list[Problem]) -> dict[str, list[str]] | None:
    known = len(problems)
    fields: dict[str, list[str]] = {}
    for key, value in one.items():
        field = field_of(key)
        values = [item for item in (value if isinstance(value, list) else [value]) if item is not None]
        if not field:
            problems.append(Problem(where, f"unknown key “{key}”", nearest(key, FIELDS)))
        elif not all(isinstance(item, str | bool) for item in values):
            problems.append(Problem(where, f"“{key}” must be text or a list of texts"))
        else:
            fields[field] = [str(item).strip() for item in values if str(item).strip()]
    return fields if len(problems) == known else None
