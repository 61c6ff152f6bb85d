"""Kind `persons`: names of persons in texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.content.stand_in import stand_in
from tunelint.model.finding import Edit, Fix, Remark
from tunelint.model.pipeline import GET_ONE, pipeline_release
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


@dataclass(frozen=True, slots=True)
class PersonsOptions:
    """`also`: roles to search besides the rule's `on`. `allow`: names that may stand, such as the founder's.

    `stand_in`: the form of what a fix puts in place of a name.
    """

    also: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    stand_in: str = "Person {hex}"


class PersonsKind:
    """One remark for each name; where no pipeline of spaCy is installed, `blind` says what is not found."""

    Options: ClassVar[type[PersonsOptions]] = PersonsOptions
    details: ClassVar[frozenset[str]] = frozenset({"role"})

    def __init__(self, rule: Rule, options: PersonsOptions, settings: Settings) -> None:
        del settings
        self.options = options
        pipeline = pipeline_release()
        self.blind = "" if pipeline else f"only names that are announced are found; for all others: {GET_ONE}"
        pairs = (("pipeline", pipeline),) if pipeline else ()
        self.wants: tuple[Want, ...] = tuple(
            Want("persons", on, pairs) for on in dict.fromkeys((rule.on, *options.also))
        )
        self._allowed = {name.casefold() for name in options.allow}

    def judge(self, batch: Batch) -> Iterator[Remark]:
        """Remarks on the names in each passage."""
        for want in self.wants:
            for row, passage, spans in batch.each(want):
                names = [span for span in spans if passage.text[slice(*span)].casefold() not in self._allowed]
                edits = tuple(
                    Edit(passage.pointer, span, stand_in(passage.text[slice(*span)], self.options.stand_in))
                    for span in names
                )
                for nth, span in enumerate(names):
                    yield Remark(
                        row=row.ref,
                        pointer=passage.pointer,
                        span=span,
                        details={"role": passage.role},
                        fix=Fix("put a stand-in for the private value", edits, private=True),
                        mark=str(nth) if nth else "",
                        masked=True,
                    )
