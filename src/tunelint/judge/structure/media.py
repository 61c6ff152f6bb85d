"""Checks of images, sound and video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.judge.structure.draft import Draft, find, listed
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tunelint.judge.structure.draft import Message


def one_medium(draft: Draft, *, kinds: tuple[str, ...], across: bool = False) -> Iterator[Hit]:
    """Parts of several kinds in one message, or, with `across`, in one row; the kind is the part's key."""
    messages = draft.messages()
    for group in [messages] if across else [[message] for message in messages]:
        found = [(places[0], kind) for kind in kinds if (places := _places(draft, group, kind))]
        if len(found) > 1:
            where = "one row" if across else "one message"
            what = f"{listed([kind for _, kind in found], 'and')} stand in {where}"
            yield Hit(found[1][0], what, {"kind": found[1][1]})


def parts_most(draft: Draft, *, most: Mapping[str, int]) -> Iterator[Hit]:
    """Messages with more parts of a kind than `most` says for it; the kind is the part's key."""
    for message in draft.messages():
        for kind, number in most.items():
            places = _places(draft, [message], kind)
            if len(places) > number:
                what = f"{len(places)} parts with “{kind}” stand in one message, and at most {number} may"
                yield Hit(places[number], what, {"kind": kind, "count": len(places)})


def _places(draft: Draft, messages: Iterable[Message], kind: str) -> list[str]:
    """The pointers of the parts of one kind."""
    return [
        f"{message.pointer}/{draft.method.text}/{index}"
        for message in messages
        for index, part in enumerate(message.content if isinstance(message.content, list) else ())
        if isinstance(part, dict) and kind in part
    ]


def media_size(draft: Draft, *, at: str, most: int) -> Iterator[Hit]:
    """Files inside the row (data URLs in base64) of more than `most` bytes."""
    for pointer, url in find(draft.value, at):
        if isinstance(url, str) and url.startswith("data:"):
            size = (len(url) - url.find(",") - 1) * 3 // 4
            if size > most:
                what = f"the file has {size / 1e6:,.1f} MB, and the limit is {most / 1e6:,.0f} MB"
                yield Hit(pointer, what, {"bytes": size})


def media_tokens(draft: Draft, *, token: str, key: str) -> Iterator[Hit]:
    """As many files under `key` as there are tokens for them in the texts."""
    files = draft.value.get(key)
    count = len(files) if isinstance(files, list) else 0
    tokens = sum(text.count(token) for _, text in draft.texts())
    tokens += sum(
        text.count(token) for text in map(draft.value.get, ("instruction", "input")) if isinstance(text, str)
    )
    if key in draft.value and count != tokens:
        yield Hit(
            f"/{key}",
            f"there are {count} files in “{key}” and {tokens} “{token}” in the texts",
            {"count": count},
        )
