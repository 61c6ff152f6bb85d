"""A file's bytes put right: how it is encoded and laid out, roles, arguments, and the fixes of findings."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from tunelint import read
from tunelint.model.errors import fail
from tunelint.model.place import text_at
from tunelint.model.row import Fault
from tunelint.read.decode import text_of
from tunelint.repair.edit import edited_texts, on_one_line, with_values
from tunelint.repair.order import in_order, usual_orders
from tunelint.repair.spelling import respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.judge.structure.inspection import Inspector
    from tunelint.model.finding import Finding, Fix
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings

_TEXT_FILES = (".jsonl", ".ndjson", ".json")
_BOM = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LAYOUT = {
    "bom": "byte order mark taken out",
    "blank-line": "empty line taken out",
    "crlf": "line ends in LF",
}
_SYNTAX = frozenset({"not-json", "deep-nesting", "duplicate-key"})
_UNSOUND = frozenset({*_SYNTAX, "not-utf8", "python-dict"})
_ORDERED, _GUESSED = "keys in the order of most rows", "bytes read as Windows-1252 written as UTF-8"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, what was done and how often, and what only `--unsafe-fixes` would do.

    `private` are the values that were replaced by stand-ins; a preview must not show them.
    """

    file: str
    before: bytes
    after: bytes
    done: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    private: frozenset[str] = frozenset()

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


class _Ledger(NamedTuple):
    """How often each repair was made or left because it is unsafe, and the private values replaced."""

    done: Counter[str]
    left: Counter[str]
    private: set[str]


def mend_file(
    file: str,
    settings: Settings,
    inspectors: Sequence[Inspector],
    findings: Sequence[Finding] = (),
    *,
    unsafe: bool = False,
) -> Mended:
    """The file as JSON Lines in UTF-8, with every repair that is safe, and with `unsafe` the others too.

    A repair is safe where the texts that are trained stay what they are. Files with the byte order mark that
    all their targets ask for keep it. Raises `UserError` for what is not a JSON file.
    """
    path = Path(file)
    if path.suffix.lower() not in _TEXT_FILES:
        hint = f"files that end in {', '.join(_TEXT_FILES)} are rewritten"
        raise fail(file, "only plain JSON files can be fixed", hint)
    before = path.read_bytes()
    keeps_mark = bool(inspectors) and all(_wants_mark(inspector) for inspector in inspectors)
    fixes = _fixes(findings, file)
    ledger = _Ledger(Counter(), Counter(), set())
    done = ledger.done
    lines: list[bytes] = []
    orders = usual_orders(item.value for item in read.rows(file, settings) if _is_sound(item))
    for item in read.rows(file, settings):
        if isinstance(item, Fault):
            if item.code in _LAYOUT and not (item.code == "bom" and keeps_mark):
                done[_LAYOUT[item.code]] += 1
            continue
        line = _mend_row(item, inspectors, fixes.get(item.ref.key, ()), ledger, unsafe=unsafe)
        ordered = in_order(line, item.value, orders) if _is_sound(item) else line
        done[_ORDERED] += ordered != line
        lines.append(ordered)
    mark = _BOM if keeps_mark and before.startswith(_BOM) else b""
    after = mark + b"".join(line + b"\n" for line in lines)
    if not lines or _is_damaged(before):
        return Mended(file, before, before)
    done.update(_rewritten(before, after))
    return Mended(file, before, after, dict(+done), dict(ledger.left), frozenset(ledger.private))


def _rewritten(before: bytes, after: bytes) -> Iterator[str]:
    """The repair that was made to the file as a whole, at most one."""
    if _encoding(before):
        yield "UTF-16 written as UTF-8"
    elif before.removeprefix(_BOM).lstrip()[:1] == b"[" and not after.lstrip(_BOM).startswith(b"["):
        yield "JSON array written as JSON Lines"
    elif not before.endswith(b"\n"):
        yield "line end added at the end of the file"


def _encoding(raw: bytes) -> str:
    return _UTF16.get(raw[:2], "")


def _is_damaged(raw: bytes) -> bool:
    """Whether a file of UTF-16 holds what is none, which writing it anew would lose."""
    try:
        raw.decode(_encoding(raw) or "latin-1")
    except UnicodeDecodeError:
        return True
    return False


def _is_sound(item: Row | Fault) -> TypeGuard[Row]:
    """Whether a row was read as it is written, so that its members may change places."""
    return not isinstance(item, Fault) and not {fault.code for fault in item.faults} & _UNSOUND


def _wants_mark(inspector: Inspector) -> bool:
    return any(fact.check == "mark" for fact in inspector.target.facts)


def _fixes(findings: Sequence[Finding], file: str) -> dict[str, list[Fix]]:
    """The fixes of findings by the content of their row; equal rows have equal fixes."""
    found: dict[str, dict[Fix, None]] = {}
    for finding in findings:
        if finding.fix and finding.fix.edits and finding.place.file == file:
            found.setdefault(finding.key, {})[finding.fix] = None
    return {key: list(fixes) for key, fixes in found.items()}


def _mend_row(
    row: Row,
    inspectors: Sequence[Inspector],
    fixes: Sequence[Fix],
    ledger: _Ledger,
    *,
    unsafe: bool,
) -> bytes:
    done, left, private = ledger
    raw = row.raw.strip(b" \t\r\n")
    codes = {fault.code for fault in row.faults}
    if "python-dict" in codes:
        (done if unsafe else left)["Python dict written as JSON"] += 1
        return json.dumps(row.value, ensure_ascii=False).encode() if unsafe else raw
    if "not-utf8" in codes:
        (done if unsafe else left)[_GUESSED] += 1
        raw = text_of(raw)[0].encode() if unsafe else raw
    if row.value is None or codes & _SYNTAX or (not unsafe and "not-utf8" in codes):
        return raw
    if b"\n" in raw:
        done["record written on one line"] += 1
        raw = on_one_line(raw)
    values: dict[str, Any] = respelled(row, inspectors)
    for pointer, value in values.items():
        role = isinstance(value, str) and not pointer.endswith("/arguments")
        done["role spelled as it is known" if role else "tool arguments in the form that is wanted"] += 1
    chosen = [fix for fix in fixes if fix.safe or unsafe]
    for fix in fixes:
        (done if fix.safe or unsafe else left)[fix.title] += 1
    private.update(_private_texts(row.value, chosen))
    values |= edited_texts(row.value, (edit for fix in chosen for edit in fix.edits))
    return with_values(raw, values) if values else raw


def _private_texts(value: Any, fixes: Sequence[Fix]) -> Iterator[str]:
    """The private values that fixes replace."""
    for edit in (edit for fix in fixes if fix.private for edit in fix.edits):
        text = text_at(value, edit.pointer)
        if text is not None:
            yield text[edit.span.start : edit.span.end]
