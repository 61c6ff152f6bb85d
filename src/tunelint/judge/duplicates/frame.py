"""Whether a group of alike rows is one text copied with edits, or a frame filled in many ways."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tunelint.judge.duplicates.likeness import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.judge.duplicates.likeness import Change, Shingle, Spoken

_SAMPLE = 64
_SAME = ("", "same")


def is_frame(leader: Spoken, others: Sequence[Spoken]) -> bool:
    """Whether the rows differ at the same few places, and there in ever other ways.

    Edited copies differ from their original at scattered places, and most of them agree at each.
    Only the first 64 of the others are looked at; fewer than two never make a frame.
    """
    sample = others[:_SAMPLE]
    if len(sample) < 2:
        return False
    found = [_by_place(changes(leader, other)) for other in sample]
    at = Counter(place for row in found for place in row)
    most = max(2, len(sample) / 2)
    slots = {place for place, count in at.items() if count >= most and _varies(place, found)}
    return 5 * sum(at[place] for place in slots) >= 3 * at.total()


def frame(rows: Sequence[Spoken]) -> frozenset[Shingle]:
    """The shingles that more than four fifths of the rows have."""
    counts = Counter(shingle for row in rows for shingle in row.shingles)
    return frozenset(shingle for shingle, count in counts.items() if 5 * count > 4 * len(rows))


def _by_place(found: Sequence[Change]) -> dict[int, tuple[str, ...]]:
    """What stands at each changed word of the leader."""
    return {
        place: change.new
        for change in found
        for place in range(change.at, change.at + max(1, len(change.old)))
    }


def _varies(place: int, found: Sequence[dict[int, tuple[str, ...]]]) -> bool:
    """Whether no one filling of a place is in most rows."""
    values = Counter(row.get(place, _SAME) for row in found)
    return len(values) > 1 and 10 * max(values.values()) <= 7 * len(found)
