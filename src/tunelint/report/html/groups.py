"""Rows that belong together, side by side: copies and conflicts, with what differs between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.report.escape import printable
from tunelint.report.html.rows import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.exhibit import Spoken
    from tunelint.model.outcome import Outcome
    from tunelint.model.row import RowRef
    from tunelint.report.html.rows import Rows

FAMILIES = frozenset({"duplicate", "conflict"})
"""Families whose findings tie rows to other rows of the data."""
GROUPS = 100
"""Groups of one rule in the file."""
MEMBERS = 6
"""Rows of one group that are shown."""
_WORDS = 1200
"""Words of a text that are compared."""
_AROUND = 8
"""Words kept on both sides of a difference where texts are quoted in short."""
_ALIKE = 60
"""Words shown of a text without a difference."""
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

SAME, ADDED, REMOVED, LEFT_OUT = 0, 1, 2, 3
"""What a piece of a text is beside the first row of its group."""

Piece = tuple[int, str]


class Group(NamedTuple):
    """Rows that one rule ties together, the row that the others are compared with first."""

    rule: str
    rows: Sequence[RowRef]


def groups(outcome: Outcome, rows: Rows) -> list[dict[str, Any]]:
    """The groups of each rule, largest first, with the texts of their rows; empty where nothing is quoted."""
    shown = [
        group
        for found in _by_rule(outcome, rows).values()
        for group in sorted(found, key=lambda group: -len(group.rows))[:GROUPS]
    ]
    texts = rows.texts({ref for group in shown for ref in group.rows[:MEMBERS]})
    return [_group(group, texts, rows) for group in shown if group.rows[0].number in texts]


def _by_rule(outcome: Outcome, rows: Rows) -> dict[str, list[Group]]:
    tied: dict[str, list[list[RowRef]]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.rule.partition("/")[0] in FAMILIES and (row := rows.of(finding)):
            others = [other for place in finding.related if (other := rows.at(place))]
            if others:
                tied[finding.rule].append([*others, row])
    return {rule: [Group(rule, members) for members in _joined(links)] for rule, links in tied.items()}


def _joined(links: Sequence[Sequence[RowRef]]) -> Iterator[list[RowRef]]:
    """Links that share a row as one group; the row that most links point to comes first, then reading order.

    A link is the rows that a finding points to, and then its own row.
    """
    groups: dict[int, list[Sequence[RowRef]]] = {}
    for link in links:
        touched = {id(group): group for ref in link if (group := groups.get(ref.number)) is not None}
        merged = [*chain.from_iterable(touched.values()), link]
        for ref in chain.from_iterable(merged):
            groups[ref.number] = merged
    for group in {id(group): group for group in groups.values()}.values():
        named = Counter(ref for link in group for ref in link[:-1])
        members = set(chain.from_iterable(group))
        yield sorted(members, key=lambda ref: (-named[ref], ref.number))


def _group(group: Group, texts: Mapping[int, Sequence[Spoken]], rows: Rows) -> dict[str, Any]:
    base = texts[group.rows[0].number]
    members = [ref for ref in group.rows[:MEMBERS] if ref.number in texts]
    return {
        "rule": group.rule,
        "total": len(group.rows),
        "rows": [
            {
                "file": printable(ref.file),
                "line": ref.line,
                "said": list(_beside(base, texts[ref.number], whole=rows.quotes_all)),
            }
            for ref in members
        ],
    }


def _beside(base: Sequence[Spoken], said: Sequence[Spoken], *, whole: bool) -> Iterator[dict[str, Any]]:
    """The texts of a row in pieces, each text compared with the text at the same place of the first row."""
    for place, (role, text) in enumerate(said):
        like = base[place].text if place < len(base) and base[place].role == role else ""
        pieces = list(differences(like, text)) if like else [(ADDED, text)]
        yield {"role": role, "parts": [(kind, lines(part)) for kind, part in _cut(pieces, whole=whole)]}


def differences(base: str, text: str) -> Iterator[Piece]:
    """A text in pieces by words: what it shares with another, what it adds, and what only the other has."""
    if base == text:
        yield SAME, text
        return
    old, new = _TOKEN.findall(base)[: 2 * _WORDS], _TOKEN.findall(text)[: 2 * _WORDS]
    for kind, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, "".join(new[from_:to])
            continue
        if end > start:
            yield REMOVED, "".join(old[start:end])
        if to > from_:
            yield ADDED, "".join(new[from_:to])


def _cut(pieces: Sequence[Piece], *, whole: bool) -> Iterator[Piece]:
    """The pieces; unless they may be quoted whole, without the words far from a difference."""
    for place, (kind, text) in enumerate(pieces):
        tokens = _TOKEN.findall(text)
        head = 2 * (_AROUND if kind == SAME and len(pieces) > 1 else _ALIKE)
        first, last = place == 0, place == len(pieces) - 1
        before = head if not first or len(pieces) == 1 else 0
        after = 2 * _AROUND if not last else 0
        if whole or len(tokens) <= before + after + 4:
            yield kind, text
            continue
        yield kind, "".join(tokens[:before])
        yield LEFT_OUT, " … "
        yield kind, "".join(tokens[len(tokens) - after :])
