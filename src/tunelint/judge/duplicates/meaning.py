"""Whether two texts of near meaning say the same: what they share in words, and what sets them apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from tunelint.model.wording import is_number, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

_GRAMMAR = """
a about all also am an and any are as at be been being but by can could did do does doing for from had
has have having he her here hers him his how i if in into is it its just let may me might more most much
must my of on or our out over please s shall she should so some such t than that the their them then
there these they this those through to too under up us very was we were what when where which while who
why will with would you your
"""
_SMALL = frozenset(_GRAMMAR.split())
"""English words that carry grammar, not content. Negations are content."""

_UNITS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred"
_SPELT = {
    word: str(value)
    for words_, values in ((_UNITS, range(2, 21)), (_TENS, range(30, 101, 10)))
    for word, value in zip(words_.split(), values, strict=True)
}
"""Numbers that are written in words; “one” is often none."""

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[\w,;)'’] )[A-Z][^\W_]+")
"""A capitalised word inside a sentence."""

_SENTENCE = 40
"""Words of a text that tells one thing."""

_FORM, _STEM = 0.6, 4
"""Two words are forms of one if they share this part of the longer one's beginning, and so many letters:
paint, painted."""


class Wording:
    """The words of one text, as paraphrases are compared."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that carry content."""
        return frozenset(word for word in self.words if word not in _SMALL and word[0].isalnum())

    @cached_property
    def numbers(self) -> Counter[str]:
        """The numbers, and how often each stands there."""
        return Counter(word for word in self.words if is_number(word))

    @cached_property
    def counts(self) -> frozenset[str]:
        """The numbers, also those in words; full hours without their minutes."""
        numbers = (word.removesuffix(":00") for word in self.numbers)
        return frozenset(numbers) | {_SPELT[word] for word in self.words if word in _SPELT}

    @cached_property
    def told(self) -> frozenset[str]:
        """The content words but for numbers and negations."""
        return frozenset(
            word
            for word in self.content
            if word not in _SPELT and not is_number(word) and not _NEGATION.fullmatch(word)
        )

    @cached_property
    def negated(self) -> bool:
        """Whether the text holds an odd number of negations."""
        return len(_NEGATION.findall(self.text)) % 2 == 1

    @cached_property
    def names(self) -> frozenset[str]:
        """The capitalised words inside sentences."""
        return frozenset(word for name in _NAME.findall(self.text) for word in words(name))


def overlap(one: Wording, other: Wording) -> float:
    """The share of content words found in the other text, in some form; of the text that shares less."""
    return min(_found(one.content, other.content), _found(other.content, one.content))


def contradicts(one: Wording, other: Wording) -> bool:
    """Whether a decisive word differs: a number, a negation, or each has names that the other lacks.

    In a sentence or two these must be half of the names: one person or place is often named in two ways.
    """
    if one.negated != other.negated or _other_numbers(one, other):
        return True
    mine, theirs = wanting(one.names, other.words), wanting(other.names, one.words)
    if max(len(one.words), len(other.words)) > _SENTENCE:
        return bool(mine and theirs)
    return _half(mine, one.names) and _half(theirs, other.names)


def _other_numbers(one: Wording, other: Wording) -> bool:
    """Whether one has a number in digits that the other lacks, or each has one in words."""
    mine, theirs = one.counts - other.counts, other.counts - one.counts
    return bool((mine and theirs) or mine & one.numbers.keys() or theirs & other.numbers.keys())


def _half(some: Sized, of: Sized) -> bool:
    return len(some) > 0 and 2 * len(some) >= len(of)


def _found(mine: frozenset[str], theirs: frozenset[str]) -> float:
    if not mine:
        return 1.0
    return 1 - len(wanting(mine, theirs)) / len(mine)


def wanting(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """The words that have no form among the others."""
    known = frozenset(theirs)
    left = [word for word in mine if word not in known]
    if not left:
        return left
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in known:
        alike[word[:_STEM]].append(word)
    return [word for word in left if not any(_same_form(word, other) for other in alike[word[:_STEM]])]


def _same_form(one: str, other: str) -> bool:
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return start >= max(_STEM, _FORM * max(len(one), len(other)))
