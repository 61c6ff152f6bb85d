"""How a voice moved between two releases: for a terminal, a pull request, or a program."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tunelint.report.escape import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.profile.shift import Shift

_NEXT = 5
"""Habits that did not move are shown up to this many."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How one segment (empty: what belongs to none) moved: its shifts, or why it cannot be compared."""

    segment: str
    old_texts: int
    new_texts: int
    shifts: Sequence[Shift] = ()
    problem: str = ""

    @property
    def moved(self) -> list[Shift]:
        """What moved, the axes first."""
        return [shift for shift in self.shifts if shift.moved]


def drift_text(drifts: Sequence[Drift]) -> str:
    """For a terminal: the verdict on every axis, the habits that moved and those that come next."""
    lines = []
    for drift in drifts:
        lines += [f"{_title(drift)}: {_texts(drift)}", ""]
        if drift.problem:
            lines += [f"not compared: {drift.problem}", ""]
            continue
        for shift in _told(drift):
            mark = "moved" if shift.moved else "same"
            words = f"{shift.words} ({shift.shown})" if shift.shown else shift.words if shift.moved else ""
            lines.append(
                f"{mark:<6}{shift.kind:<6}{shift.name:<18}{shift.size:+6.2f} spreads  {words}".rstrip()
            )
        lines.append("")
    return "\n".join([*lines, verdict(drifts)])


def drift_markdown(drifts: Sequence[Drift]) -> str:
    """For a comment on a pull request."""
    parts = [f"## {markdown_text(verdict(drifts))}"]
    for drift in drifts:
        parts.append(f"### {markdown_text(_title(drift))}: {_texts(drift)}")
        if drift.problem:
            parts.append(f"Not compared: {markdown_text(drift.problem)}.")
            continue
        rows = ["| | what | shift in spreads | in words |", "|---|---|---:|---|"]
        for shift in _told(drift):
            words = f"{shift.words} ({shift.shown})" if shift.shown else shift.words if shift.moved else ""
            name = markdown_text(f"{shift.kind} {shift.name}")
            mark = "**moved**" if shift.moved else "same"
            rows.append(f"| {mark} | {name} | {shift.size:+.2f} | {markdown_text(words)} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def drift_json(drifts: Sequence[Drift]) -> str:
    """For a program: every axis and habit with its numbers and its verdict."""
    parts = [
        {
            "segment": drift.segment or None,
            "old_texts": drift.old_texts,
            "new_texts": drift.new_texts,
            "problem": drift.problem or None,
            "shifts": [asdict(shift) | {"moved": shift.moved} for shift in drift.shifts],
        }
        for drift in drifts
    ]
    moved = any(drift.moved for drift in drifts)
    return json.dumps({"moved": moved, "parts": parts}, indent=2, ensure_ascii=False)


def verdict(drifts: Sequence[Drift]) -> str:
    """One line: where the voice moved, or that it is the same."""
    told = []
    for drift in drifts:
        words = [shift.words for shift in drift.moved]
        if words:
            of = f"of “{drift.segment}” " if drift.segment else ""
            more = f" and {len(words) - 6} more" if len(words) > 6 else ""
            told.append(f"the voice {of}moved: {', '.join(words[:6])}{more}")
    return "; ".join(told) or "the voice is the same"


def _told(drift: Drift) -> Iterator[Shift]:
    """All axes, the habits that moved, and a few more."""
    yield from (shift for shift in drift.shifts if shift.kind == "axis")
    habits = [shift for shift in drift.shifts if shift.kind == "habit"]
    yield from (shift for shift in habits if shift.moved)
    yield from [shift for shift in habits if not shift.moved][:_NEXT]


def _title(drift: Drift) -> str:
    return f"segment {drift.segment}" if drift.segment else "voice"


def _texts(drift: Drift) -> str:
    return f"{drift.old_texts} replies before, {drift.new_texts} now"
