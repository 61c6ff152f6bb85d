"""Kind `mixed-variants`: two ways of writing the same thing in one set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tunelint.model.finding import Edit, Fix, Remark
from tunelint.model.variant import load_choices
from tunelint.model.view import Want
from tunelint.profile.rate import wilson
from tunelint.profile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.finding import Verdict
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.variant import Usage
    from tunelint.model.view import Cell, Columns


_PASSAGE = (-1, 0)
"""What each passage counts for, whatever it chooses."""
_SHOWN = 10
"""Rows named in one remark for all."""
_SURE = 1.645
"""Standard errors of a share's upper bound that holds with 95 %."""


@dataclass(frozen=True, slots=True)
class VariantOptions:
    """When usage has a house form.

    `variants`: folder of the files of choices, from the folder of the rule. `min_rows`: passages that must
    take a side. `mixed`: a rarer side that surely (95 %) has less than this share is named place by place,
    from this share on the choice is open and there is one remark in all; between the two the house form is
    not certain and nothing is said. `most`: with more places than this there is one remark in all, too.
    """

    variants: str = "../variants"
    min_rows: int = 20
    mixed: float = 0.3
    most: int = 12


class MixedVariantsKind:
    """One remark for each passage that takes the rarer side of a choice; one in all where both are common.

    Signs that readers hardly see, such as straight quotes, are one remark in all in any case.
    """

    Options: ClassVar[type[VariantOptions]] = VariantOptions
    details: ClassVar[frozenset[str]] = frozenset({"choice", "what"})

    def __init__(self, rule: Rule, options: VariantOptions, settings: Settings) -> None:
        folder = (Path(rule.path).parent / options.variants).resolve()
        english = settings.language in {"en", "auto"}
        self._options = options
        self._choices = load_choices(folder) if english else ()
        self._want = Want("variants", rule.on, (("folder", str(folder)),))
        self.wants: tuple[Want, ...] = (self._want,) if self._choices else ()

    def fold(self, columns: Columns) -> Tally:
        """How many passages take each side of each choice."""
        cells = [cell for want in self.wants for cell in columns.each(want)]
        taken = Tally.of((usage.choice, usage.side) for cell in cells for usage in cell.value)
        return taken.merge(Tally.of(_PASSAGE for _ in cells))

    def judge_corpus(self, columns: Columns, seen: Tally) -> Iterator[Verdict]:
        """Remarks on the rarer sides, and one for each choice that is left open."""
        rarer = {
            number: counts.index(min(counts))
            for number in range(len(self._choices))
            if min(counts := _counts(seen, number)) and sum(counts) >= self._least(number, seen)
        }
        places: dict[int, list[tuple[Cell, Usage]]] = {number: [] for number in rarer}
        for want in self.wants:
            for cell in columns.each(want):
                for usage in cell.value:
                    if rarer.get(usage.choice) == usage.side:
                        places[usage.choice].append((cell, usage))
        for number, found in places.items():
            counts = _counts(seen, number)
            one_by_one = len(found) <= self._options.most and not self._choices[number].together
            at_most = wilson(min(counts) / sum(counts), sum(counts), _SURE)[1]
            if one_by_one and at_most < self._options.mixed:
                yield from (self._place(cell, usage, counts) for cell, usage in found)
            elif found and (not one_by_one or self._is_open(counts)):
                yield self._all(number, counts, [cell for cell, _ in found])

    def _is_open(self, counts: tuple[int, int]) -> bool:
        """Whether both sides are common."""
        return min(counts) >= self._options.mixed * sum(counts)

    def _least(self, number: int, seen: Tally) -> float:
        """How many passages must take a side of a choice."""
        return max(self._options.min_rows, self._choices[number].cover * seen.counts[_PASSAGE])

    def _all(self, number: int, counts: tuple[int, int], cells: Sequence[Cell]) -> Remark:
        choice = self._choices[number]
        sides = " and ".join(
            f"{count:,} {'reply has' if count == 1 else 'replies have'} {side}"
            for side, count in zip(choice.sides, counts, strict=True)
        )
        what = f"{sides}{', so there is no one form' if self._is_open(counts) else ''}"
        refs = list(dict.fromkeys(cell.ref for cell in cells))[:_SHOWN]
        return Remark(
            row=None,
            details={"choice": choice.name, "what": what},
            file=refs[0].file,
            line=refs[0].line,
            related=tuple(refs[1:]),
            mark=choice.name,
        )

    def _place(self, cell: Cell, usage: Usage, counts: tuple[int, int]) -> Remark:
        choice = self._choices[usage.choice]
        house = choice.sides[1 - usage.side]
        what = f"“{usage.found.strip()}” here, but {max(counts):,} of {sum(counts):,} replies have {house}"
        title = f"replace “{usage.found}” with “{usage.other}”"
        edits = (Edit(cell.pointer, usage.span, usage.other),)
        return Remark(
            row=cell.ref,
            pointer=cell.pointer,
            span=usage.span,
            details={"choice": choice.name, "what": what},
            fix=Fix(title, edits) if usage.other else None,
            mark=choice.name,
        )


def _counts(seen: Tally, number: int) -> tuple[int, int]:
    return seen.counts[number, 0], seen.counts[number, 1]
