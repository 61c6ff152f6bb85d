"""Checks of whole files: format, size, how many rows, whether the rows go together."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.judge.structure.draft import in_words, listed
from tunelint.model.address import is_address, open_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.judge.structure.census import Census
    from tunelint.model.row import Fault, RowRef

_BOM = b"\xef\xbb\xbf"
_HELD_OUT = re.compile(
    r"(?:^|[^a-z])(?:val|valid|validation|eval|evaluation|test|dev)(?:[^a-z]|$)", re.IGNORECASE
)
_TABLES = {".csv": "a table (CSV)", ".tsv": "a table (TSV)", ".parquet": "Parquet"}

_WORDS = {
    "bom": "a byte order mark stands before the text",
    "blank-line": "the line is empty",
    "crlf": "lines end in the Windows way (CR LF)",
    "duplicate-key": "the key “{key}” stands twice in one object",
    "lone-surrogate": "a text holds half of a character (a lone surrogate)",
    "nan": "{value} is not a number that JSON knows",
    "not-json": "the line is not valid JSON: {reason}",
    "not-utf8": "the file is not UTF-8",
    "not-object": "the row is {found}, not an object",
    "empty-file": "the file holds no rows",
    "python-dict": "the row is a Python dict, not JSON",
    "mixed-shapes": "the row has the shape “{shape}”, and the file's rows have “{usual}”",
    "turn-order": "two turns of the {role} follow each other",
    "no-final-reply": "the conversation ends with a turn of the {role}",
    "system-place": "a {role} turn stands in the middle of the conversation",
    "assistant-first": "the conversation begins with the assistant",
    "empty-reply": "the {what} is empty",
    "empty-prompt": "the {what} is empty",
}


class FileHit(NamedTuple):
    """What a check of a file found: in words, at a row or at the file, with other rows that belong to it."""

    what: str
    row: RowRef | None = None
    pointer: str = ""
    related: tuple[RowRef, ...] = ()
    details: Mapping[str, Any] = {}


def fault(
    found: Iterable[Fault], *, faults: tuple[str, ...], reason: str = ""
) -> Iterator[tuple[Fault, str]]:
    """Faults of some codes that reading found, with their words; with `reason` only those that have it."""
    for item in found:
        if item.code in faults and (not reason or reason in str(item.details.get("reason", ""))):
            words = _WORDS.get(item.code, item.code.replace("-", " "))
            yield item, words.format_map({"key": "", **item.details})


def file_format(census: Census, *, takes: tuple[str, ...]) -> Iterator[FileHit]:
    """A file in another format than those it takes: `lines` (JSON Lines), `array`, `spread`, `table`."""
    suffix = Path(census.file).suffix.lower()
    if suffix in _TABLES:
        if "table" not in takes:
            yield FileHit(f"the file is {_TABLES[suffix]}, not JSON Lines")
        return
    if "array" not in takes and _head(census.file).removeprefix(_BOM).lstrip()[:1] == b"[" and census.keys:
        yield FileHit("the file is one JSON array, not one object a line", details={"head": "["})
    elif "spread" not in takes and census.spread:
        yield FileHit("the record is spread over several lines", census.spread, details={"head": "{"})


def mark(census: Census) -> Iterator[FileHit]:
    """A file without a byte order mark."""
    head = _head(census.file)
    if head and not head.startswith(_BOM):
        yield FileHit("the file has no byte order mark")


def file_name(census: Census, *, pattern: str) -> Iterator[FileHit]:
    """A file whose name does not match the pattern."""
    name = Path(census.file).name
    if census.file != "-" and not re.fullmatch(pattern, name):
        yield FileHit(f"the name “{name}” has characters that it does not take")


def file_size(census: Census, *, most: int) -> Iterator[FileHit]:
    """A file of more than `most` bytes."""
    path = Path(census.file)
    size = path.stat().st_size if path.is_file() else 0
    if size > most:
        yield FileHit(
            f"the file has {size / 1e6:,.0f} MB, and the limit is {most / 1e6:,.0f} MB",
            details={"bytes": size},
        )


def row_count(
    census: Census, *, least: int = 0, most: int = 0, over: int = 0, held_out: bool = False
) -> Iterator[FileHit]:
    """Fewer rows than `least` (and at least `over`), or more than `most`.

    With `held_out` it is about files of validation or test data, by their name, and otherwise the least
    number is about all others.
    """
    number = f"{census.rows:,} row{'' if census.rows == 1 else 's'}"
    named = bool(_HELD_OUT.search(Path(census.file).stem))
    if held_out and not named:
        return
    if over <= census.rows < least and named is held_out:
        yield FileHit(
            f"the file has {number}, and at least {least:,} are wanted",
            details={"count": census.rows, "limit": least},
        )
    if most and census.rows > most:
        yield FileHit(
            f"the file has {number}, and at most {most:,} are taken", details={"count": census.rows}
        )


def one_method(census: Census, *, groups: tuple[Any, ...]) -> Iterator[FileHit]:
    """Rows of different kinds in one file: each group is a list of keys that make one kind."""
    first: dict[int, RowRef] = {}
    for names, (_, ref) in census.keys.items():
        kind = next((number for number, group in enumerate(groups) if all(key in names for key in group)), -1)
        first[kind] = min(first.get(kind, ref), ref)
    kinds = sorted((ref, kind) for kind, ref in first.items() if kind >= 0)
    for ref, kind in kinds[1:]:
        usual, strange = listed(groups[kinds[0][1]], "and"), listed(groups[kind], "and")
        what = f"the row has {strange}, and the file's first row has {usual}"
        yield FileHit(what, ref, related=(kinds[0][0],))


def key_in_some(census: Census, *, key: str) -> Iterator[FileHit]:
    """A key that some rows have and others have not."""
    having = [ref for names, (_, ref) in census.keys.items() if key in names]
    lacking = [ref for names, (_, ref) in census.keys.items() if key not in names]
    if having and lacking:
        what = f"the key “{key}” is missing here, and other rows have it"
        yield FileHit(what, min(lacking), related=(min(having),))


def without_key(census: Census, *, key: str) -> Iterator[FileHit]:
    """A file with rows that lack a key: said once, of the first of them."""
    lacking = [ref for names, (_, ref) in census.keys.items() if key not in names]
    if lacking:
        yield FileHit(f"rows without “{key}” are treated in another way", min(lacking))


def type_drift(census: Census) -> Iterator[FileHit]:
    """Values under one path that are of different types in different rows."""
    for path, kinds in sorted(census.types.items()):
        ordered = sorted((spot, kind) for kind, spot in kinds.items())
        for (before, usual), (spot, kind) in zip(ordered, islice(ordered, 1, None), strict=False):
            what = f"“{path}” is {in_words(kind)} here and {in_words(usual)} in line {before.row.line}"
            details = {"path": path, "old": _json_name(usual), "new": _json_name(kind)}
            yield FileHit(what, spot.row, spot.pointer, (before.row,), details)


def role_guess(census: Census) -> Iterator[FileHit]:
    """Files in whose first rows the texts of the turns are no more varied than the roles.

    The key of the role is guessed as the one with fewer different values, and of two as many as the second.
    """
    roles = {role for _, _, turns in census.opening for role, _ in turns}
    texts = {text for _, _, turns in census.opening for _, text in turns}
    ahead = bool(census.opening) and census.opening[0][1] == "from"
    if roles and (len(texts) < len(roles) or (len(texts) == len(roles) and ahead)):
        number = f"{len(census.opening)} row{'' if len(census.opening) == 1 else 's'}"
        what = f"the first {number} have {len(roles)} roles and {len(texts)} different texts"
        yield FileHit(what, census.opening[0][0], "/conversations")


def dates(census: Census) -> Iterator[FileHit]:
    """Columns in which every text looks like a date."""
    for path in sorted(set(census.dates) - census.texts):
        spot = census.dates[path]
        yield FileHit(f"every “{path}” looks like a date", spot.row, spot.pointer)


def large_integer(census: Census, *, bits: int = 64) -> Iterator[FileHit]:
    """Integers past 64 bits, or, with `bits` 53, those that 64 bits hold and floating point does not."""
    found = census.huge if bits == 64 else census.large
    for path, spot in sorted(found.items()):
        what = f"“{path}” holds an integer that does not fit {bits} bits"
        yield FileHit(what, spot.row, spot.pointer)


def one_label(census: Census) -> Iterator[FileHit]:
    """Verdicts that are all true, or all false."""
    for key in dict.fromkeys(key for key, _ in census.labels):
        values = [value for (name, value) in census.labels if name == key]
        if len(values) == 1:
            shown = "true" if values[0] else "false"
            yield FileHit(
                f"every “{key}” is {shown}: there is nothing to tell apart", census.first, f"/{key}"
            )


def _head(file: str) -> bytes:
    if is_address(file):
        with open_address(file) as stream:
            return stream.read(256)
    path = Path(file)
    if not path.is_file():
        return b""
    with path.open("rb") as stream:
        return stream.read(256)


def _json_name(kind: str) -> str:
    return {"text": "string", "list": "array"}.get(kind, kind)
