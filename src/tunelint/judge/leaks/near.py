"""Kind `overlap-near`: rows to train on that are edits of rows to evaluate with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tunelint.judge.duplicates.canned import canned
from tunelint.judge.duplicates.compare import Comparison, row_texts
from tunelint.judge.duplicates.groups import links_between
from tunelint.judge.duplicates.likeness import changes, describe
from tunelint.judge.duplicates.near import NearOptions
from tunelint.judge.duplicates.repeated import IDENTITY, named, place, standing
from tunelint.judge.leaks.estimate import alike
from tunelint.judge.leaks.parts import each_row, parts
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity, numbers_hash
from tunelint.model.view import Want
from tunelint.profile.protocol import no_fold
from tunelint.profile.signature import stacked

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing

_UNTOLD = "some words (the evaluation data is known by its hashes only)"


class NearOverlapKind:
    """One remark for each row to train on that is an edit of an evaluation row.

    It is a note where both have a reply that is given to many prompts. Where only hashes of the evaluation
    row are known, the likeness is estimated, and must be greater.
    """

    Options: ClassVar[type[NearOptions]] = NearOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept", "similarity", "differs"})
    evaluates: ClassVar[bool] = True
    fold = no_fold

    def __init__(self, rule: Rule, options: NearOptions, settings: Settings) -> None:
        del rule, settings
        self.threshold = options.threshold
        self.wants = (IDENTITY, Want("signature", "row", (("least", options.least_words),)))

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the rows to train on."""
        del seen
        training, evaluation = parts(columns)
        tested = [entry for part in evaluation for entry in self._entries(part)]
        trained = self._entries(training, {entry.identity.normal for entry in tested})
        fixed = canned([training, *evaluation])
        known = [entry for entry in tested if entry.ref.number not in entry.columns.textless]
        hashed = [entry for entry in tested if entry.ref.number in entry.columns.textless]
        found = [*self._compared(known, trained, fixed), *_estimated(hashed, trained)]
        first = {remark.row.number: remark for remark in reversed(found) if remark.row}
        yield from sorted(first.values(), key=lambda remark: place(remark.row) if remark.row else ("", 0))

    def _entries(self, columns: Columns, known: Container[bytes] = ()) -> list[_Entry]:
        """The rows that are long enough to compare and not equal to a known one, by content key."""
        entries = (
            _Entry(identity.ref, Identity.unpack(identity.value), signature.value, columns)
            for identity, signature in each_row(columns, self.wants)
            if signature.value
        )
        kept = (entry for entry in entries if entry.identity.normal not in known)
        return sorted(kept, key=lambda entry: standing(entry.ref))

    def _compared(
        self, tested: Sequence[_Entry], trained: Sequence[_Entry], fixed: Container[bytes]
    ) -> Iterator[Remark]:
        """Remarks on the rows that are edits by their words."""
        if not tested or not trained:
            return
        rows = [*tested, *trained]
        comparison = Comparison(
            lambda some: _texts([rows[row] for row in some]), self.threshold, trained[0].columns.spread
        )
        links = links_between(stacked((row.signature for row in rows), len(rows)), comparison, len(tested))
        for row, befores in links.items():
            match = next((before for before in befores if comparison.alike(before, row)), None)
            if match is not None:
                differs = describe(changes(comparison.spoken(match), comparison.spoken(row)))
                similarity = comparison.similarity(match, row) or 0.0
                reply = rows[row].identity.reply
                variety = reply == rows[match].identity.reply and reply in fixed
                remark = _remark(rows[row].ref, rows[match].ref, similarity, differs)
                yield replace(remark, severity="note") if variety else remark


class _Entry(NamedTuple):
    ref: RowRef
    identity: Identity
    signature: bytes
    columns: Columns

    @property
    def words(self) -> int:
        return self.identity.prompt_words + self.identity.reply_words


def _estimated(tested: Sequence[_Entry], trained: Sequence[_Entry]) -> Iterator[Remark]:
    """Remarks on the rows whose signature is that of an edit, and whose numbers are the same."""
    found = alike(
        [(row.signature, row.words) for row in tested], [(row.signature, row.words) for row in trained]
    )
    numbers = {
        row: numbers_hash(text)
        for row, text in zip(found, _texts([trained[row] for row in found]), strict=True)
    }
    for row, links in found.items():
        for match, similarity in links:
            entry = tested[match]
            if entry.columns.textless[entry.ref.number] == numbers[row]:
                yield _remark(trained[row].ref, entry.ref, similarity, _UNTOLD)
                break


def _texts(entries: Sequence[_Entry]) -> list[str]:
    """The texts of rows of several columns."""
    sources: defaultdict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        sources[id(entry.columns)].append(entry)
    texts: dict[tuple[int, int], str] = {}
    for source, some in sources.items():
        refs = [entry.ref for entry in some]
        numbers = ((source, ref.number) for ref in refs)
        texts |= zip(numbers, row_texts(some[0].columns, refs), strict=True)
    return [texts[id(entry.columns), entry.ref.number] for entry in entries]


def _remark(ref: RowRef, kept: RowRef, similarity: float, differs: str) -> Remark:
    details = {"kept": named(kept, ref), "similarity": similarity, "differs": differs}
    return Remark(ref, details=details, related=(kept,))
