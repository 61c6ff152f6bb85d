"""The difference of two datasets: as text, as Markdown for a pull request, as JSON."""

from __future__ import annotations

from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

import orjson

from tunelint.report.escape import markdown_text, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.difference import Difference, Edited, Move
    from tunelint.model.row import RowRef

_ROWS, _TOPICS = 10, 8
"""How many rows and topics are shown of each kind; the rest is counted."""
_TITLES = {"length": "Length", "voice": "Voice", "topic": "Topics"}
_SIGNS = {"same": "", "moved": "moved", "worse": "worse", "better": "better"}


def difference_json(found: Difference) -> bytes:
    """The whole difference as one JSON object."""
    document = {
        "version": 1,
        "old": {"rows": found.old_rows},
        "new": {"rows": found.new_rows},
        "added": [_place(ref) for ref in found.added],
        "removed": [_place(ref) for ref in found.removed],
        "edited": [
            {
                "old": _place(edit.old),
                "new": _place(edit.new),
                "similarity": round(edit.similarity, 4),
                "differs": edit.differs,
            }
            for edit in found.edited
        ],
        "moves": [move._asdict() for move in found.moves],
        "unknown": found.unknown,
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def difference_text(found: Difference) -> str:
    """The difference for a terminal."""
    lines = [headline(found), ""]
    for title, rows in _changed(found):
        lines += [title, *(f"  {row}" for row in rows), ""]
    for section, moves in _sections(found):
        lines.append(section)
        for move in moves:
            state = f"{_SIGNS[move.state]:<7}"
            lines.append(f"  {state}{shorten(printable(move.name), 44):<46}{_values(move)}".rstrip())
        lines.append("")
    lines += [f"not compared: {reason}" for reason in found.unknown]
    return "\n".join([*lines, verdict(found), ""])


def difference_markdown(found: Difference) -> str:
    """The difference for a pull request."""
    parts = ["<!-- tunelint diff -->", f"**{headline(found)}**", markdown_text(verdict(found))]
    for section, moves in _sections(found):
        table = [f"| {section} | old → new | |", "|---|---|---|"]
        for move in moves:
            name = markdown_text(shorten(move.name, 60))
            table.append(f"| {name} | {markdown_text(_values(move))} | {_SIGNS[move.state]} |")
        parts.append("\n".join(table))
    for title, rows in _changed(found):
        listed = "\n".join(f"- {markdown_text(row)}" for row in rows)
        parts.append(f"<details><summary>{title}</summary>\n\n{listed}\n\n</details>")
    parts += [f"Not compared: {markdown_text(reason)}" for reason in found.unknown]
    return "\n\n".join([*parts, ""])


def headline(found: Difference) -> str:
    """How many rows there were, there are, came, went and changed, in one line."""
    return (
        f"{found.old_rows:,} → {found.new_rows:,} rows: {len(found.added):,} added,"
        f" {len(found.removed):,} removed, {len(found.edited):,} edited"
    )


def verdict(found: Difference) -> str:
    """What moved, in one line."""
    moved = found.moved
    names = ", ".join(f"{move.name} ({move.words})" if move.words else move.name for move in moved[:5])
    rest = f" and {len(moved) - 5} more" if len(moved) > 5 else ""
    return f"moved: {names}{rest}" if moved else "the data is of the same kind as before"


def _changed(found: Difference) -> Iterator[tuple[str, list[str]]]:
    for name, refs in (("added", found.added), ("removed", found.removed)):
        if refs:
            yield (
                f"{len(refs):,} {name}",
                _listed([f"{ref.file}:{ref.line}" for ref in refs[: _ROWS + 1]], refs),
            )
    if found.edited:
        yield (
            f"{len(found.edited):,} edited",
            _listed(list(map(_edit, found.edited[: _ROWS + 1])), found.edited),
        )


def _listed(shown: list[str], every: Sequence[object]) -> list[str]:
    return [*shown[:_ROWS], *([f"and {len(every) - _ROWS:,} more"] if len(every) > _ROWS else [])]


def _edit(edit: Edited) -> str:
    new, old = f"{edit.new.file}:{edit.new.line}", f"{edit.old.file}:{edit.old.line}"
    return f"{new} (was {old}), {edit.similarity:.0%} the same: {printable(edit.differs)}"


def _sections(found: Difference) -> Iterator[tuple[str, list[Move]]]:
    """What is shown of each section: of voice and topics what moved and the largest, of others all."""
    for section, moves in groupby(found.moves, attrgetter("section")):
        every = list(moves)
        if section in ("voice", "topic"):
            moved = [move for move in every if move.state != "same"]
            every = [*moved, *islice((move for move in every if move.state == "same"), 3)][:_TOPICS]
        yield _TITLES.get(section, section.capitalize()), every


def _values(move: Move) -> str:
    if move.unit == "spreads":
        return f"{move.new or 0:+.2f} spreads {move.words if move.state == 'moved' else ''}".rstrip()
    if move.unit == "of the rows":
        return f"{move.old or 0:.1%} → {move.new or 0:.1%} {move.words}".rstrip()
    return f"{move.old:g} → {move.new:g} {move.words}".rstrip()


def _place(ref: RowRef) -> dict[str, object]:
    return {"file": ref.file, "line": ref.line, "key": ref.key}
