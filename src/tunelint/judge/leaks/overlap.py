"""Kind `overlap`: rows to train on that are also rows to evaluate with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.judge.leaks.parts import parts
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity
from tunelint.profile.protocol import no_fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.protocol import Nothing

Match = Literal["exact", "normalised", "prompt"]


@dataclass(frozen=True, slots=True)
class OverlapOptions:
    """What is compared.

    `match`: `exact` for every turn as it stands; `normalised` for prompt and reply without regard to case,
    spacing and punctuation; `prompt` for the prompt alone, with another reply. `least_words`: shorter prompts
    may stand on both sides by chance.
    """

    match: Match = "exact"
    least_words: int = 5


class OverlapKind:
    """One remark for each row to train on that stands in the evaluation data too."""

    Options: ClassVar[type[OverlapOptions]] = OverlapOptions
    details: ClassVar[frozenset[str]] = frozenset({"kept"})
    evaluates: ClassVar[bool] = True
    alone: ClassVar[bool] = True
    fold = no_fold
    wants = (IDENTITY,)

    def __init__(self, rule: Rule, options: OverlapOptions, settings: Settings) -> None:
        del rule, settings
        self.options = options

    def judge_corpus(self, columns: Columns, seen: Nothing) -> Iterator[Verdict]:
        """Remarks on the rows to train on."""
        del seen
        training, evaluation = parts(columns)
        tested = (cell for part in evaluation for cell in part.each(IDENTITY))
        known: dict[tuple[Match, bytes], RowRef] = {}
        for cell in sorted(tested, key=lambda cell: place(cell.ref)):
            for form in _forms(Identity.unpack(cell.value)):
                known.setdefault(form, cell.ref)
        for cell in training.each(IDENTITY):
            found = self._found(Identity.unpack(cell.value), known)
            if found:
                yield Remark(cell.ref, details={"kept": named(found, cell.ref)}, related=(found,))

    def _found(self, identity: Identity, known: dict[tuple[Match, bytes], RowRef]) -> RowRef | None:
        """The first evaluation row that matches in the rule's way and in no stricter one."""
        if identity.wordless or (
            self.options.match == "prompt" and identity.prompt_words < self.options.least_words
        ):
            return None
        for form in _forms(identity):
            if form in known:
                return known[form] if form[0] == self.options.match else None
        return None


def _forms(identity: Identity) -> tuple[tuple[Match, bytes], ...]:
    """What a row may share with another, the most telling first."""
    return ("exact", identity.exact), ("normalised", identity.normal), ("prompt", identity.prompt)
