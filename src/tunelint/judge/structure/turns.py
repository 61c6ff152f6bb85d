"""Checks of messages: that they are a list of objects, who speaks, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import ABSENT, EVERY, Draft, in_words, kind_of, listed, value_at
from tunelint.judge.structure.target import Hit
from tunelint.model.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

START = "start"
"""Among allowed predecessors: the beginning of the conversation."""


def messages(
    draft: Draft,
    *,
    at: str = "",
    least: int = 1,
    most: int = 0,
    text: bool = False,
) -> Iterator[Hit]:
    """A list of messages that is no list, holds what is no object, or has too few or too many.

    With `text` a plain text may stand in its place.
    """
    path = draft.path(at)
    items = value_at(draft.value, path)
    if items is ABSENT:
        parent, _, key = path.rpartition("/")
        if parent and isinstance(value_at(draft.value, parent), dict):
            yield Hit(f"/{parent}", f"“{parent}” has no “{key}”", {"key": key})
    elif isinstance(items, list):
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                what = f"a message must be an object, not {in_words(kind_of(item))}"
                yield Hit(f"/{path}/{index}", what, {"type": _python(item)})
        yield from _wrong_number(path, len(items), least, most)
    elif not (text and isinstance(items, str)):
        what = f"“{path}” must be a list of messages, not {in_words(kind_of(items))}"
        if isinstance(items, str) and items.lstrip().startswith("["):
            what += " (the list was encoded as JSON twice)"
        yield Hit(f"/{path}", what, {"type": kind_of(items)})


def _wrong_number(path: str, count: int, least: int, most: int) -> Iterator[Hit]:
    if count < least:
        what = f"there {_number(count)}, and it needs at least {least}" if count else "there is no message"
        yield Hit(f"/{path}", what, {"count": count})
    if most and count > most:
        wanted = f"exactly {most}" if least == most else f"at most {most}"
        yield Hit(f"/{path}/{most}", f"there {_number(count)}, and it takes {wanted}", {"count": count})


def role(draft: Draft, *, roles: tuple[str, ...], at: str = EVERY) -> Iterator[Hit]:
    """Messages of another role than these, or whose role is no text; those without the key are left out."""
    key = draft.method.role
    for message in draft.messages(at):
        given = message.value.get(key, ABSENT)
        if given is ABSENT or given in roles:
            continue
        pointer = f"{message.pointer}/{key}"
        if not isinstance(given, str):
            what = f"the role is {in_words(kind_of(given))}, and it must be {listed(roles)}"
        else:
            close = nearest(given.lower(), roles) if given else ""
            hint = f"; {close}" if close.startswith("did you mean") else ""
            what = f"the role “{given[:40]}” is not {listed(roles)}{hint}"
        yield Hit(pointer, what, {"role": message.role[:40], "message": message.place + 1})


def one_role(draft: Draft, *, role: str, at: str = EVERY) -> Iterator[Hit]:
    """Messages of one role that this target may not know, as a fact apart."""
    for message in draft.messages(at):
        if message.role == role:
            what = f"the role “{role}” may not be known here"
            yield Hit(f"{message.pointer}/{draft.method.role}", what, {"role": role})


def role_count(draft: Draft, *, role: str, most: int, at: str = "") -> Iterator[Hit]:
    """More messages of one role than `most`."""
    found = [message for message in draft.messages(at) if message.role == role]
    if len(found) > most:
        what = f"there {_number(len(found), f'{role} message')}, and it takes at most {most}"
        yield Hit(found[most].pointer, what, {"role": role, "count": len(found)})


def earlier_answers(draft: Draft, *, beside: tuple[str, ...]) -> Iterator[Hit]:
    """The first answer in words before the last message, in rows that have one of the keys `beside`."""
    if any(draft.value.get(key) for key in beside):
        for message in draft.messages()[:-1]:
            if message.role == "assistant" and not message.speaks_otherwise:
                yield Hit(message.pointer, "an answer stands before the last one", {"role": message.role})
                return


def first(draft: Draft, *, roles: tuple[str, ...], at: str = "") -> Iterator[Hit]:
    """A conversation that begins with another role, system prompts left aside."""
    spoken = [
        message for message in draft.messages(at) if message.role not in ("system", "developer", "System")
    ]
    if spoken and spoken[0].role and spoken[0].role not in roles:
        what = f"the conversation begins with “{spoken[0].role}”, and it must begin with {listed(roles)}"
        yield Hit(spoken[0].pointer, what, {"role": spoken[0].role})


def last(draft: Draft, *, roles: tuple[str, ...], at: str = "") -> Iterator[Hit]:
    """A conversation that ends with another role."""
    spoken = draft.messages(at)
    if spoken and spoken[-1].role and spoken[-1].role not in roles:
        what = f"the conversation ends with “{spoken[-1].role}”, and it must end with {listed(roles)}"
        yield Hit(spoken[-1].pointer, what, {"role": spoken[-1].role})


def order(draft: Draft, *, previous: Mapping[str, Any], at: str = "") -> Iterator[Hit]:
    """The first message of a role that follows a role it may not follow.

    `previous` names for each role what may stand before it; `start` is the beginning. An assistant's turn
    that calls a tool is `call`. Roles that are not named may stand anywhere.
    """
    before = START
    for message in draft.messages(at):
        allowed = previous.get(message.role)
        if message.role and allowed is not None and not _follows(before, allowed):
            place = (
                "stands first"
                if before == START
                else f"follows “{before if before != 'call' else 'assistant'}”"
            )
            details = {
                "role": message.role,
                "before": before,
                "index": message.place,
                **_expected(before, previous),
            }
            yield Hit(message.pointer, f"“{message.role}” {place}, and there it may not stand", details)
            return
        before = "call" if message.role == "assistant" and message.speaks_otherwise else message.role


def _expected(before: str, previous: Mapping[str, Any]) -> dict[str, str]:
    """The roles that could have followed, for wordings that name them."""
    return {"expected": " or ".join(role for role, allowed in previous.items() if _follows(before, allowed))}


def _follows(before: str, allowed: Any) -> bool:
    return before in allowed or (before == "call" and "assistant" in allowed and "call!" not in allowed)


def repeated(draft: Draft, *, roles: tuple[str, ...] = (), at: str = "") -> Iterator[Hit]:
    """Two neighbours of the same role."""
    before = ""
    for message in draft.messages(at):
        if message.role and message.role == before and (not roles or before in roles):
            yield Hit(message.pointer, f"two turns of “{before}” stand in a row", {"role": before})
            return
        before = message.role


def system_place(draft: Draft, *, roles: tuple[str, ...] = ("system",), at: str = "") -> Iterator[Hit]:
    """A system message that is not the first message."""
    for message in draft.messages(at):
        if message.role in roles and message.place:
            what = f"the {message.role} message stands in place {message.place + 1}, and it must be the first"
            yield Hit(message.pointer, what, {"role": message.role, "index": message.place})


def needs(draft: Draft, *, roles: tuple[str, ...], at: str = "") -> Iterator[Hit]:
    """Roles that must occur at least once and do not."""
    path = draft.path(at)
    present = draft.messages(at)
    if not present or any(not message.role for message in present):
        return
    for name in roles:
        if not any(message.role == name for message in present):
            yield Hit(f"/{path}", f"there is no “{name}” turn", {"role": name})


def parity(draft: Draft, *, even: bool, at: str = "") -> Iterator[Hit]:
    """A number of turns, the system message left aside, that is odd where it must be even, or the reverse."""
    path = draft.path(at)
    spoken = [message for message in draft.messages(at) if message.role != "system"]
    if spoken and (len(spoken) % 2 == 0) is not even:
        what = f"there {_number(len(spoken), 'turn')}, and it must be an {'even' if even else 'odd'} number"
        yield Hit(f"/{path}", what, {"count": len(spoken)})


def places(draft: Draft, *, odd: tuple[str, ...], even: tuple[str, ...], at: str = "") -> Iterator[Hit]:
    """The first turn of a role that does not belong on its place, a system message at the start aside."""
    spoken = draft.messages(at)
    if spoken and spoken[0].role == "system":
        spoken = spoken[1:]
    for place, message in enumerate(spoken, 1):
        allowed = odd if place % 2 else even
        if message.role and message.role not in allowed:
            what = f"turn {place} is “{message.role}”, and it must be {listed(allowed)}"
            yield Hit(message.pointer, what, {"role": message.role})
            return


def _number(count: int, thing: str = "message") -> str:
    return f"is {count} {thing}" if count == 1 else f"are {count} {thing}s"


def _python(item: Any) -> str:
    return f"<class '{type(item).__name__}'>"
