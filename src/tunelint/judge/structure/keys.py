"""Checks of the keys of a row and of the values at a path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import Draft, find, in_words, kind_of, listed, pointer_part, value_at
from tunelint.judge.structure.target import Hit
from tunelint.model.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator


def missing_key(draft: Draft) -> Iterator[Hit]:
    """Keys that the method requires and the row has not."""
    missing = [key for key in draft.method.required if key not in draft.value]
    if missing and missing == [*draft.method.required] and len(draft.value) + len(missing) > 2:
        shown = [*draft.value][:6]
        what = f"the row has {listed(shown, 'and')}, and it needs {listed(draft.method.required, 'and')}"
        yield Hit("", what, {"key": missing[0]})
        return
    for key in missing:
        others = [name for name in draft.value if name not in draft.method.required]
        close = nearest(key, others) if others else ""
        hint = f"; {close}" if close.startswith("did you mean") else ""
        yield Hit("", f"the key “{key}” is missing{hint}", {"key": key})


def extra_key(draft: Draft, *, ignore: str = "") -> Iterator[Hit]:
    """Keys that the method does not know, but for those that match the pattern `ignore`.

    A row without a required key is of another kind: only the missing key is reported then.
    """
    method = draft.method
    if any(key not in draft.value for key in method.required):
        return
    for key in draft.value:
        known = key in method.required or key in method.optional
        if not known and not (ignore and re.fullmatch(ignore, key)):
            yield Hit(f"/{pointer_part(key)}", f"it does not know the key “{key}”", {"key": key}, on_key=True)


def exclusive_keys(draft: Draft, *, sets: tuple[Any, ...]) -> Iterator[Hit]:
    """Keys of which a row may have only one: each of `sets` is a list of such keys."""
    for names in sets:
        present = [name for name in names if name in draft.value]
        if len(present) > 1:
            what = f"the keys {listed(present, 'and')} exclude each other"
            yield Hit(f"/{pointer_part(present[1])}", what, {"key": present[1]}, on_key=True)


def key_combination(draft: Draft, *, known: tuple[str, ...], allowed: tuple[Any, ...]) -> Iterator[Hit]:
    """Those of the `known` keys that a row has must be one of the `allowed` sets."""
    present = [key for key in draft.value if key in known]
    if not any(sorted(present) == sorted(names) for names in allowed):
        details = {"keys": "{" + ", ".join(f"'{key}'" for key in present) + "}"}
        if present:
            yield Hit("", f"a row with {listed(present, 'and')} is no form that it knows", details)
        else:
            has = f"the row has {listed([*draft.value][:6], 'and')}" if draft.value else "the row has no keys"
            yield Hit("", f"{has}, and it needs one of its own keys: {listed(known)}", details)


def deprecated_key(draft: Draft, *, at: tuple[str, ...]) -> Iterator[Hit]:
    """Keys that still work and should not be used in new data."""
    for path in at:
        for pointer, _ in find(draft.value, path):
            key = pointer.rpartition("/")[2]
            yield Hit(pointer, f"the key “{key}” is out of date", {"key": key}, on_key=True)


def value(
    draft: Draft,
    *,
    at: str,
    types: tuple[str, ...] = (),
    values: tuple[Any, ...] = (),
    pattern: str = "",
) -> Iterator[Hit]:
    """Values at a path that are not of the `types`, not among the `values`, or do not match the `pattern`."""
    for pointer, item in find(draft.value, at):
        kind = kind_of(item)
        if types and kind not in types and not (kind == "integer" and "number" in types):
            wanted = " or ".join(in_words(name) for name in types)
            yield Hit(pointer, f"“{at}” must be {wanted}, not {in_words(kind)}", {"type": kind})
        elif values and item not in values:
            choices = listed([str(each) for each in values])
            yield Hit(pointer, f"{_shown(item)} is not {choices}", {"value": item})
        elif pattern and isinstance(item, str) and not re.search(pattern, item):
            yield Hit(pointer, f"{_shown(item)} does not have the form it wants", {"value": item[:60]})


def at_most(draft: Draft, *, at: str, most: int, things: str) -> Iterator[Hit]:
    """More than `most` values at a path; `things` says what they are."""
    found = list(find(draft.value, at))
    if len(found) > most:
        yield Hit(
            found[most][0],
            f"{len(found)} {things} stand in one row, and {most} are allowed",
            {"count": len(found)},
        )


def same_length(draft: Draft, *, one: str, other: str) -> Iterator[Hit]:
    """Two lists that must be equally long."""
    first, second = value_at(draft.value, one), value_at(draft.value, other)
    if isinstance(first, list) and isinstance(second, list) and len(first) != len(second):
        what = f"“{one}” has {len(first)} entries and “{other}” has {len(second)}"
        yield Hit(f"/{other}", what)


def _shown(item: Any) -> str:
    text = str(item)
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
