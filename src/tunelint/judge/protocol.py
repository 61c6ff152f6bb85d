"""What a kind of rule is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tunelint.model.finding import Reading, Verdict
    from tunelint.model.row import Row
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch, Cell, Columns, Want


class Kind(Protocol):
    """A way of judging. Made once a run: `Kind(rule, options, settings)`.

    `Options` is a frozen dataclass: its fields are the options a rule file and the user may set, with their
    types and defaults. `details` are the names that a message may use. `wants` are the measures to compute.
    """

    Options: ClassVar[type[Any]]
    details: ClassVar[frozenset[str]]
    wants: tuple[Want, ...]

    def __init__(self, rule: Rule, options: Any, settings: Settings) -> None: ...


@runtime_checkable
class RowKind(Kind, Protocol):
    """Judges rows by themselves, so that it can run on the changed rows alone.

    A kind that judges nothing has `blind`, the reason, which every run tells.
    """

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks, scores and what cannot be judged, for a batch of rows."""
        ...


@runtime_checkable
class CorpusKind(Kind, Protocol):
    """Judges rows against the whole corpus, or a stored profile of it.

    A kind whose attribute `alone` is true needs no other row, because of a stored profile or evaluation data.
    A kind that must see the rows themselves also has `gather(batch)`, the sketch of a batch: all of them are
    merged with what `fold` gives.
    """

    def fold(self, columns: Columns) -> Any:
        """The sketch of a part of the corpus; parts are merged in any order."""
        ...

    def judge_corpus(self, columns: Columns, seen: Any) -> Iterator[Verdict]:
        """Remarks, scores and what cannot be judged, for all rows, given the merged sketch."""
        ...


@runtime_checkable
class ReadableKind(Kind, Protocol):
    """A kind that can say which numbers it compares for a row, whether there is a remark or not."""

    def readings(self, row: Row, cells: Mapping[Want, Sequence[Cell]], seen: Any) -> Iterator[Reading]:
        """The numbers of a row: `cells` are its own values, `seen` is the sketch of the corpus."""
        ...
