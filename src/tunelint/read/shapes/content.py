"""The content of a message: a text, or a list of parts in the spelling of any provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.read.flaw import Flaw, type_name

if TYPE_CHECKING:
    from tunelint.read.shapes.protocol import Flaws

_CALLS = ("toolUse", "functionCall", "tool_use", "tool_call")


class Content(NamedTuple):
    """Texts with their pointers, tool calls, how many parts are no text, and whether one is faulty."""

    parts: tuple[tuple[str, str], ...] = ()
    calls: tuple[Any, ...] = ()
    others: int = 0
    faulty: bool = False


def read_content(content: Any, pointer: str, flaws: Flaws) -> Content:
    """The texts and calls of a message's content."""
    if isinstance(content, str):
        return Content(((content, pointer),))
    if not isinstance(content, list):
        details = {"expected": "a text or a list of parts", "got": type_name(content)}
        flaws.append(Flaw("wrong-type", pointer, details))
        return Content(faulty=True)
    parts: list[tuple[str, str]] = []
    calls: list[Any] = []
    others, before = 0, len(flaws)
    for index, part in enumerate(content):
        at = f"{pointer}/{index}"
        if not isinstance(part, dict):
            details = {"expected": "a part, which is an object", "got": type_name(part)}
            flaws.append(Flaw("wrong-type", at, details))
        elif call := _call(part):
            calls.append(call)
        elif (key := _text_key(part)) is None:
            others += 1
        elif isinstance(part[key], str):
            parts.append((part[key], f"{at}/{key}"))
        else:
            flaws.append(
                Flaw("wrong-type", f"{at}/{key}", {"expected": "a text", "got": type_name(part[key])})
            )
    return Content(tuple(parts), tuple(calls), others, faulty=len(flaws) > before)


def _text_key(part: dict[str, Any]) -> str | None:
    """The key of a part's text; None where the part is an image or another thing that is no text."""
    kind = part.get("type")
    if kind == "text" and "text" not in part and "value" in part:
        return "value"
    if kind in (None, "text", "output_text", "input_text") and "text" in part:
        return "text"
    return "refusal" if kind == "refusal" and "refusal" in part else None


def _call(part: dict[str, Any]) -> Any:
    """The tool call that a part is, or None: Bedrock's, Gemini's, Anthropic's, LLaMA-Factory's."""
    if part.get("type") in _CALLS:
        return part
    return next((part[key] for key in _CALLS if key in part), None)
