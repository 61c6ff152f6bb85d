"""Glossaries as tables: CSV, with commas, semicolons or tabs between the columns."""

from __future__ import annotations

import csv
import io
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest
from tunelint.model.glossary.entry import FIELDS, entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.term import Term

ALIASES = {
    "avoid": "avoid avoided forbidden forbid banned disallowed deprecated wrong bad term terms source from "
    "incorrect instead-of not dont-use do-not-use dont-say replace old",
    "prefer": "prefer preferred use approved correct right good replacement replacements replace-with "
    "suggestion suggestions target to say instead alternative alternatives new",
    "note": "note notes comment comments reason why explanation description remark remarks definition",
    "case": "case case-sensitive casing match-case",
    "pos": "pos part-of-speech word-class type wordtype",
    "exceptions": "exceptions exception except unless allow allowed ignore",
}
"""Field -> the headings that mean it, in lower case, with hyphens for spaces."""

_FIELD = {alias: field for field, aliases in ALIASES.items() for alias in aliases.split()}
_MANY = re.compile(r"\s*[;|]\s*")


def read_table(file: str, text: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a CSV or TSV text; `;` or `|` separates terms in a cell, a line with `#` is a comment."""
    return terms_of(_records(text, problems, file), file, problems)


def terms_of(records: Iterator[tuple[int, list[str]]], file: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a table whose first record holds the headings; records come with their line."""
    first, heading = next(records, (1, []))
    columns = _columns(heading, f"{file}:{first}", problems)
    if columns is None:
        return
    for line, cells in records:
        fields = {field: _cell(field, cells[index]) for index, field in columns.items() if index < len(cells)}
        if any(fields.values()):
            term = entry(fields, file, line, problems)
            if term is not None:
                yield term


def field_of(heading: str) -> str:
    """The field that a heading means; empty where it means none."""
    return _FIELD.get(_plain(heading), "")


def _plain(heading: str) -> str:
    return re.sub(r"[\s_]+", "-", re.sub(r"['’?:]", "", heading.strip().lower()))


def _records(text: str, problems: list[Problem], file: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield start, [cell.strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(f"{file}:{start}", f"the table breaks off here: {error}", "look for a lone quote")
        )


def _columns(heading: Sequence[str], where: str, problems: list[Problem]) -> dict[int, str] | None:
    names = [_plain(name) for name in heading]
    columns: dict[int, str] = {}
    for index, name in enumerate(names):
        field = _FIELD.get(name, "")
        if field and field in columns.values():
            what = f"“{heading[index]}” is a second column for “{field}”"
            problems.append(Problem(where, what, "keep one of them"))
        elif field:
            columns[index] = field
        elif get_close_matches(name, _FIELD, n=1, cutoff=0.85):
            problems.append(Problem(where, f"unknown column “{heading[index]}”", nearest(name, _FIELD)))
    if "avoid" not in columns.values() and "prefer" not in columns.values():
        what = "the first line names no column of terms to avoid"
        problems.append(Problem(where, what, f"start the table with: {','.join(FIELDS[:3])}"))
        return None
    return columns


def _cell(field: str, cell: str) -> list[str]:
    if not cell:
        return []
    if field in {"avoid", "prefer", "exceptions"}:
        return [part for part in _MANY.split(cell) if part]
    return [cell]
