"""Checks of weights and other flags that say what is trained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import EVERY, Draft, in_words, kind_of, listed
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator


def weight_value(
    draft: Draft,
    *,
    values: tuple[Any, ...] = (0, 1),
    key: str = "weight",
    boolean: bool = False,
    whole: bool = True,
) -> Iterator[Hit]:
    """Weights that are not among the values; `boolean` also takes true and false, `whole` refuses 1.0."""
    for message in draft.messages(EVERY):
        if key not in message.value:
            continue
        given, pointer = message.value[key], f"{message.pointer}/{key}"
        kind = kind_of(given)
        if kind == "boolean":
            if not boolean:
                yield Hit(pointer, "the weight is true or false, and it must be a number", {"weight": given})
        elif kind not in ("integer", "number") or (whole and kind == "number"):
            wanted = "a whole number" if whole else "a number"
            what = f"the weight is {in_words(kind)} ({given!r:.40}), and it must be {wanted}"
            yield Hit(pointer, what, {"weight": given, "kind": kind})
        elif values and given not in values:
            what = f"the weight {given} is not {listed([str(item) for item in values])}"
            yield Hit(pointer, what, {"weight": given, "kind": kind})


def boolean_weight(draft: Draft, *, key: str = "weight") -> Iterator[Hit]:
    """Weights of true or false, which pass for 1 and 0 in Python and nowhere else."""
    for message in draft.messages(EVERY):
        if isinstance(message.value.get(key), bool):
            yield Hit(f"{message.pointer}/{key}", "the weight is true or false where a number is meant")


def weight_role(
    draft: Draft, *, roles: tuple[str, ...] = ("assistant",), key: str = "weight"
) -> Iterator[Hit]:
    """Weights on messages of other roles than these."""
    for message in draft.messages(EVERY):
        if key in message.value and message.role not in roles:
            what = f"a weight on a {message.role} turn has no meaning: only {listed(roles)} is trained"
            yield Hit(f"{message.pointer}/{key}", what, {"role": message.role}, on_key=True)


def part_weight(draft: Draft, *, kind: str, key: str = "weight") -> Iterator[Hit]:
    """Weights other than 0 on messages that have a part of a kind, such as an image."""
    for message in draft.messages(EVERY):
        parts = message.content if isinstance(message.content, list) else []
        kinds = [part.get("type") for part in parts if isinstance(part, dict)]
        if message.value.get(key) and kind in kinds:
            what = f"a message with a part of the kind “{kind}” may have no weight but 0"
            yield Hit(f"{message.pointer}/{key}", what)


def untrained(draft: Draft, *, roles: tuple[str, ...] = ("assistant",), key: str = "weight") -> Iterator[Hit]:
    """Rows in which every trained message has weight 0 (or the flag false), and no other has a weight."""
    answers = [message for message in draft.messages() if message.role in roles]
    elsewhere = any(message.value.get(key) for message in draft.messages())
    if answers and not elsewhere and all(message.value.get(key) == 0 for message in answers):
        what = f"every {roles[0]} turn has {key} {answers[-1].value[key]!r}: nothing of this row is trained"
        yield Hit(f"{answers[-1].pointer}/{key}", what)
