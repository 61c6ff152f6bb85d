"""Kind `overlap-near`: rows to train on that are edits of rows to evaluate with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tunelint.judge.duplicates.compare import Comparison, row_texts
from tunelint.judge.duplicates.groups import links_between
from tunelint.judge.duplicates.likeness import changes, describe
from tunelint.judge.duplicates.near import NearOptions
from tunelint.judge.duplicates.repeated import IDENTITY, named, place, standing
from tunelint.judge.leaks.parts import parts
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity
from tunelint.model.view import Want
from tunelint.profile.protocol import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.judge.leaks.parts import Part
    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns


class NearOverlapKind:
    """One remark for each row to train on that is an edit of an evaluation row."""

    Options: ClassVar[type[NearOptions]] = NearOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "similarity", "differs"})
    evaluates: ClassVar[bool] = True

    def __init__(self, rule: Rule, options: NearOptions, settings: Settings) -> None:
        del rule, settings
        self.threshold = options.threshold
        self.wants = (IDENTITY, Want("signature", "row", (("least", options.least_words),)))

    def fold(self, columns: Columns) -> Nothing:
        """Nothing: signatures are compared as they stand in the columns."""
        del columns
        return Nothing()

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the rows to train on."""
        del seen
        training, evaluation = parts(columns, self.wants)
        tested = [row for part in evaluation for row in _distinct(part, frozenset())]
        trained = _distinct(training, frozenset(row.text for row in tested))
        rows = [*tested, *trained]
        comparison = Comparison(lambda some: _texts([rows[row] for row in some]), self.threshold)
        links = (
            links_between([row.signature for row in rows], comparison, len(tested))
            if tested and trained
            else {}
        )
        found = []
        for row, befores in links.items():
            match = next((before for before in befores if comparison.alike(before, row)), None)
            if match is not None:
                found.append(_remark(rows, row, match, comparison))
        yield from sorted(found, key=lambda remark: place(remark.row) if remark.row else ("", 0))


class _Entry(NamedTuple):
    ref: RowRef
    text: bytes
    signature: bytes
    columns: Columns


def _distinct(part: Part, known: frozenset[bytes]) -> list[_Entry]:
    """The rows that are long enough to compare and not equal to a known one, by content key."""
    entries = (
        _Entry(identity.ref, Identity.unpack(identity.value).normal, signature.value, part.columns)
        for identity, signature in part.rows
        if signature.value
    )
    return sorted(
        (entry for entry in entries if entry.text not in known), key=lambda entry: standing(entry.ref)
    )


def _texts(entries: Sequence[_Entry]) -> list[str]:
    """The texts of rows of several columns."""
    texts: dict[tuple[int, int], str] = {}
    for columns in {id(entry.columns): entry.columns for entry in entries}.values():
        refs = [entry.ref for entry in entries if entry.columns is columns]
        texts |= zip(((id(columns), ref.number) for ref in refs), row_texts(columns, refs), strict=True)
    return [texts[id(entry.columns), entry.ref.number] for entry in entries]


def _remark(rows: Sequence[_Entry], row: int, match: int, comparison: Comparison) -> Remark:
    ref, kept = rows[row].ref, rows[match].ref
    differs = describe(changes(comparison.spoken(match), comparison.spoken(row)))
    details = {"kept": named(kept, ref), "similarity": comparison.similarity(match, row), "differs": differs}
    return Remark(ref, details=details, related=(kept,))
