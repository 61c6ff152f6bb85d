"""Rows side by side: copies, conflicts, leaks, and replies off voice beside typical ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.report.escape import printable, shorten
from tunelint.report.html.pieces import ADDED, SAME, cut, differences
from tunelint.report.html.rows import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.exhibit import Spoken
    from tunelint.model.finding import Finding
    from tunelint.model.outcome import Outcome
    from tunelint.model.place import Place
    from tunelint.report.html.pieces import Piece
    from tunelint.report.html.rows import Rows

    At = tuple[str, int]
    """The file and the line where a row begins."""

TIED = frozenset({"duplicate", "conflict"})
"""Families whose findings tie rows to other rows of the data."""
LEAK = "leak"
"""The family whose findings tie rows to rows of the evaluation data."""
VOICE_KIND = "off-voice"
"""The kind of rule whose findings name typical rows of a similar subject."""
GROUPS = 100
"""Groups of one rule in the file."""
MEMBERS = 6
"""Rows of one group that are shown."""
_MESSAGE = 400


class Group(NamedTuple):
    """Rows that belong together. `kind` says how they are shown.

    `same`: the first row as it is, the others compared with it. `leak`: the evaluation row and then the row
    to train on. `voice`: a row and then typical ones, not compared.
    """

    rule: str
    kind: str
    rows: Sequence[At]
    message: str = ""


def groups(outcome: Outcome, rows: Rows) -> list[dict[str, Any]]:
    """The groups of each rule, largest first, with the texts of their rows; empty where nothing is quoted."""
    shown: list[Group] = []
    for found in (_tied(outcome, rows), _leaks(outcome), _strange(outcome)):
        for group in found.values():
            shown += sorted(group, key=lambda item: -len(item.rows))[:GROUPS]
    texts = rows.said({at for group in shown for at in group.rows[:MEMBERS]})
    return [_group(group, texts, rows) for group in shown if group.rows[0] in texts]


def _at(place: Place) -> At:
    return place.file, place.line


def _tied(outcome: Outcome, rows: Rows) -> dict[str, list[Group]]:
    """Copies and conflicts: findings that share a row are one group."""
    links: dict[str, list[list[At]]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.rule.partition("/")[0] in TIED and rows.of(finding):
            others = [_at(place) for place in finding.related if rows.at(place)]
            if others:
                links[finding.rule].append([*others, _at(finding.place)])
    order = {(ref.file, ref.line): ref.number for ref in outcome.rows}
    return {
        rule: [Group(rule, "same", members) for members in _joined(found, order)]
        for rule, found in links.items()
    }


def _joined(links: Sequence[Sequence[At]], order: Mapping[At, int]) -> Iterator[list[At]]:
    """Links that share a row as one group; the row that most links point to comes first, then reading order.

    A link is the rows that a finding points to, and then its own row.
    """
    known: dict[At, list[Sequence[At]]] = {}
    for link in links:
        touched = {id(group): group for at in link if (group := known.get(at)) is not None}
        merged = [*chain.from_iterable(touched.values()), link]
        for at in chain.from_iterable(merged):
            known[at] = merged
    for group in {id(group): group for group in known.values()}.values():
        named = Counter(at for link in group for at in link[:-1])
        yield sorted(set(chain.from_iterable(group)), key=lambda at: (-named[at], order.get(at, -1)))


def _leaks(outcome: Outcome) -> dict[str, list[Group]]:
    """Each leaked row, its evaluation row first."""
    found: dict[str, list[Group]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.rule.partition("/")[0] == LEAK and finding.related:
            members = [_at(finding.related[0]), _at(finding.place)]
            found[finding.rule].append(Group(finding.rule, "leak", members, finding.message))
    return found


def _strange(outcome: Outcome) -> dict[str, list[Group]]:
    """Each reply off voice with the typical ones that its finding names, the strangest first."""
    kinds = {rule.id for rule in outcome.rules if rule.kind == VOICE_KIND}
    named = [finding for finding in outcome.findings if finding.rule in kinds and finding.related]
    found: dict[str, list[Group]] = defaultdict(list)
    for finding in sorted(named, key=_p_value):
        members = [_at(finding.place), *map(_at, finding.related)]
        found[finding.rule].append(Group(finding.rule, "voice", members, finding.message))
    return found


def _p_value(finding: Finding) -> float:
    p = finding.details.get("p")
    return p if isinstance(p, float) else 1.0


def _group(group: Group, texts: Mapping[At, Sequence[Spoken]], rows: Rows) -> dict[str, Any]:
    base = texts[group.rows[0]]
    return {
        "rule": group.rule,
        "kind": group.kind,
        "message": shorten(printable(group.message), _MESSAGE),
        "total": len(group.rows),
        "rows": [
            {
                "file": printable(at[0]),
                "line": at[1],
                "said": list(_beside(base, texts[at], group.kind, whole=rows.quotes_all)),
            }
            for at in group.rows[:MEMBERS]
            if at in texts
        ],
    }


def _beside(
    base: Sequence[Spoken], said: Sequence[Spoken], kind: str, *, whole: bool
) -> Iterator[dict[str, Any]]:
    """The texts of a row in pieces, each compared with the text at the same place of the first row."""
    for place, (role, text) in enumerate(said):
        if kind == "voice" and role == "system":
            continue
        like = base[place].text if place < len(base) and base[place].role == role else ""
        pieces: list[Piece] = [(SAME, text)] if kind == "voice" else list(differences(like, text))
        if kind != "voice" and not like:
            pieces = [(ADDED, text)]
        yield {"role": role, "parts": [(mark, lines(part)) for mark, part in cut(pieces, whole=whole)]}
