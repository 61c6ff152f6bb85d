"""Checks of preference pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tunelint.judge.structure.draft import ABSENT, Draft, texts_of, value_at
from tunelint.judge.structure.target import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 20
"""Characters from which a prompt counts as copied when an answer begins with it."""


def identical_pair(draft: Draft, *, one: str, other: str) -> Iterator[Hit]:
    """A preferred answer that is the rejected one."""
    better, worse = value_at(draft.value, one), value_at(draft.value, other)
    if better is not ABSENT and better == worse:
        yield Hit(f"/{other}", f"“{one}” and “{other}” are the same: there is nothing to prefer")


def prompt_in_answer(draft: Draft, *, prompt: str, answers: tuple[str, ...]) -> Iterator[Hit]:
    """Answers that begin with the prompt's last text."""
    asked = _texts(value_at(draft.value, prompt))
    for path in answers if asked and len(asked[-1]) >= _LONG else ():
        said = _texts(value_at(draft.value, path))
        if len(said) == 1 and said[0].startswith(asked[-1]):
            yield Hit(
                f"/{path}", f"“{path}” begins with the whole prompt, which is then trained as an answer"
            )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    texts = []
    for message in value if isinstance(value, list) else ():
        if isinstance(message, dict):
            texts += [text for _, text in texts_of(message.get("content", message.get("value")), "")]
    return texts
