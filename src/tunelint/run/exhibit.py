"""The rows behind an outcome, for reports that show them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.model.address import is_address
from tunelint.model.exhibit import Exhibit, Spoken
from tunelint.model.row import Row
from tunelint.read import rows
from tunelint.settle import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tunelint.model.example import Example
    from tunelint.model.place import Place
    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings
    from tunelint.run.tally import Tally

    Reread = Callable[[Iterable[RowRef]], Mapping[int, Row]]


def make_exhibit(tally: Tally, reread: Reread, settings: Settings) -> Exhibit:
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

    def elsewhere(places: Iterable[Place]) -> dict[tuple[str, int], list[Spoken]]:
        everywhere = sorted({value for values in hidden.values() for value in values}, key=len, reverse=True)
        return {
            (row.ref.file, row.ref.line): [Spoken(role, dotted(text, everywhere)) for role, text in said]
            for row in _rows_at(places, settings)
            if row.example and (said := _said(row.example))
        }

    return Exhibit(texts, tally.columns, tally.excerpt, elsewhere)


def _rows_at(places: Iterable[Place], settings: Settings) -> Iterator[Row]:
    """The rows that begin at places of files that the run does not judge."""
    lines: dict[str, set[int]] = defaultdict(set)
    for place in places:
        lines[place.file].add(place.line)
    for file, wanted in lines.items():
        if not is_address(file) and not Path(file).is_file():  # rows that an index knows by their hashes only
            continue
        for item in rows(file, settings):
            if isinstance(item, Row) and item.ref.line in wanted:
                yield item


def _said(example: Example) -> list[Spoken]:
    roles = {"developer": "system", "user": "prompt", "assistant": "reply"}
    said = [Spoken(roles.get(turn.role, turn.role), turn.text) for turn in (*example.turns, *example.chosen)]
    return [*said, *(Spoken("rejected", turn.text) for turn in example.rejected)]
