"""Rows from one shape to another, where the other carries the same information."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tunelint import read
from tunelint.judge.structure.draft import listed, pointer_part
from tunelint.model.errors import Problem, UserError, fail
from tunelint.model.row import Fault
from tunelint.repair.shapes import WRITERS, LostError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tunelint.model.example import Example
    from tunelint.model.row import Row
    from tunelint.model.settings import Settings

_MEANINGLESS = frozenset({"/schemaVersion", "/systemInstruction/role"})
"""Values that say nothing beyond the shape itself."""

_SHOWN = 10


def converted(file: str, shape: str, settings: Settings, dropped: Collection[str] = ()) -> bytes:
    """The file's rows as JSON Lines in another shape; only the top-level keys in `dropped` may be lost.

    Raises `UserError` where anything else would be lost, or a row holds no example: it names what, and where.
    """
    lines: list[bytes] = []
    losses: Counter[str] = Counter()
    first: dict[str, int] = {}
    for row in read.rows(file, settings):
        if isinstance(row, Fault):
            continue
        try:
            lines.append(_line(row, shape, dropped))
        except LostError as error:
            losses[str(error)] += 1
            first.setdefault(str(error), row.ref.line)
    if losses:
        raise UserError(*_problems(file, shape, losses, first))
    if not lines:
        raise fail(file, "holds no rows", "there is nothing to convert")
    return b"".join(lines)


def _problems(file: str, shape: str, losses: Counter[str], first: dict[str, int]) -> Iterator[Problem]:
    for what, count in losses.most_common(_SHOWN):
        more = f" (and in {count - 1:,} more row{'' if count == 2 else 's'})" if count > 1 else ""
        hint = "--drop KEY lets a key at the top of the rows go" if what.startswith("“/") else ""
        yield Problem(f"{file}:{first[what]}", f"the shape {shape} has no place for {what}{more}", hint)


def _line(row: Row, shape: str, dropped: Collection[str]) -> bytes:
    if row.example is None:
        raise LostError("a row that holds no example")
    if [pointer for turn in row.example.turns for _, pointer in turn.parts] == ["/text"]:
        raise LostError("plain text, in which nobody asks and nobody answers")
    value = WRITERS[shape](row.example)
    lost = _uncarried(row.value, row.example, dropped)
    if lost:
        raise LostError(listed(lost, "and"))
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _uncarried(value: Any, example: Example, dropped: Collection[str]) -> list[str]:
    """Pointers of the values that are not in the example's texts and roles; list indices are left out.

    A key at the top of which nothing is carried stands for all that it holds.
    """
    carried = set(_MEANINGLESS)
    for turn in (*example.turns, *example.chosen, *example.rejected):
        carried |= {f"{turn.pointer}/role", f"{turn.pointer}/from"}
        for _, pointer in turn.parts:
            carried |= {pointer, f"{pointer.rpartition('/')[0]}/type"}
    tops = {pointer.split("/")[1] for pointer in carried if pointer}
    lost: dict[str, None] = {}
    for pointer, item in _leaves(value):
        top = pointer.split("/")[1] if "/" in pointer else ""
        if item not in (None, "") and pointer not in carried and top not in dropped:
            inner = "/".join(part for part in pointer.split("/") if not part.isdigit())
            lost[inner if top in tops else f"/{top}"] = None
    return list(lost)


def _leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{pointer}/{pointer_part(key)}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{index}")
    else:
        yield pointer, value
