"""Checks of tools: declarations, calls, their arguments, and the answers to them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import EVERY, Draft, find, in_words, kind_of, pointer_part
from tunelint.judge.structure.schema import judge_by_schema
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def call_field(draft: Draft, *, required: tuple[str, ...]) -> Iterator[Hit]:
    """Tool calls without one of the required fields, given as paths (`function/name`)."""
    for pointer, call in _calls(draft):
        for path in required:
            if not list(find(call, path)):
                yield Hit(pointer, f"the tool call has no “{path.replace('/', '.')}”", {"key": path})


def call_name(draft: Draft, *, pattern: str) -> Iterator[Hit]:
    """Names of called functions that do not match the pattern."""
    for pointer, call in _calls(draft):
        for at, name in find(call, "function/name"):
            if isinstance(name, str) and not re.fullmatch(pattern, name):
                yield Hit(
                    pointer + at, f"“{name[:70]}” is no name that a function may have", {"name": name[:70]}
                )


def call_id(draft: Draft, *, pattern: str = "", unique: bool = False) -> Iterator[Hit]:
    """Ids of tool calls that do not match the pattern, or that occur twice in one message."""
    for message in draft.messages(EVERY):
        seen: set[str] = set()
        for pointer, call in message.calls:
            given = call.get("id") if isinstance(call, dict) else None
            if not isinstance(given, str):
                continue
            if pattern and not re.fullmatch(pattern, given):
                what = f"the tool call id “{given[:40]}” does not have the form it wants"
                yield Hit(f"{pointer}/id", what, {"id": given[:40]})
            if unique and given in seen:
                yield Hit(
                    f"{pointer}/id", f"the tool call id “{given[:40]}” occurs twice", {"id": given[:40]}
                )
            seen.add(given)


def arguments(draft: Draft, *, form: str) -> Iterator[Hit]:
    """Arguments of tool calls in another form than `text` (a text that holds JSON) or `object`."""
    for pointer, given in _arguments(draft):
        kind = kind_of(given)
        if kind != form:
            wanted = "a text that holds JSON" if form == "text" else "an object"
            yield Hit(
                pointer, f"the arguments are {in_words(kind)}, and they must be {wanted}", {"type": kind}
            )


def arguments_json(draft: Draft) -> Iterator[Hit]:
    """Arguments that are a text and not the JSON of an object."""
    for pointer, given in _arguments(draft):
        if not isinstance(given, str):
            continue
        decoded = decoded_json(given)
        if not isinstance(decoded, dict):
            reason = "not valid JSON" if decoded is None else f"{in_words(kind_of(decoded))}, not an object"
            yield Hit(pointer, f"the arguments are {reason}: {given[:60]}", {"arguments": given[:60]})


def arguments_schema(draft: Draft) -> Iterator[Hit]:
    """Arguments that do not fit the parameters of the declared tool, by its JSON Schema, and faulty schemas.

    Without a validator each such row has a hit that says that it was not judged.
    """
    declared = {
        tool["name"]: (at, tool["parameters"])
        for at, tool in declared_tools(draft.value)
        if isinstance(tool.get("name"), str) and isinstance(tool.get("parameters"), dict)
    }
    told: set[str] = set()
    for pointer, name, given in _named_arguments(draft) if declared else ():
        decoded = decoded_json(given) if isinstance(given, str) else given
        if name not in declared or not isinstance(decoded, dict):
            continue
        at, schema = declared[name]
        judged = judge_by_schema(schema, decoded)
        if judged.unjudged:
            yield Hit(pointer, "", unjudged=judged.unjudged)
            return
        if judged.schema_fault and name not in told:
            told.add(name)
            place = f"{at}/parameters" if isinstance(draft.value.get("tools"), list) else "/tools"
            yield Hit(place, f"the parameters of “{name}” are no JSON Schema: {judged.schema_fault}")
        elif judged.fault:
            inner = "".join(f"/{pointer_part(str(part))}" for part in judged.path)
            what = f"the arguments do not fit the tool “{name}”: {inner and f'{inner[1:]}: '}{judged.fault}"
            yield Hit(pointer if isinstance(given, str) else pointer + inner, what, {"name": name})


def _named_arguments(draft: Draft) -> Iterator[tuple[str, str, Any]]:
    """Pointer of the arguments, name of the function, and the arguments of each call that has both."""
    for pointer, call in _calls(draft):
        name = next((name for _, name in find(call, "function/name")), None)
        for at, given in find(call, "function/arguments"):
            if isinstance(name, str):
                yield pointer + at, name, given


def unknown_tool(draft: Draft) -> Iterator[Hit]:
    """Calls of a function that the row's tools do not declare."""
    names = {tool.get("name") for _, tool in declared_tools(draft.value)}
    for pointer, call in _calls(draft) if names else ():
        for at, name in find(call, "function/name"):
            if name not in names:
                yield Hit(pointer + at, f"“{name}” is not among the declared tools", {"name": name})


