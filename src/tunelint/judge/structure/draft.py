"""A row as the checks of a target look at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tunelint.judge.structure.target import Method

ABSENT = object()
"""The value of a key that is not there."""

EVERY = "*"
"""As a path of turns: all lists of messages of the row."""


class Message(NamedTuple):
    """One message: the object, its role (empty where it has none), its content, pointer and place from 0."""

    value: dict[str, Any]
    role: str
    content: Any
    pointer: str
    place: int

    @property
    def calls(self) -> tuple[tuple[str, Any], ...]:
        """The tool calls with their pointers."""
        calls = self.value.get("tool_calls")
        if not isinstance(calls, list):
            return ()
        return tuple((f"{self.pointer}/tool_calls/{index}", call) for index, call in enumerate(calls))

    @property
    def speaks_otherwise(self) -> bool:
        """Whether the message says something without text: it calls a tool, or refuses."""
        return any(self.value.get(key) for key in ("tool_calls", "function_call", "refusal"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A decoded row, its bytes, and the method it is measured by.

    Every check asks for messages, so those of a path are remembered: it changes the time and nothing else.
    """

    value: dict[str, Any]
    raw: bytes
    method: Method
    _known: dict[str, list[Message]] = field(default_factory=dict, compare=False, repr=False)

    def path(self, at: str = "") -> str:
        """The path of a list of messages: the given one, or that of the conversation; empty without one."""
        return at or next(iter(self.method.turns), "")

    def messages(self, at: str = "") -> list[Message]:
        """The messages at a path (default: the conversation); what is no object is left out."""
        paths = self.method.turns if at == EVERY else filter(None, [self.path(at)])
        return [message for path in paths for message in self._messages(path)]

    def _messages(self, path: str) -> list[Message]:
        if path not in self._known:
            self._known[path] = list(self._read_messages(path))
        return self._known[path]

    def _read_messages(self, path: str) -> Iterator[Message]:
        items = value_at(self.value, path)
        if not isinstance(items, list):
            return
        role_key, text_key = self.method.role, self.method.text
        for index, item in enumerate(items):
            if isinstance(item, dict):
                role = item.get(role_key)
                content = item.get(text_key, item.get(self.method.alias, ABSENT))
                yield Message(item, role if isinstance(role, str) else "", content, f"/{path}/{index}", index)

    def texts(self, at: str = EVERY, roles: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
        """Pointer and text of the messages at a path, of some roles only where they are given."""
        for message in self.messages(at):
            if not roles or message.role in roles:
                yield from texts_of(message.content, f"{message.pointer}/{self.method.text}")


def value_at(value: Any, path: str) -> Any:
    """The value at a slash path without wildcards; `ABSENT` where there is none."""
    for part in path.split("/"):
        if not isinstance(value, dict) or part not in value:
            return ABSENT
        value = value[part]
    return value


def find(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Pointer and value of everything that a slash path names; `*` stands for every element of a list."""
    found = [("", value)]
    for part in path.split("/"):
        step = []
        for pointer, item in found:
            if part == EVERY and isinstance(item, list):
                step += [(f"{pointer}/{index}", each) for index, each in enumerate(item)]
            elif isinstance(item, dict) and part in item:
                step.append((f"{pointer}/{pointer_part(part)}", item[part]))
        found = step
    yield from found


def texts_of(content: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Pointer and text of a content: a text, or the texts of its parts."""
    if isinstance(content, str):
        yield pointer, content
    elif isinstance(content, list):
        for index, part in enumerate(content):
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                yield f"{pointer}/{index}/text", part["text"]


def all_texts(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Pointer and text of every string in a value, keys excluded."""
    stack = [(pointer, value)]
    while stack:
        at, item = stack.pop()
        if isinstance(item, str):
            yield at, item
        elif isinstance(item, dict):
            stack += [(f"{at}/{pointer_part(key)}", each) for key, each in reversed(item.items())]
        elif isinstance(item, list):
            stack += [(f"{at}/{index}", item[index]) for index in range(len(item) - 1, -1, -1)]


def pointer_part(key: str) -> str:
    """A key as one part of a JSON Pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def kind_of(value: Any) -> str:
    """The JSON type of a value in the words of facts: text, list, object, integer, number, boolean, null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "text"
    return "list" if isinstance(value, list) else "object"


def in_words(kind: str) -> str:
    """A JSON type for a message: `a list`, `null`."""
    article = {"integer": "an integer", "object": "an object", "boolean": "true or false", "null": "null"}
    return article.get(kind, "missing" if kind == "absent" else f"a {kind}")


def listed(names: Mapping[str, Any] | tuple[str, ...] | list[str], last: str = "or") -> str:
    """Names in a row for a message: `user, assistant or tool`."""
    quoted = [f"“{name}”" for name in names]
    return (
        quoted[0]
        if len(quoted) == 1
        else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
        if quoted
        else "none"
    )
