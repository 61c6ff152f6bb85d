"""Glossaries: the files in which a brand keeps its terms."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.errors import Problem, UserError, nearest
from tunelint.model.glossary.jsonfile import read_json
from tunelint.model.glossary.table import read_table
from tunelint.model.glossary.tbx import read_tbx
from tunelint.model.glossary.tomlfile import read_toml
from tunelint.model.glossary.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.model.term import Term

TEXTS = {".csv": read_table, ".tsv": read_table, ".toml": read_toml, ".json": read_json}
"""Ending of a text file -> its reader: `reader(name, text, problems) -> terms`."""

BINARIES = {".xlsx": read_workbook, ".tbx": read_tbx, ".xml": read_tbx}
"""Ending of a file that knows its own encoding -> its reader: `reader(name, bytes, problems) -> terms`."""

_ZIP = b"PK\x03\x04"
_SAVE_AS = "a workbook is named .xlsx; UTF-16 needs its byte order mark; in Excel, save it as “CSV UTF-8”"


def load_glossary(paths: Iterable[str]) -> tuple[Term, ...]:
    """All terms of some glossary files, in order. Raises `UserError` with every problem of every file."""
    problems: list[Problem] = []
    terms = tuple(term for path in paths for term in _load(Path(path), problems))
    if problems:
        raise UserError(*problems)
    return terms


def _load(path: Path, problems: list[Problem]) -> tuple[Term, ...]:
    ending = path.suffix.lower()
    if ending not in TEXTS and ending not in BINARIES:
        hint = f"glossaries may be {', '.join(sorted((*TEXTS, *BINARIES)))}"
        what = f"a glossary cannot be read from “{path.suffix or path.name}”"
        problems.append(Problem(str(path), what, hint))
        return ()
    try:
        data = path.read_bytes()
        if ending in BINARIES:
            return tuple(BINARIES[ending](str(path), data, problems))
        text = _decode(data)
        if data.startswith(_ZIP) or "\0" in text:
            problems.append(Problem(str(path), "the glossary is no text", _SAVE_AS))
        elif not text.strip():
            problems.append(Problem(str(path), "the glossary is empty"))
        else:
            return tuple(TEXTS[ending](str(path), text, problems))
    except UnicodeDecodeError as error:
        what = f"the glossary is not UTF-8 (byte {error.start})"
        problems.append(Problem(str(path), what, "in Excel, save it as “CSV UTF-8”"))
    except OSError as error:
        problems.append(Problem(str(path), f"the glossary cannot be read: {error.strerror}", _beside(path)))
    return ()


def _decode(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 as Excel's “Unicode text”."""
    return data.decode("utf-16" if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig")


def _beside(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder “{path.parent}”"
    return nearest(
        path.name,
        (other.name for other in path.parent.iterdir() if other.suffix.lower() in {*TEXTS, *BINARIES}),
    )
