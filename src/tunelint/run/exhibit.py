"""The rows behind an outcome, for reports that show them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tunelint.model.exhibit import Exhibit, Spoken
from tunelint.settle import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tunelint.model.example import Example
    from tunelint.model.row import Row, RowRef
    from tunelint.run.tally import Tally

    Reread = Callable[[Iterable[RowRef]], Mapping[int, Row]]


def make_exhibit(tally: Tally, reread: Reread) -> Exhibit:
    """The exhibit of a run; the private values that its findings point at are shown nowhere in it."""
    private: dict[str, set[str]] = defaultdict(set)
    for finding in tally.findings:
        if finding.secret:
            private[finding.key].add(finding.secret)
    hidden = {key: sorted(values, key=len, reverse=True) for key, values in private.items()}

    def texts(refs: Iterable[RowRef]) -> dict[int, list[Spoken]]:
        return {
            number: [Spoken(role, dotted(text, hidden.get(row.ref.key, ()))) for role, text in said]
            for number, row in reread(refs).items()
            if row.example and (said := _said(row.example))
        }

    return Exhibit(texts, tally.columns, tally.excerpt)


def _said(example: Example) -> list[Spoken]:
    roles = {"developer": "system", "user": "prompt", "assistant": "reply"}
    said = [Spoken(roles.get(turn.role, turn.role), turn.text) for turn in (*example.turns, *example.chosen)]
    return [*said, *(Spoken("rejected", turn.text) for turn in example.rejected)]
