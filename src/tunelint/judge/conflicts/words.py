"""Whether two replies to one prompt say different things, by their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from tunelint.model.wording import is_number, worded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SMALL = 3
"""Words of so few letters say little about the subject."""
_BRIEF = 6
"""A reply with no more content words than this one is a fact or a label."""
_PLAIN = 12
"""In a reply with no more content words than this a number is the point."""
_COMPARABLE = 3
"""A reply with fewer content words tells too little to be held against a long one."""
_ASTRAY, _ALIKE = 0.2, 0.6
"""Replies that share less content than the first say different things, more than the second the same."""
_ON_SUBJECT, _TELLING = 0.2, 4
"""A reply with less than this share of the prompt's content ignores it, if there are words enough to tell."""
_GAP, _WIDE = 0.1, 0.3
"""How much more of the prompt the other reply has, where they share little content and where some."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A prompt's words and a reply's, and the reply's content: what it adds to the prompt."""

    prompt: tuple[str, ...]
    reply: tuple[str, ...]
    content: frozenset[str]

    @classmethod
    def of(cls, row_text: str) -> Self:
        """The answer in the text of a row (`Example.row_text`)."""
        _, prompt, reply, _ = worded(row_text)
        return cls(prompt, reply, content(reply) - frozenset(prompt))

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers that the reply adds to the prompt."""
        return frozenset(word for word in self.content if is_number(word))

    def relevance(self) -> float:
        """The share of the prompt's content words that the reply takes up."""
        wanted = content(self.prompt)
        return len(wanted & frozenset(self.reply)) / len(wanted) if wanted else 1.0


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared members by the smaller set's members; 1 where both are empty, 0 where only one is."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else float(not one and not other)


class Disagreement(NamedTuple):
    """How two replies disagree, in words; not `sure` where both may be right for a creative prompt."""

    how: str
    sure: bool = True


def disagreement(
    one: Answer, other: Answer, opposites: Sequence[Collection[str]], *, many_right: bool
) -> Disagreement | None:
    """How two replies to one prompt disagree; None where they say the same or may both be right.

    `many_right` says that the prompt asks for one of many right answers.
    """
    shared = overlap(one.content, other.content)
    less, more = sorted((len(one.content), len(other.content)))
    if more > _BRIEF and (shared < _ASTRAY or (shared < _ALIKE and _astray(one, other, _WIDE))):
        return _unlike(one, other) if less >= _COMPARABLE else None
    if many_right:
        return None
    if opposed := _opposed(one.reply[:1], other.reply[:1], opposites):
        return Disagreement(f"one says “{opposed[0]}”, the other “{opposed[1]}”")
    if shared < _ASTRAY:
        return Disagreement(f"“{_start(one.reply)}” and “{_start(other.reply)}”")
    if one.numbers and other.numbers and not one.numbers & other.numbers and more <= _PLAIN:
        return Disagreement(f"the numbers differ: {_listed(one.numbers)} and {_listed(other.numbers)}")
    return None


def _unlike(one: Answer, other: Answer) -> Disagreement | None:
    """What to say of long replies that share no content: sure where only one of them takes up the prompt.

    Nothing where the prompt asks for nothing, such as “Thanks”.
    """
    if _astray(one, other, _GAP):
        return Disagreement("the replies share nothing, and one of them ignores the prompt")
    return Disagreement("the replies share nothing", sure=False) if len(content(one.prompt)) > 1 else None


def _astray(one: Answer, other: Answer, gap: float) -> bool:
    """Whether one reply takes up hardly a word of the prompt and the other many more."""
    less, more = sorted((one.relevance(), other.relevance()))
    return len(content(one.prompt)) >= _TELLING and less < _ON_SUBJECT and more >= less + gap


def _opposed(
    one: Sequence[str], other: Sequence[str], opposites: Sequence[Collection[str]]
) -> tuple[str, str] | None:
    for pair in opposites:
        if one and other and one[0] != other[0] and one[0] in pair and other[0] in pair:
            return one[0], other[0]
    return None


def content(text: Sequence[str]) -> frozenset[str]:
    """The words of a text that say what it is about: the longer ones, numbers, and words not in ASCII."""
    return frozenset(word for word in text if len(word) > _SMALL or is_number(word) or not word.isascii())


def _listed(numbers: frozenset[str]) -> str:
    return ", ".join(sorted(numbers))


def _start(reply: Sequence[str]) -> str:
    return " ".join(reply[:8]) + (" …" if len(reply) > 8 else "")
