"""What judging yields, and what a person gets to see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.place import Place, Span
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Severity


class Edit(NamedTuple):
    """One replacement inside the decoded string at `pointer`."""

    pointer: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that a program can make; `safe` means that the trained text is not changed.

    `private`: what it replaces is a private value, which no output may show.
    """

    title: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a judge knows of one fault: the row (None: the whole dataset), the place in it, the details.

    `details` fill the rule's message. `severity` overrides the rule's own, for kinds with two levels.
    `file` and `line` stand for remarks without a row. `related` are other rows that belong to the fault.
    `mark` tells remarks on the same place apart and enters the fingerprint. `masked`: the text of the span is
    private, and no finding on the row may show it.
    With `on_key` the pointer means the key and not its value.
    """

    row: RowRef | None
    pointer: str = ""
    span: Span | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    related: tuple[RowRef, ...] = ()
    fix: Fix | None = None
    file: str = ""
    line: int = 0
    column: int = 0
    mark: str = ""
    explain: str = ""
    masked: bool = False
    on_key: bool = False


class Score(NamedTuple):
    """How typical one row is in the rule's dimension: 0 never seen the like, 1 typical."""

    row: RowRef
    value: float


class Unjudged(NamedTuple):
    """A rule could not judge, and why. `row` None: nothing at all was judged."""

    row: RowRef | None
    reason: str


class Reading(NamedTuple):
    """One number that a rule compares for one row: its name, its value, what is usual, and the limit.

    `usual` and `limit` are None where there is none; `side` says on which side of the limit a remark is made.
    """

    name: str
    value: float
    usual: float | None = None
    limit: float | None = None
    side: Literal["above", "below"] = "above"


Verdict = Remark | Score | Unjudged
"""What a judge may yield."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark in the words of its rule, placed, with a fingerprint that survives moving the row.

    `excerpt` is a short piece of the text around the span, `mark` the span inside the excerpt. `secret` is
    the private text of a masked remark until settling has taken it out of all findings. `row` is the number
    of the row, -1 without one; `related_rows` are those of `related`, in the same order.
    """

    rule: str
    severity: Severity
    message: str
    place: Place
    fingerprint: str
    key: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    excerpt: str = ""
    excerpt_mark: Span | None = None
    explain: str = ""
    overrides: tuple[int, ...] = ()
    secret: str = ""
    slices: tuple[int, ...] = ()
    row: int = -1
    related_rows: tuple[int, ...] = ()
