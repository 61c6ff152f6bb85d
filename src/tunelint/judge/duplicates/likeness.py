"""Whether two rows are edits of one text, or two texts of one frame."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple, Self

from tunelint.model.wording import is_number, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ALIGNED = 1500
"""Words of a text that are aligned; similarity is always computed on all of them."""
_SHORT, _SHORT_ALONE = 40, 120
"""Rows of fewer shingles must be more alike; the second is for rows without a prompt or without a reply."""
_FEW = 30
"""In fewer words than this on each side, twice as many on an only side, one other word is another example."""
_BRIEF = 15
"""In a reply of fewer words one exchanged word makes another answer."""
_SMALL = 3
_SLIP = 0.8

Shingle = tuple[str, ...]


class Change(NamedTuple):
    """Words of one text and what stands in their place in the other; `at` is the index of the first word."""

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a row, and its pairs of neighbouring words, on both sides."""

    prompt: tuple[str, ...]
    reply: tuple[str, ...]
    prompt_shingles: frozenset[Shingle]
    reply_shingles: frozenset[Shingle]
    numbers: Counter[str]

    @classmethod
    def of(cls, row_text: str) -> Self:
        """What a row says, from its text (`Example.row_text`)."""
        _, prompt, reply, _ = worded(row_text)
        numbers = Counter(word for word in (*prompt, *reply) if is_number(word))
        return cls(prompt, reply, _shingles(prompt), _shingles(reply), numbers)

    @property
    def shingles(self) -> frozenset[Shingle]:
        """The pairs of neighbouring words of both sides."""
        return self.prompt_shingles | self.reply_shingles


def similarity(one: Spoken, other: Spoken, threshold: float) -> float | None:
    """The Jaccard similarity of two rows' shingles; None where they are not edits of one text.

    They are where prompt and reply are both alike, and the differences are scattered words: not other
    numbers, not the same name exchanged throughout, not a passage of its own.
    """
    value = jaccard(one.shingles, other.shingles)
    if value < _least(one, other, threshold):
        return None
    if not _sides_agree(one, other, threshold) or _other_numbers(one.numbers, other.numbers):
        return None
    return None if _other_content(one, other) else value


def _least(one: Spoken, other: Spoken, threshold: float) -> float:
    """The similarity that two rows need: more if they are short, or say something on one side only."""
    shortest = min(len(one.shingles), len(other.shingles))
    enough = _SHORT if one.prompt and one.reply else _SHORT_ALONE
    return threshold + max(0.0, 1 - shortest / enough) * (1 - threshold) / 2


