"""Checks of the keys of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.judge.structure.draft import ABSENT, EVERY, Draft, in_words, kind_of, listed
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator


def field(
    draft: Draft, *, key: str, at: str = EVERY, roles: tuple[str, ...] = (), after: str = ""
) -> Iterator[Hit]:
    """Messages without a key; of some `roles` only, or only those that have the key `after`."""
    for message in draft.messages(at):
        concerned = (not roles or message.role in roles) and (not after or after in message.value)
        if concerned and message.value.get(key, ABSENT) is ABSENT:
            who = f"the {message.role} message" if message.role else "the message"
            details = {"key": key, "message": message.place + 1, "keys": ", ".join(message.value)}
            yield Hit(message.pointer, f"{who} has no “{key}”", details)


def message_keys(
    draft: Draft, *, known: tuple[str, ...], at: str = EVERY, roles: tuple[str, ...] = ()
) -> Iterator[Hit]:
    """Keys of a message that the target does not know."""
    for message in draft.messages(at):
        if roles and message.role not in roles:
            continue
        for key in message.value:
            if key not in known:
                pointer = f"{message.pointer}/{key}"
                yield Hit(
                    pointer, f"it does not know the key “{key}” in a message", {"key": key}, on_key=True
                )


def exclusive_fields(draft: Draft, *, keys: tuple[str, ...], at: str = EVERY) -> Iterator[Hit]:
    """Messages with more than one of some keys."""
    for message in draft.messages(at):
        present = [key for key in keys if key in message.value]
        if len(present) > 1:
            what = f"the keys {listed(present, 'and')} exclude each other"
            yield Hit(f"{message.pointer}/{present[1]}", what, {"key": present[1]}, on_key=True)


def pair_of_texts(draft: Draft, *, at: str = "") -> Iterator[Hit]:
    """Messages that do not have exactly two keys with texts."""
    for message in draft.messages(at):
        strange = next((key for key, item in message.value.items() if not isinstance(item, str)), "")
        if strange:
            what = (
                f"“{strange}” is {in_words(kind_of(message.value[strange]))}, and every value must be a text"
            )
            yield Hit(f"{message.pointer}/{strange}", what, {"key": strange})
        elif len(message.value) != 2:
            what = f"the message has {len(message.value)} keys, and it must have exactly two"
            yield Hit(message.pointer, what)
