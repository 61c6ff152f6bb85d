"""Glossaries as Excel workbooks (.xlsx): the first sheet with the headings of a CSV glossary."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tunelint.model.errors import Problem
from tunelint.model.glossary.table import HEADINGS, is_heading, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tunelint.model.term import Term

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile(r"[A-Z]+")
_MOST_BYTES = 64 << 20
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, ET.ParseError, EOFError),
    *(LookupError, RuntimeError, ValueError),
)
"""What reading a damaged, encrypted or foreign archive raises."""


def read_workbook(file: str, data: bytes, problems: list[Problem]) -> Iterator[Term]:
    """The terms of the first sheet with such headings; the line of an entry is the number of its row."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shared = _shared(archive)
            sheets = [list(_rows(_part(archive, name), shared)) for name in _sheets(archive)]
    except _UNREADABLE as error:
        problems.append(Problem(file, f"not an Excel workbook: {error}", "save it as .xlsx or .csv"))
        return
    told = (rows for rows in sheets if any(is_heading(cells) for _, cells in rows[:HEADINGS]))
    yield from terms_of(iter(next(told, sheets[0] if sheets else [])), file, problems)


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError(f"{name} is larger than {_MOST_BYTES >> 20} MB")
    return ET.fromstring(archive.read(name))  # noqa: S314 - expat limits entities


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold the sheets, as they were made."""
    names = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    return sorted(names, key=lambda name: (len(name), name))


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(item) for item in _part(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text(item: ET.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))


def _rows(sheet: ET.Element, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter(f"{_MAIN}row"), 1):
        cells = dict(_cells(row.iter(f"{_MAIN}c"), shared))
        if any(cells.values()):
            yield int(row.get("r", number)), [cells.get(index, "") for index in range(max(cells) + 1)]


def _cells(cells: Iterable[ET.Element], shared: list[str]) -> Iterator[tuple[int, str]]:
    for position, cell in enumerate(cells):
        letters = _COLUMN.match(cell.get("r", ""))
        value = cell.findtext(f"{_MAIN}v", "")
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = _text(cell)
        yield (_number(letters[0]) if letters else position), value.strip()


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
