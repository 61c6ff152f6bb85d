"""The evaluation files, measured for the judges that hold the training data against them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.errors import fail
from tunelint.model.row import Row
from tunelint.model.view import Columns
from tunelint.run.measuring import cells, measure_batch
from tunelint.run.plan import make_measures, wants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.model.row import RowRef
    from tunelint.model.settings import Settings
    from tunelint.model.view import Cell, Want
    from tunelint.run.plan import Seat

_AT_ONCE = 512


def read_evaluation(seats: Iterable[Seat], settings: Settings) -> Columns | None:
    """The columns of the evaluation files for the judges that want them; None where there is nothing to do.

    Raises `UserError` for a file that cannot be read, or holds no example: then nothing could leak from it.
    """
    wanted = wants(seat for seat in seats if getattr(seat.judge, "evaluates", False))
    if not wanted or not settings.evaluation:
        return None
    measures = make_measures(wanted, settings)
    columns: dict[Want, list[Cell]] = {want: [] for want in wanted}
    refs: list[RowRef] = []
    for some in _batches(settings.evaluation, settings):
        refs += [row.ref for row in some]
        for want, new in cells(measure_batch(some, measures), wanted).items():
            columns[want] += new
    return Columns(refs, columns, lambda asked: {row.ref.number: row for row in read.reread(asked, settings)})


def _batches(files: Sequence[str], settings: Settings) -> Iterator[list[Row]]:
    number = 0
    for file in files:
        examples = 0
        rows = (item for item in read.rows(file, settings, first_number=number) if isinstance(item, Row))
        while some := list(islice(rows, _AT_ONCE)):
            number += len(some)
            examples += sum(row.example is not None for row in some)
            yield some
        if not examples:
            raise fail(
                file, "no example to hold the data against", "name a file in a shape that tunelint reads"
            )