def jaccard(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    """Shared members by all members; 1 for two empty sets."""
    shared = len(one & other)
    union = len(one) + len(other) - shared
    return shared / union if union else 1.0


def changes(one: Spoken, other: Spoken) -> list[Change]:
    """What stands in the other row in place of words of the one, prompt first."""
    return [
        *_changes(one.prompt[:_ALIGNED], other.prompt[:_ALIGNED], 0),
        *_changes(one.reply[:_ALIGNED], other.reply[:_ALIGNED], len(one.prompt[:_ALIGNED])),
    ]


def describe(found: Sequence[Change], most: int = 3) -> str:
    """The first changes in words: `“red” → “blue”, “very” added, 4 more`."""
    shown = [_phrase(change) for change in found[:most]]
    rest = len(found) - most
    return ", ".join([*shown, *([f"{rest} more"] if rest > 0 else [])])


def _phrase(change: Change) -> str:
    old, new = (_short(part) for part in (change.old, change.new))
    if not change.old:
        return f"“{new}” added"
    return f"“{old}” → “{new}”" if change.new else f"“{old}” left out"


def _short(text: tuple[str, ...]) -> str:
    return " ".join(text[:6]) + (" …" if len(text) > 6 else "")


def _changes(one: Sequence[str], other: Sequence[str], start: int) -> Iterator[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(start + i1, tuple(one[i1:i2]), tuple(other[j1:j2]))


def _shingles(text: tuple[str, ...]) -> frozenset[Shingle]:
    return frozenset(pairwise(text)) if len(text) != 1 else frozenset((text,))


def _sides_agree(one: Spoken, other: Spoken, threshold: float) -> bool:
    """Whether the replies are nearly as alike as the rows must be, and the prompts share words."""
    if bool(one.reply) != bool(other.reply) or bool(one.prompt) != bool(other.prompt):
        return False
    if one.reply and jaccard(one.reply_shingles, other.reply_shingles) < 0.75 * threshold:
        return False
    shared = sum((Counter(one.prompt) & Counter(other.prompt)).values())
    return shared >= 0.4 * max(len(one.prompt), len(other.prompt))


def _other_numbers(one: Counter[str], other: Counter[str]) -> bool:
    """Whether each has numbers that the other lacks, and not just a few of many."""
    if not (one - other and other - one):
        return False
    return (one & other).total() < 0.9 * max(one.total(), other.total())


def _other_content(one: Spoken, other: Spoken) -> bool:
    length = min(_length(one), _length(other))
    few = _FEW if one.prompt and one.reply else 2 * _FEW
    short = all(len(side) < few for side in (one.prompt, one.reply))
    if short and _decisive((*one.prompt, *one.reply), (*other.prompt, *other.reply)):
        return True
    same_reply = one.reply == other.reply and min(len(one.prompt), len(other.prompt)) < _FEW
    if same_reply and _decisive(one.prompt, other.prompt):
        return True
    if min(len(one.reply), len(other.reply)) < _BRIEF and _decisive(one.reply, other.reply):
        return True
    found = changes(one, other)
    return _renamed(found) or _rewritten(found, length) or _confined(found, length)


def _decisive(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each of two short texts has a word that the other lacks in any form; small words aside."""
    mine, theirs = Counter(one), Counter(other)
    here, there = ([word for word in rest if len(word) > _SMALL] for rest in (mine - theirs, theirs - mine))
    alone = [word for word in here if not any(map(partial(_same_form, word), there))]
    return bool(alone) and len(there) > len(here) - len(alone)


def _same_form(one: str, other: str) -> bool:
    """Whether two words look like forms of one word, or one like a slip of the pen for the other."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if start >= 0.6 * max(len(one), len(other)):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SLIP


def _renamed(found: Iterable[Change]) -> bool:
    """Whether most of what changed is the same words exchanged for the same others again; not small words."""
    exchanged = Counter((change.old, change.new) for change in found if change.old and change.new)
    size = sum(len(old) * count for (old, _), count in exchanged.items())
    repeated = (old for (old, _), count in exchanged.items() for _ in range(count) if count > 1)
    return sum(len(old) for old in repeated if len("".join(old)) > _SMALL) > 0.5 * size


def _rewritten(found: Iterable[Change], length: int) -> bool:
    """Whether the changes crowd in one place, as where a shared frame holds different content.

    Sums changed words less unchanged ones over the stretch where that is most. With a fifth of the words
    edited at random it stays below 6 in 99 of 100 texts of 60 words.
    """
    most = total = end = 0
    for change in found:
        total = max(0, total - (change.at - end)) + _size(change)
        end = change.at + len(change.old)
        most = max(most, total)
    return most >= max(6, 0.12 * length)


def _confined(found: Sequence[Change], length: int) -> bool:
    """Whether many changes lie in one part of the text and none in the rest, too many for chance.

    The chance that k changes fall into some stretch of a share f of the text is about k f^(k-1).
    """
    if len(found) < 3:
        return False
    stretch = found[-1].at + len(found[-1].old) - found[0].at
    share = min(1.0, stretch / length)
    changed = sum(map(_size, found))
    return share > 0.2 and changed > 0.35 * stretch and len(found) * share ** (len(found) - 1) < 0.01


def _size(change: Change) -> int:
    if change.old and change.new:
        return max(len(change.old), len(change.new))
    return min(len(change.old) + len(change.new), 2)


def _length(row: Spoken) -> int:
    return len(row.prompt[:_ALIGNED]) + len(row.reply[:_ALIGNED])
