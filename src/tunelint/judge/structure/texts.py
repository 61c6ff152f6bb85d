"""Checks of the words themselves: reserved strings, lengths."""

from __future__ import annotations

import re
from functools import lru_cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from tunelint.judge.structure.draft import Draft, all_texts
from tunelint.judge.structure.length import Count, Stretch, count_tokens, stretches_of
from tunelint.judge.structure.target import Hit
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DENSEST = 2
"""Bytes for each token that a row has at least; English text has four and more."""

_BACKSLASH = ord("\\")
_ESCAPED = re.compile(rb"\\u00").search


def reserved(draft: Draft, *, strings: tuple[str, ...], roles: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Strings that may not stand in a text; of some roles only, or anywhere in the row."""
    pattern = _any_of(strings)
    texts = draft.texts(roles=roles) if roles else all_texts(draft.value)
    for pointer, text in texts:
        match = pattern.search(text)
        if match:
            found = match.group()
            shown = found.replace("\n", "\\n")
            yield Hit(
                pointer, f"the text holds the reserved “{shown}”", {"token": found}, span=Span(*match.span())
            )


@lru_cache(maxsize=64)
def _any_of(strings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(string) for string in strings))


def glance_for(strings: tuple[str, ...]) -> Callable[[bytes], bool]:
    """A quick look that tells whether a row's bytes may hold one of the strings.

    It looks for a piece of each that is the same in the raw line, whatever is escaped there, or for what all
    of them begin with; bytes with an escape for an ASCII character must be read.
    """
    pieces = [max(re.split(r'[\n\r\t"\\/]', string), key=len) for string in strings]
    shared = commonprefix(pieces)  # noqa: RUF071 - of texts, not of paths
    marks = [piece.encode() for piece in ([shared] if len(shared) > 1 else sorted(set(pieces)))]
    by_first = tuple((mark[0], mark) for mark in marks)  # one byte is found ten times as fast as two

    def glance(raw: bytes) -> bool:
        if _BACKSLASH in raw and _ESCAPED(raw):
            return True
        for first, mark in by_first:  # noqa: SIM110 - called for every row, and a generator is slow
            if first in raw and mark in raw:
                return True
        return False

    return glance


def tokens(draft: Draft, *, most: int, encoding: str = "", cut: bool = False) -> Iterator[Hit]:
    """Rows of more than `most` tokens; estimated where the encoding's tokenizer is not at hand.

    With `cut` what stands behind is cut off: the hit says how many tokens of the answers are lost, and rows
    whose prompt alone is as long are left to `prompt-tokens`. The marks of a chat template are not counted.
    Rows of fewer than two bytes a token, which only random letters reach, may pass.
    """
    if len(draft.raw) <= most * DENSEST:
        return
    stretches = stretches_of(draft)
    counts = [count_tokens([stretch.text], encoding) for stretch in stretches]
    total = sum(count.tokens for count in counts)
    if total <= most or (cut and _prompt(stretches, counts) >= most):
        return
    about = "" if all(count.exact for count in counts) else "about "
    answers, lost = _lost(stretches, counts, most)
    what = f"it has {about}{total:,} tokens, and the limit is {most:,}"
    if cut:
        what += f": {lost:,} of the {answers:,} tokens of the answers are cut off"
    details = {
        "tokens": f"{about}{total:,}",
        "limit": f"{most:,}",
        "lost": f"{lost:,}",
        "answers": f"{answers:,}",
    }
    yield Hit("", what, details)


def prompt_tokens(draft: Draft, *, most: int, encoding: str = "") -> Iterator[Hit]:
    """Rows whose prompt alone fills `most` tokens, so that nothing of the answer is left."""
    if len(draft.raw) <= most * DENSEST:
        return
    stretches = stretches_of(draft)
    first = next((place for place, stretch in enumerate(stretches) if stretch.answer), 0)
    counts = [count_tokens([stretch.text], encoding) for stretch in stretches[:first]]
    prompt = sum(count.tokens for count in counts)
    if first and prompt >= most:
        about = "" if all(count.exact for count in counts) else "about "
        what = f"the prompt alone has {about}{prompt:,} tokens, and the limit is {most:,}"
        yield Hit("", what, {"tokens": f"{about}{prompt:,}", "limit": f"{most:,}"})


def _prompt(stretches: Sequence[Stretch], counts: Sequence[Count]) -> int:
    """The tokens before the first answer; none where there is no answer."""
    first = next((place for place, stretch in enumerate(stretches) if stretch.answer), 0)
    return sum(count.tokens for count in counts[:first])


def _lost(stretches: Sequence[Stretch], counts: Sequence[Count], most: int) -> tuple[int, int]:
    """The tokens of the answers, and how many of them stand behind the limit."""
    answers = lost = position = 0
    for stretch, count in zip(stretches, counts, strict=True):
        position += count.tokens
        if stretch.answer:
            answers += count.tokens
            lost += min(count.tokens, max(0, position - most))
    return answers, lost


def characters(draft: Draft, *, most: int, keys: tuple[str, ...]) -> Iterator[Hit]:
    """Texts under some keys of more than `most` characters."""
    for key in keys:
        text = draft.value.get(key)
        if isinstance(text, str) and len(text) > most:
            yield Hit(
                f"/{key}", f"“{key}” has {len(text):,} characters, and the limit is {most:,}", {"key": key}
            )
