"""Small corpora for the judges of duplicates, without files."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from tunelint.measure.identity import IdentityMeasure, PassagesMeasure, SignatureMeasure
from tunelint.model.example import Example, Passage, Turn
from tunelint.model.finding import Remark, Score
from tunelint.model.row import Row, RowRef
from tunelint.model.settings import Settings
from tunelint.model.view import Cell, Columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MEASURES = {"identity": IdentityMeasure, "signature": SignatureMeasure, "passages": PassagesMeasure}


def example(prompt: str, reply: str, system: str = "") -> Example:
    said = (("system", system), ("user", prompt), ("assistant", reply))
    return Example("test", tuple(Turn(role, ((text, ""),), "") for role, text in said if text))


def columns(
    kind: Any,
    examples: Sequence[Example],
    against: Sequence[Example] | None = None,
    file: Callable[[int], str] = lambda _: "train.jsonl",
) -> Columns:
    """The columns of examples, one a line, as the engine would make them."""
    rows = [Row(_ref(number, item, file(number)), b"", None, item) for number, item in enumerate(examples)]
    passages = [Passage(item.row_text(), "row", "") for item in examples]
    cells = {}
    for want in kind.wants:
        values = _MEASURES[want.measure](Settings(), **dict(want.options))(passages)
        cells[want] = [Cell(row.ref, "", value) for row, value in zip(rows, values, strict=True)]
    others = None if against is None else columns(kind, against, file=lambda _: "eval.jsonl")
    refs = [row.ref for row in rows]
    return Columns(refs, cells, lambda some: {ref.number: rows[ref.number] for ref in some}, others)


def judge(kind: Any, examples: Sequence[Example], **more: Any) -> list[Remark]:
    """The remarks on a corpus."""
    view = columns(kind, examples, **more)
    return [verdict for verdict in kind.judge_corpus(view, kind.fold(view)) if isinstance(verdict, Remark)]


def scores(kind: Any, examples: Sequence[Example]) -> list[float]:
    """The scores of a corpus, by row."""
    view = columns(kind, examples)
    found = [verdict for verdict in kind.judge_corpus(view, kind.fold(view)) if isinstance(verdict, Score)]
    return [score.value for score in sorted(found, key=lambda score: score.row.number)]


def flagged(kind: Any, examples: Sequence[Example]) -> list[int]:
    """The indices of the remarked rows."""
    return [remark.row.number for remark in judge(kind, examples) if remark.row]


def _ref(number: int, item: Example, file: str) -> RowRef:
    key = blake2b(item.row_text().encode(), digest_size=16).hexdigest()
    return RowRef(number, file, number + 1, key)
