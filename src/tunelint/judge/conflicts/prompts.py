"""Kind `repeated-prompts`: how much of the dataset asks what other rows ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tunelint.judge.conflicts.groups import answered, buckets, prompted
from tunelint.judge.duplicates.repeated import IDENTITY, named, place
from tunelint.model.finding import Remark
from tunelint.model.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.model.finding import Verdict
    from tunelint.model.row import RowRef
    from tunelint.model.rule import Rule
    from tunelint.model.settings import Settings
    from tunelint.model.view import Columns
    from tunelint.profile.buckets import Buckets

_NAMED = 10


@dataclass(frozen=True, slots=True)
class PromptsOptions:
    """`most`: the share of rows that may repeat the prompt of another row with another reply."""

    most: float = 0.02


class PromptsKind:
    """One remark on the whole dataset: how many rows repeat a prompt, and how many replies there are."""

    Options: ClassVar[type[PromptsOptions]] = PromptsOptions
    details: ClassVar[frozenset[str]] = frozenset(
        {"rows", "share", "prompts", "varied", "verbatim", "replies", "first", "most"}
    )

    def __init__(self, rule: Rule, options: PromptsOptions, settings: Settings) -> None:
        del rule, settings
        self.most = options.most
        self.wants = (IDENTITY,)

    def fold(self, columns: Columns) -> Buckets:
        """The rows of each prompt, with their replies."""
        return buckets(columns, prompted, answered)

    def judge_corpus(self, columns: Columns, seen: Buckets) -> Iterator[Verdict]:
        """One remark or none."""
        shared = [list(bucket) for bucket in seen.shared()]
        varied = [bucket for bucket in shared if len({reply for reply, _ in bucket}) > 1]
        if sum(len(bucket) - 1 for bucket in varied) > self.most * max(1, len(columns.rows)):
            prompts = Counter(Identity.unpack(cell.value).verbatim for cell in columns.each(IDENTITY))
            verbatim = sum(count - 1 for count in prompts.values())
            yield _remark(shared, {"varied": len(varied), "verbatim": verbatim}, len(columns.rows))


def _remark(shared: list[list[tuple[bytes, RowRef]]], counts: dict[str, int], total: int) -> Remark:
    firsts = {min((ref for _, ref in bucket), key=place): len(bucket) for bucket in shared}
    order = sorted(firsts, key=lambda ref: (-firsts[ref], place(ref)))
    rows = sum(len(bucket) - 1 for bucket in shared)
    details = {
        **counts,
        "rows": rows,
        "share": rows / total,
        "prompts": len(shared),
        "replies": len({reply for bucket in shared for reply, _ in bucket}),
        "first": named(order[0], order[0]),
        "most": firsts[order[0]],
    }
    return Remark(None, details=details, related=tuple(order[:_NAMED]), file=order[0].file)