def calls_alone(draft: Draft) -> Iterator[Hit]:
    """Assistant messages that call tools and have a text besides."""
    for message in draft.messages():
        if message.calls and isinstance(message.content, str) and message.content:
            yield Hit(f"{message.pointer}/{draft.method.text}", "a turn that calls tools has a text besides")


def tools_missing(draft: Draft) -> Iterator[Hit]:
    """Rows that call tools and declare none."""
    called = next(_calls(draft), None)
    if called and not any(draft.value.get(key) for key in ("tools", "available_tools", "functions")):
        yield Hit(called[0], "a tool is called, and the row declares no tools")


def tool_field(draft: Draft, *, required: tuple[str, ...]) -> Iterator[Hit]:
    """Declared tools without one of the required fields."""
    for pointer, tool in declared_tools(draft.value):
        for key in required:
            if key not in tool:
                yield Hit(pointer, f"the tool has no “{key}”", {"key": key, "name": tool.get("name", "")})


def orphan_answer(draft: Draft) -> Iterator[Hit]:
    """Tool messages that no tool call stands before."""
    called = False
    for message in draft.messages():
        if message.role == "tool" and not called:
            yield Hit(message.pointer, "the tool message answers no call: none stands before it")
        called = (
            message.speaks_otherwise if message.role == "assistant" else called and message.role == "tool"
        )


def unanswered_call(draft: Draft) -> Iterator[Hit]:
    """Calls, other than those of the last message, that are not followed by one tool message each."""
    found = draft.messages()
    for place, message in enumerate(found[:-1]):
        if not message.calls:
            continue
        answers = 0
        while place + 1 + answers < len(found) and found[place + 1 + answers].role == "tool":
            answers += 1
        at_end = place + answers == len(found) - 1
        if answers != len(message.calls) and not at_end:
            what = f"{len(message.calls)} tool calls are followed by {answers} tool messages"
            yield Hit(
                f"{message.pointer}/tool_calls", what, {"calls": len(message.calls), "answers": answers}
            )


def answer_id(draft: Draft) -> Iterator[Hit]:
    """Tool messages whose id is not that of a call before them."""
    ids: set[Any] = set()
    for message in draft.messages():
        ids |= {
            call["id"]
            for _, call in message.calls
            if isinstance(call, dict) and isinstance(call.get("id"), str)
        }
        given = message.value.get("tool_call_id")
        if message.role == "tool" and ids and isinstance(given, str) and given not in ids:
            pointer = f"{message.pointer}/tool_call_id"
            yield Hit(pointer, f"the id “{given[:40]}” is that of no call before it", {"id": given[:40]})


def json_text(draft: Draft, *, roles: tuple[str, ...]) -> Iterator[Hit]:
    """Texts of some roles that must be JSON and are not."""
    for pointer, text in draft.texts(roles=roles):
        if decoded_json(text) is None:
            yield Hit(pointer, f"the text is not valid JSON: {text[:60]}", {"text": text[:60]})


def decoded_json(text: str) -> Any:
    """The value that a JSON text holds; None where it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def declared_tools(value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Pointer and description of each function that a row declares, whichever of the usual forms it has."""
    for key in ("tools", "available_tools", "functions"):
        tools = value.get(key)
        if isinstance(tools, str):
            tools = decoded_json(tools)
        for index, tool in enumerate(tools if isinstance(tools, list) else ()):
            if isinstance(tool, dict):
                inner = tool.get("function")
                nested = isinstance(inner, dict)
                yield f"/{key}/{index}{'/function' if nested else ''}", inner if nested else tool  # type: ignore[misc]


def _calls(draft: Draft) -> Iterator[tuple[str, Any]]:
    for message in draft.messages(EVERY):
        yield from message.calls


def _arguments(draft: Draft) -> Iterator[tuple[str, Any]]:
    for pointer, call in _calls(draft):
        for at, given in find(call, "function/arguments"):
            yield pointer + at, given
