"""Kind `sequence`: words in a row, by their letters and by their part of speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from tunelint.judge.words.found import remarks_on_found
from tunelint.model.errors import Problem, UserError
from tunelint.model.options import build
from tunelint.model.view import Want

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.phrase import Found
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Batch


_SPARE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a row: a `pattern` of the word, a pattern of its Penn Treebank `tag`, or both.

    `negate`: the word must not be so. `skip`: how many other words may stand before it.
    """

    pattern: str = ""
    tag: str = ""
    negate: bool = False
    skip: int = 0


@dataclass(frozen=True, slots=True)
class SequenceOptions:
    """The words, in order, in one sentence.

    `tokens`: a table for each word, with the keys `pattern`, `tag`, `negate` and `skip`. `case`: capitals
    count. `unless`: patterns that excuse a row which they match in part. `pipeline`: name or path of the
    spaCy pipeline that tags; without one, the first that is installed.
    """

    tokens: tuple[dict[str, Any], ...]
    case: bool = False
    unless: tuple[str, ...] = ()
    pipeline: str = ""


class SequenceKind:
    """One remark for each row of words."""

    Options: ClassVar[type[SequenceOptions]] = SequenceOptions
    details: ClassVar[frozenset[str]] = frozenset({"found", "words"})

    def __init__(self, rule: Rule, options: SequenceOptions, settings: Settings) -> None:
        del settings
        steps = tuple(_step(rule, table) for table in options.tokens)
        pairs = (
            ("case", options.case),
            ("pipeline", options.pipeline),
            ("steps", steps),
            ("unless", options.unless),
        )
        self._want = Want("sequences", rule.on, pairs)
        self.wants: tuple[Want, ...] = (self._want,)

    def judge(self, batch: Batch) -> Iterator[Verdict]:
        """Remarks on the rows of words of each passage."""
        yield from remarks_on_found(batch, self._want, _details)


def _details(item: Found) -> dict[str, list[str]]:
    """The words one by one; some more that are empty, for messages that name more than there are."""
    return {"words": [*item.note.split("\x1f"), *[""] * _SPARE]}


def _step(rule: Rule, table: dict[str, Any]) -> tuple[str, str, bool, int]:
    step, problems = build(Step, table, lambda _: rule.path, "a token")
    if problems:
        raise UserError(*problems)
    if not step.pattern and not step.tag:
        raise UserError(Problem(rule.path, f"a token of {rule.id} has neither pattern nor tag"))
    return step.pattern, step.tag, step.negate, step.skip
