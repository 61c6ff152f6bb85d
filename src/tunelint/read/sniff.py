"""What a file holds, told by its first bytes; the extension only decides about tables."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import orjson

from tunelint.read.flaw import Record
from tunelint.read.shapes import SHAPES, is_conversation
from tunelint.read.source import HEAD
from tunelint.read.split import split_values

Format = Literal["lines", "values", "table", "parquet", "empty"]

BOM = b"\xef\xbb\xbf"
_ENDING = re.compile(r"\.(gz|gzip|zst|zstd)$")
_DELIMITERS = ",\t;|"


class Sniffed(NamedTuple):
    """The format, and the delimiter where it is a table."""

    format: Format
    delimiter: str = ""


def sniff(head: bytes, file: str) -> Sniffed:
    """The format of a file that begins with `head`."""
    if head.startswith(b"PAR1"):
        return Sniffed("parquet")
    text = head.removeprefix(BOM).lstrip(b" \t\r\n")
    if not text:
        return Sniffed("empty")
    if text.startswith((b"{", b"[")):
        return Sniffed(_json_format(text))
    delimiter = _delimiter(text, file)
    return Sniffed("table", delimiter) if delimiter else Sniffed("lines")


def _json_format(text: bytes) -> Format:
    lines = text.split(b"\n")
    first = _parsed(lines[0])
    more = any(line.strip() for line in lines[1:])
    if isinstance(first, dict):
        return "lines"
    if isinstance(first, list):
        return "lines" if more or is_conversation(first) else "values"
    if b"\n" not in text and (text.startswith(b"[") or b"\r" in text):
        return "values"
    if any(line[:1] in (b"{", b"[") and _parsed(line) is not None for line in lines[1:-1]):
        return "lines"
    return "values" if _begins_values(text, whole=len(text) < HEAD // 2) else "lines"


def _begins_values(text: bytes, *, whole: bool) -> bool:
    """Whether the first value spans lines: what pretty-printing writes, and a broken line does not."""
    if text.startswith(b"["):
        return True
    record = next(split_values(iter([text])))
    if isinstance(record, Record) and _parsed(record.raw) is not None:
        return b"\n" in record.raw
    first = text.split(b"\n", 1)[0].rstrip()
    return first in (b"{", b"[") or (not whole and first.endswith((b"{", b"[", b",")))


def _parsed(text: bytes) -> object:
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value


def _delimiter(text: bytes, file: str) -> str:
    """The delimiter of a table: by the extension, or by a header that names the keys of a known shape."""
    name = _ENDING.sub("", file.lower())
    header = text.split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8", "replace")
    best = max(_DELIMITERS, key=header.count)
    if name.endswith(".tsv"):
        return "\t"
    if name.endswith(".csv"):
        return best if header.count(best) else ","
    if name.endswith((".jsonl", ".ndjson", ".json")) or not header.count(best):
        return ""
    fields = [field.strip(' \r"').lower() for field in header.split(best)]
    return best if any(shape.recognises(fields) for shape in SHAPES) else ""
