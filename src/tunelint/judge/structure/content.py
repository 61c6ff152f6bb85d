"""Checks of what a message says: text or parts, empty texts, images."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import (
    ABSENT,
    EVERY,
    Draft,
    Message,
    in_words,
    kind_of,
    listed,
    texts_of,
    value_at,
)
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FILLED = ("text", "image_url", "refusal")
"""Kinds of parts that hold a key of the same name."""

_PYTHON = {
    "text": "str",
    "list": "list",
    "object": "dict",
    "integer": "int",
    "number": "float",
    "null": "NoneType",
}


def content(draft: Draft, *, takes: Mapping[str, Any], at: str = EVERY) -> Iterator[Hit]:
    """Contents of a type that the role may not have.

    `takes` names the types for each role, `*` for the rest: `text`, `list`, `null`, `absent`; a type with a
    `+` behind it is allowed only beside a tool call or a refusal.
    """
    key = draft.method.text
    for message in draft.messages(at):
        allowed = takes.get(message.role, takes.get("*"))
        kind = "absent" if message.content is ABSENT else kind_of(message.content)
        if allowed is None or kind in allowed or (f"{kind}+" in allowed and message.speaks_otherwise):
            continue
        wanted = " or ".join(in_words(name) for name in allowed if name in ("text", "list"))
        pointer = message.pointer if kind == "absent" else f"{message.pointer}/{key}"
        what = f"the {key} is {in_words(kind)}, and it must be {wanted}"
        yield Hit(pointer, what, {"type": _PYTHON.get(kind, "bool"), "key": key, "role": message.role})


def empty(draft: Draft, *, roles: tuple[str, ...] = (), at: str = EVERY, blank: bool = True) -> Iterator[Hit]:
    """Messages of some roles with an empty text and nothing else; with `blank` also those of white space."""
    for message in draft.messages(at):
        concerned = (not roles or message.role in roles) and not message.speaks_otherwise
        if concerned and message.content is not ABSENT and _is_empty(message.content, blank=blank):
            pointer = f"{message.pointer}/{draft.method.text}"
            yield Hit(
                pointer, f"the {message.role} turn is empty", {"index": message.place, "role": message.role}
            )


def _is_empty(content: Any, *, blank: bool) -> bool:
    if isinstance(content, list):
        texts = [text for _, text in texts_of(content, "")]
        return len(texts) == len(content) and not any(_says(text, blank=blank) for text in texts)
    return isinstance(content, str) and not _says(content, blank=blank)


def _says(text: str, *, blank: bool) -> bool:
    return bool(text.strip() if blank else text)


def empty_text(draft: Draft, *, keys: tuple[str, ...], every: bool = False) -> Iterator[Hit]:
    """Empty texts under some keys of the row; with `every` only where all of them are empty."""
    empty_keys = [key for key in keys if isinstance(text := draft.value.get(key), str) and not text.strip()]
    if every and len(empty_keys) < len(keys):
        return
    for key in empty_keys[:1] if every else empty_keys:
        names = listed(empty_keys, "and") if every else f"“{key}”"
        yield Hit(f"/{key}", f"{names} {'are' if every and len(keys) > 1 else 'is'} empty", {"key": key})


def parts(draft: Draft, *, kinds: Mapping[str, Any], by: str = "type", at: str = EVERY) -> Iterator[Hit]:
    """Parts that the role may not have: `kinds` names them for each role, `*` for the rest.

    A part is told by the value of its key `by`, or, where `by` is empty, by the one key that it holds.
    """
    for message in draft.messages(at):
        allowed = kinds.get(message.role, kinds.get("*"))
        if allowed is not None and isinstance(message.content, list):
            if not message.content:
                pointer = f"{message.pointer}/{draft.method.text}"
                yield Hit(pointer, f"the {message.role} turn has no parts", {"kind": ""})
            yield from _faulty_parts(message, draft.method.text, allowed, by)


def _faulty_parts(message: Message, key: str, allowed: Any, by: str) -> Iterator[Hit]:
    for index, part in enumerate(message.content):
        pointer = f"{message.pointer}/{key}/{index}"
        if not isinstance(part, dict):
            yield Hit(
                pointer, f"a part must be an object, not {in_words(kind_of(part))}", {"kind": kind_of(part)}
            )
            continue
        kind = part.get(by) if by else next(iter(part), "")
        if by and by not in part:
            yield Hit(pointer, f"the part has no “{by}”", {"kind": ""})
        elif not by and len(part) != 1:
            what = f"a part holds one of {listed(allowed)}, and this one holds {listed(tuple(part), 'and')}"
            yield Hit(pointer, what, {"kind": kind})
        elif kind not in allowed:
            what = f"a part of the kind “{kind}” is not allowed in the {message.role} turn"
            yield Hit(pointer, what, {"kind": kind, "role": message.role})
        elif kind in _FILLED and kind not in part:
            yield Hit(pointer, f"the part of the kind “{kind}” has no “{kind}”", {"kind": kind})
        elif kind == "text" and not isinstance(part["text"], str):
            what = f"the “text” of a part must be a text, not {in_words(kind_of(part['text']))}"
            yield Hit(f"{pointer}/text", what, {"kind": kind})


def same_style(draft: Draft, *, at: str = "") -> Iterator[Hit]:
    """Conversations in which some messages are plain texts and others lists of parts."""
    styles = [
        (message, kind_of(message.content)) for message in draft.messages(at) if message.content is not ABSENT
    ]
    for message, kind in styles:
        if kind in ("text", "list") and kind != styles[0][1] and styles[0][1] in ("text", "list"):
            pointer = f"{message.pointer}/{draft.method.text}"
            yield Hit(pointer, "some messages of the row are texts and others lists of parts")
            return


def edge_space(draft: Draft, *, flag: str) -> Iterator[Hit]:
    """Parts that end with white space where `flag` changes: the token across the edge is masked."""
    for message in draft.messages(EVERY):
        items = message.content if isinstance(message.content, list) else []
        flagged = [item if isinstance(item, dict) else {} for item in items]
        for index, (part, following) in enumerate(pairwise(flagged)):
            text = part.get("text")
            if isinstance(text, str) and text[-1:].isspace() and part.get(flag) != following.get(flag):
                pointer = f"{message.pointer}/{draft.method.text}/{index}/text"
                yield Hit(
                    pointer, "the part ends with white space where training begins or ends", {"index": index}
                )


def boundary(draft: Draft, *, one: str, other: str) -> Iterator[Hit]:
    """A prompt that ends with a space before an answer that begins without one: tokens join over the edge."""
    before, after = value_at(draft.value, one), value_at(draft.value, other)
    if (
        isinstance(before, str)
        and isinstance(after, str)
        and before.endswith(" ")
        and not after[:1].isspace()
    ):
        what = f"“{one}” ends with a space: write it at the start of “{other}” instead"
        yield Hit(f"/{one}", what)
