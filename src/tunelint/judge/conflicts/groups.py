"""Rows that share one side of the conversation and differ in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.judge.duplicates.repeated import IDENTITY, standing
from tunelint.model.identity import Identity
from tunelint.profile.buckets import Buckets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tunelint.model.row import RowRef
    from tunelint.model.view import Columns

    Side = Callable[[Identity], bytes]


def asked(identity: Identity) -> bytes:
    """What the model is told before it replies: system prompt and prompt."""
    return identity.context


def answered(identity: Identity) -> bytes:
    """What the model replies."""
    return identity.reply


def prompted(identity: Identity) -> bytes:
    """What the model is asked, whatever the system prompt."""
    return identity.prompt


def buckets(columns: Columns, shared: Side, varying: Side) -> Buckets:
    """Rows that have words on both sides by the shared side, each with its other side."""
    identities = ((Identity.unpack(cell.value), cell.ref) for cell in columns.each(IDENTITY))
    return Buckets.of(
        (shared(identity), (varying(identity), ref))
        for identity, ref in identities
        if identity.prompt_words and identity.reply_words
    )


def groups(seen: Buckets) -> Iterator[list[list[RowRef]]]:
    """For each shared side said in several ways: the rows of each way, the row to keep first."""
    for bucket in seen.shared():
        ways: dict[bytes, list[RowRef]] = {}
        for way, ref in bucket:
            ways.setdefault(way, []).append(ref)
        if len(ways) > 1:
            yield sorted(
                (sorted(rows, key=standing) for rows in ways.values()), key=lambda rows: standing(rows[0])
            )
