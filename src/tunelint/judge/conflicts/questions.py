"""Whether two prompts ask one thing in other words, and whether two short replies to it disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tunelint.judge.duplicates.meaning import contradicts, wanting
from tunelint.model.wording import gist

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tunelint.judge.duplicates.meaning import Wording

_SMALL = """
a an the this that these those it its there is are am be been being was were do does did done has have had
having will would shall should could can may might please just so then and as at of for in on to very some
any s re ve ll d m t got get gets getting
"""
_NEUTRAL = frozenset(_SMALL.split())
"""Words that two wordings of one question may differ in. Question words, persons and “must” are not here."""

_BOUND = "from than before after into by minus over under versus vs against between"
_ORDERED = frozenset(_BOUND.split())
"""Where one of these stands, or a number, the order of the words may be the point."""

_LEAST = 2
"""Words that must be left for a question to be told from others."""

_CODE = re.compile(r"[{};=<>]|\)\s*:|```|\w\(\w*\)")
"""Signs of code: there numbers and negations differ in good variants of one program."""


def asks_the_same(one: Wording, other: Wording) -> bool:
    """Whether each word that may be decisive stands in both prompts, in some form.

    So they differ in order, in the forms of words, in courtesy and in small words alone.
    """
    if contradicts(one, other):
        return False
    mine, theirs = _decisive(one), _decisive(other)
    if len(mine) != len(theirs) or len(set(mine)) < _LEAST:
        return False
    if wanting(mine, theirs) or wanting(theirs, mine):
        return False
    if one.counts or other.counts or not _ORDERED.isdisjoint((*one.words, *other.words)):
        return _stems(mine) == _stems(theirs)
    return not any((after, before) in _around_to(other.words) for before, after in _around_to(one.words))


def disagree(one: Wording, other: Wording, opposites: Sequence[Collection[str]]) -> str | None:
    """How two short replies to one question disagree, in words; None where both may be right.

    They do where one says yes and the other no, and where they say the same but for a number or a negation.
    """
    if _CODE.search(one.text) or _CODE.search(other.text):
        return None
    for pair in opposites:
        starts = [word for word in (*one.words[:1], *other.words[:1]) if word in pair]
        if len(set(starts)) > 1:
            return f"one says “{starts[0]}”, the other “{starts[1]}”"
    if wanting(one.told, other.words) and wanting(other.told, one.words):
        return None
    if one.counts and other.counts and not one.counts & other.counts:
        return f"the numbers differ: {', '.join(sorted(one.counts))} and {', '.join(sorted(other.counts))}"
    if one.negated != other.negated and one.told and other.told:
        return "one of them says “not”"
    return None


def _decisive(text: Wording) -> list[str]:
    return [word for word in gist(text.words) if word not in _NEUTRAL]


def _around_to(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The words before and after each “to”: from euros to dollars is not from dollars to euros."""
    return {
        tuple(_stems((words[at - 1], words[at + 1]))) for at in range(1, len(words) - 1) if words[at] == "to"
    }


def _stems(words: Sequence[str]) -> list[str]:
    return [word[:4] for word in words]
