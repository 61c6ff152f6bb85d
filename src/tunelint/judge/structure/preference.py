"""Checks of preference pairs."""

from __future__ import annotations

from os.path import commonprefix
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


def shared_prefix(
    draft: Draft, *, one: str, other: str, least: int = 200, share: float = 0.8
) -> Iterator[Hit]:
    """Answers that begin alike: at least `least` characters, and that `share` of the shorter of the two."""
    better, worse = ("\n".join(_texts(value_at(draft.value, path))) for path in (one, other))
    length = len(commonprefix([better, worse]))  # noqa: RUF071 - of texts, not of paths
    if better != worse and length >= max(least, share * min(len(better), len(worse))):
        what = f"“{one}” and “{other}” begin with the same {length:,} characters and differ only after them"
        yield Hit(f"/{other}", what, {"characters": length})


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
