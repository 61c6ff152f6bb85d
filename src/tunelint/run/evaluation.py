"""The evaluation files, measured for the judges that hold the training data against them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.address import is_address
from tunelint.model.errors import fail
from tunelint.model.identity import Identity, numbers_hash
from tunelint.model.row import Row, RowRef
from tunelint.model.view import Cell, Columns, Want
from tunelint.run.measuring import cells, measure_batch
from tunelint.run.plan import make_measures, wants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.model.settings import Settings
    from tunelint.profile.hashed import Hashed
    from tunelint.run.plan import Seat


def read_evaluation(seats: Iterable[Seat], settings: Settings) -> Columns | None:
    """The columns of the evaluation files for the judges that want them; None where there is nothing to do.

    A file may be an index of hashes (`tunelint.profile.hashed`). Raises `UserError` for a file that cannot be
    read, or holds no example: then nothing could leak from it.
    """
    wanted = wants(seat for seat in seats if getattr(seat.judge, "evaluates", False))
    if not wanted or not settings.evaluation:
        return None
    from tunelint.profile.hashed import is_index, read_index

    measures = make_measures(wanted, settings)
    columns: dict[Want, list[Cell]] = {want: [] for want in wanted}
    refs: list[RowRef] = []
    textless: dict[int, bytes] = {}
    for path in settings.evaluation:
        file = path if is_address(path) else os.path.relpath(path)
        if not is_address(file) and is_index(file):
            for row in read_index(file):
                ref = RowRef(len(refs), row.file, row.line, row.identity.exact.hex())
                refs.append(ref)
                textless[ref.number] = row.numbers
                for want in wanted:
                    columns[want] += _known(ref, row, want)
            continue
        for some in _batches(file, settings, len(refs)):
            refs += [row.ref for row in some]
            for want, new in cells(measure_batch(some, measures), wanted).items():
                columns[want] += new

    return Columns(refs, columns, partial(read.by_number, settings=settings), textless=textless)


def hash_rows(files: Sequence[str], settings: Settings) -> Iterator[Hashed]:
    """What an index holds of the rows of evaluation files; `UserError` as in `read_evaluation`."""
    from tunelint.profile.hashed import LENGTHS, Hashed

    lengths = [Want("passages", "row", (("least", length),)) for length in LENGTHS]
    whole, signed = Want("identity", "row"), Want("signature", "row")
    wanted = (whole, signed, *lengths)
    measures = make_measures(wanted, settings)
    for file in files:
        for some in _batches(file, settings, 0):
            batch = measure_batch(some, measures)
            values = zip(*(batch.each(want) for want in wanted), strict=True)
            for (row, passage, identity), (_, _, signature), *passages in values:
                yield Hashed(
                    file,
                    row.ref.line,
                    Identity.unpack(identity),
                    numbers_hash(passage.text),
                    signature,
                    tuple(value for _, _, value in passages),
                )


def _known(ref: RowRef, row: Hashed, want: Want) -> Iterator[Cell]:
    """The value of a measure that an index knows; nothing for the others."""
    from tunelint.profile.hashed import LENGTHS

    least = dict(want.options).get("least", 1)
    if want.measure == "identity":
        yield Cell(ref, "", row.identity.pack())
    elif want.measure == "signature":
        words = row.identity.prompt_words + row.identity.reply_words
        yield Cell(ref, "", row.signature if words >= least else b"")
    elif want.measure == "passages":
        yield Cell(ref, "", row.passages[LENGTHS.index(least)] if least in LENGTHS else b"")


def _batches(file: str, settings: Settings, number: int) -> Iterator[list[Row]]:
    """The rows of a file, numbered from `number`; an error where none is an example."""
    examples = 0
    for some in read.batches([file], settings, first_number=number):
        examples += sum(row.example is not None for row in some)
        yield some
    if not examples:
        raise fail(file, "no example to hold the data against", "name a file in a shape that tunelint reads")
