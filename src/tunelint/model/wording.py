"""The words of a text, as comparing examples sees them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP, TURN = "\x1e", "\x1f"
"""What parts the groups of turns, and the turns, in the text of a whole row (`Example.row_text`)."""

_INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f"
)
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_NUMBER = r"\d+(?:[.:]\d+)+"  # 3.14 and 12:30 are one number
_SIGN = r"(?:\#|\+\+)?"  # C# and C++ are not C
_OPERATOR = r"(?<=[\w)]) *[-*](?= *[\d(])|[+=<>/%^&|$€£~@]"  # minus and times, not the marks of a list
_WORD = re.compile(
    rf"{_NUMBER}"
    rf"|[{_UNSPACED}]"  # scripts without spaces: one character is one word
    rf"|[^\W_{_UNSPACED}]+{_SIGN}"
    rf"|{_OPERATOR}"
)
_ASCII_WORD = re.compile(rf"[a-z][a-z0-9]*{_SIGN}|{_NUMBER}|[a-z0-9]+{_SIGN}|{_OPERATOR}")
"""The same in texts of ASCII letters, in two thirds of the time."""

_COURTESY = frozenset(
    {
        "can",
        "could",
        "would",
        "will",
        "you",
        "please",
        "kindly",
        "hi",
        "hello",
        "hey",
        "tell",
        "me",
        "let",
        "know",
    }
)
_FILLERS = frozenset({"a", "an", "the", "is", "are", "s", "re", "please"})


class Sides(NamedTuple):
    """What an example says: to the model before all, to the model, and by the model."""

    system: str
    prompt: str
    reply: str


def words(text: str) -> list[str]:
    """The words of a text without regard to case, spacing, punctuation and Unicode spelling (NFKC).

    Operators and currency signs are words, because `2 + 2` and `2 * 2` are not the same question.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    text = _THOUSANDS.sub("", text.casefold())
    found: list[str] = (_ASCII_WORD if text.isascii() else _WORD).findall(text)
    return [word.strip() for word in found] if "-" in text or "*" in text else found


def is_number(word: str) -> bool:
    """Whether a word holds a digit."""
    return not word.isalpha() and any(letter.isdigit() for letter in word)


def sides(row_text: str) -> Sides:
    """The system prompt, everything said to the model, and everything that it says, from the text of a row.

    Tool turns belong to the prompt; the rejected answer of a preference pair belongs to the reply.
    """
    parts: dict[str, list[str]] = {"system": [], "prompt": [], "reply": []}
    for turn in row_text.replace(GROUP, TURN).split(TURN):
        role, _, text = turn.partition(": ")
        side = "reply" if role == "assistant" else "system" if role in {"system", "developer"} else "prompt"
        parts[side].append(text)
    return Sides(*("\n".join(part) for part in parts.values()))


class Worded(NamedTuple):
    """The words of each side of an example, and the sides themselves."""

    system: tuple[str, ...]
    prompt: tuple[str, ...]
    reply: tuple[str, ...]
    sides: Sides


@lru_cache(maxsize=1024)
def worded(row_text: str) -> Worded:
    """The words of the text of a row; remembered for a while, as several measures ask in turn."""
    parts = sides(row_text)
    system, prompt, reply = (tuple(words(side)) for side in parts)
    return Worded(system, prompt, reply, parts)


def gist(prompt: Sequence[str]) -> list[str]:
    """The words of a prompt without courtesy at its start and without articles; `what's` is `what is`.

    The lists are English; prompts in other languages stay as they are. A prompt of nothing else stays too.
    """
    asked = [word for word in dropwhile(_COURTESY.__contains__, prompt) if word not in _FILLERS]
    return asked if len(asked) > 1 else list(prompt)
