"""Values for a batch of rows: each distinct text is measured once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.model.view import Batch, Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tunelint.measure.protocol import Measure
    from tunelint.model.example import Passage
    from tunelint.model.row import Row
    from tunelint.model.view import Want


def measure_batch(rows: Sequence[Row], measures: Mapping[Want, Measure]) -> Batch:
    """The batch with every wanted value."""
    passages: dict[str, list[tuple[Row, Passage]]] = {}
    for on in {want.on for want in measures}:
        passages[on] = [(row, passage) for row in rows if row.example for passage in row.example.passages(on)]
    measured = {want: _values(passages[want.on], measure) for want, measure in measures.items()}
    return Batch(rows, measured)


def _values(pairs: Sequence[tuple[Row, Passage]], measure: Measure) -> list[tuple[Row, Passage, Any]]:
    distinct = {passage.text: passage for _, passage in pairs}
    values = dict(zip(distinct, measure(list(distinct.values())), strict=True))
    return [(row, passage, values[passage.text]) for row, passage in pairs]


def cells(batch: Batch, wanted: Sequence[Want]) -> dict[Want, list[Cell]]:
    """The values of a batch without its texts."""
    return {
        want: [Cell(row.ref, passage.pointer, value) for row, passage, value in batch.each(want)]
        for want in wanted
    }
