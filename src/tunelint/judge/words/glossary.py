"""Kind `glossary`: words that the user's glossary avoids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.words.replace import replace_word
from tunelint.model.finding import Remark, Score, Unjudged
from tunelint.model.pipeline import GET_ONE, pipeline_release
from tunelint.model.place import Span
from tunelint.model.term import TAGGED
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.example import Passage
    from tunelint.model.finding import Verdict
    from tunelint.model.row import Row, RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.term import Term
    from tunelint.model.view import Batch


UNTAGGED = f"the part of speech is only guessed from the words beside it; to tell it: {GET_ONE}"
"""Why a row with such an entry is not judged in full."""


@dataclass(frozen=True, slots=True)
class GlossaryOptions:
    """`glossary` has no options: the glossary itself says everything."""


class GlossaryKind:
    """One remark for each avoided word; silent where no glossary is configured.

    The score of a row is 1 / (1 + its avoided words). The part of speech of entries that state one is told by
    a pipeline of spaCy; without one the words beside decide, and the rows concerned are named.
    """

    Options: ClassVar[type[GlossaryOptions]] = GlossaryOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "advice", "note", "entry"})

    def __init__(self, rule: Rule, options: GlossaryOptions, settings: Settings) -> None:
        del options
        self._terms = _terms(settings.glossary)
        spoken = any(term.pos in TAGGED for term in self._terms) and settings.language in {"en", "auto"}
        self._pipeline = pipeline_release() if spoken else ""
        options_of_measure = (("pipeline", self._pipeline),) if self._pipeline else ()
        self.wants: tuple[Want, ...] = (Want("terms", rule.on, options_of_measure),) if self._terms else ()

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the avoided words of each passage, and a score for each row."""
        counts: dict[RowRef, int] = {}
        for want in self.wants:
            for row, passage, hits in batch.each(want):
                counts[row.ref] = counts.get(row.ref, 0) + len(hits)
                yield from (_remark(row, passage, hit, nth, self._terms) for nth, hit in enumerate(hits))
                if not self._pipeline and any(self._terms[hit[2]].pos in TAGGED for hit in hits):
                    yield Unjudged(row.ref, UNTAGGED)
        for ref, count in counts.items():
            yield Score(ref, 1 / (1 + count))


def _remark(
    row: Row, passage: Passage, hit: tuple[int, int, int, str], nth: int, terms: tuple[Term, ...]
) -> Remark:
    start, end, number, replacement = hit
    span, term = Span(start, end), terms[number]
    found = passage.text[start:end]
    advice = f"“{replacement}”" if replacement else " or ".join(f"“{good}”" for good in term.prefer)
    return Remark(
        row=row.ref,
        pointer=passage.pointer,
        span=span,
        details={
            "found": found,
            "advice": f": write {advice}" if advice else "",
            "note": f" ({term.note.rstrip('.')})" if term.note else "",
            "entry": f"{term.file}:{term.line}",
        },
        fix=replace_word(passage, span, replacement),
        mark=str(nth),
    )


def _terms(paths: tuple[str, ...]) -> tuple[Term, ...]:
    if not paths:
        return ()
    from tunelint.model.glossary import load_glossary

    return load_glossary(paths)
