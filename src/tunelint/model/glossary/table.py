"""Glossaries as tables: CSV, with commas, semicolons or tabs between the columns."""

from __future__ import annotations

import csv
import io
import re
from difflib import get_close_matches
from itertools import chain, islice
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, nearest
from tunelint.model.glossary.entry import FIELDS
from tunelint.model.glossary.status import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.term import Term

ALIASES = {
    "avoid": "avoid avoided forbidden forbid banned disallowed deprecated wrong bad term terms "
    "source from incorrect instead-of not dont-use do-not-use dont-write do-not-write dont-say do-not-say "
    "not-recommended replace old never to-avoid dont not-this avoid-this",
    "prefer": "prefer preferred use approved correct right good recommended replacement replacements "
    "replace-with replace-by suggestion suggestions target to say write instead use-instead write-instead "
    "say-instead alternative alternatives new better do say-this use-this",
    "note": "note notes comment comments reason why explanation description remark remarks definition",
    "case": "case case-sensitive casing match-case",
    "pos": "pos part-of-speech word-class type wordtype",
    "exceptions": "exceptions exception except unless allow allowed ignore",
    "status": "status usage-status administrative-status normative-authorization",
    "language": "language lang locale language-code",
    "concept": "concept concept-id entry-id group entry-number",
}
"""Field -> the headings that mean it, in lower case, with hyphens for spaces."""

_FILLER = frozenset(
    [
        "term",
        "terms",
        "word",
        "words",
        "form",
        "forms",
        "spelling",
        "expression",
        "phrase",
        "our",
        "the",
        "english",
        "en",
    ]
)
_LANGUAGE = re.compile(r"\s*[(\[]\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?|english)\s*[)\]]\s*$", re.IGNORECASE)
HEADINGS = 10
"""Lines among which the headings are sought: titles may stand above them."""
_FIELD = {alias: field for field, aliases in ALIASES.items() for alias in aliases.split()}
_MANY = re.compile(r"\s*[;|\r\n]+\s*")
_SPREADSHEET_ERROR = re.compile(r"#[A-Z/0]+[!?]|#N/A")


def read_table(file: str, text: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a CSV or TSV text; `;` or `|` separates terms in a cell, a line with `#` is a comment."""
    return terms_of(_records(text, problems, file), file, problems)


def terms_of(records: Iterator[tuple[int, list[str]]], file: str, problems: list[Problem]) -> Iterator[Term]:
    """The terms of a table whose first record holds the headings; records come with their line."""
    head = list(islice(records, HEADINGS))
    at = next((at for at, (_, cells) in enumerate(head) if is_heading(cells)), 0)
    first, heading = head[at] if head else (1, [])
    columns = _columns(heading, f"{file}:{first}", problems)
    if columns is not None:
        below = (
            (line, _within(cells, heading, f"{file}:{line}", problems))
            for line, cells in chain(head[at + 1 :], records)
        )
        rows = ((line, _row(columns, cells)) for line, cells in below)
        filled = ((line, fields) for line, fields in rows if any(fields.values()))
        yield from entries_of(filled, file, problems)


def _within(cells: list[str], heading: Sequence[str], where: str, problems: list[Problem]) -> list[str]:
    """The cells of a line, with a problem where it has more of them than there are headings."""
    if any(cells[len(heading) :]):
        what = f"the line has {len(cells)} cells, and the table {len(heading)} columns"
        problems.append(
            Problem(where, what, "name the column, or put quotes around a cell that holds the separator")
        )
    return cells


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a line names the columns of a glossary.

    One that names replacements alone must name nothing else: `utilise,use` is an entry.
    """
    fields = [field_of(cell) for cell in cells if cell]
    return "avoid" in fields or ("prefer" in fields and all(fields))


def _row(columns: Mapping[int, str], cells: Sequence[str]) -> dict[str, list[str]]:
    return {field: _cell(field, cells[index]) for index, field in columns.items() if index < len(cells)}


def field_of(heading: str) -> str:
    """The field that a heading means; empty where it means none."""
    language = _LANGUAGE.search(heading)
    if language and not language[1].casefold().startswith("en"):
        return ""
    name = _plain(heading[: language.start()] if language else heading)
    short = "-".join(word for word in name.split("-") if word not in _FILLER)
    return _FIELD.get(name) or _FIELD.get(short, "")


def _plain(heading: str) -> str:
    return re.sub(r"[\s_]+", "-", re.sub(r"['’?:]", "", heading.strip().lower()))


def _records(text: str, problems: list[Problem], file: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            comment = cells and cells[0].startswith("#") and not _SPREADSHEET_ERROR.match(cells[0])
            if any(cell.strip() for cell in cells) and not comment:
                yield start, [cell.strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(f"{file}:{start}", f"the table breaks off here: {error}", "look for a lone quote")
        )


def _columns(heading: Sequence[str], where: str, problems: list[Problem]) -> dict[int, str] | None:
    columns: dict[int, str] = {}
    for index, name in enumerate(heading):
        field = field_of(name)
        if field and field in columns.values():
            what = f"“{name}” is a second column for “{field}”"
            problems.append(Problem(where, what, "keep one of them"))
        elif field:
            columns[index] = field
        elif get_close_matches(_plain(name), _FIELD, n=1, cutoff=0.85):
            problems.append(Problem(where, f"unknown column “{name}”", nearest(_plain(name), _FIELD)))
    if not is_heading(heading):
        seen = ", ".join(name for name in heading if name)
        what = f"no line names a column of terms to avoid: “{seen[:60]}{'…' if len(seen) > 60 else ''}”"
        problems.append(Problem(where, what, f"start the table with: {','.join(FIELDS[:3])}"))
        return None
    return columns


def _cell(field: str, cell: str) -> list[str]:
    if not cell:
        return []
    if field in {"avoid", "prefer", "exceptions"}:
        return [part for part in _MANY.split(cell) if part]
    return [cell]
