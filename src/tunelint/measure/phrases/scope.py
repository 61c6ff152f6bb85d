"""Which parts of a text a rule looks at."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING

from tunelint.measure.phrases.blocks import Block, blocks
from tunelint.measure.readability.sentences import sentences
from tunelint.model.errors import Problem, UserError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARTS = (
    *("raw", "text", "sentence", "paragraph", "summary", "heading", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("list", "blockquote", "table", "header", "cell", "link", "emphasis", "strong", "code", "alt"),
)
"""The parts that a rule may name."""

_MADE = ("raw", "sentence", "summary")
_SIGNS = {
    **dict.fromkeys(("heading", "h1", "h2", "h3", "h4", "h5", "h6"), re.compile(r"#|\n {0,3}[-=]")),
    **dict.fromkeys(("table", "cell", "header"), re.compile(r"\|")),
    **dict.fromkeys(("emphasis", "strong"), re.compile(r"[*_]")),
    "list": re.compile(r"[-*+]|\d[.)]"),
    "blockquote": re.compile(">"),
    "link": re.compile(r"\[|<"),
    "alt": re.compile(r"!\["),
    "code": re.compile("`"),
}
"""Signs without which a text has no such part, so that it need not be taken apart."""


def check_parts(only: Iterable[str]) -> None:
    """Raises a user error for a part that does not exist."""
    for selector in only:
        for word in _words(selector):
            if word not in PARTS:
                hint = nearest(word, PARTS)
                raise UserError(Problem("option only", f"unknown part “{word}” of a text", hint))


def parts(text: str, only: tuple[str, ...]) -> list[Block]:
    """The parts of a text that one of the selectors means, in order.

    A selector is a part (`heading`), a narrower one (`heading.h2`), one that is left out (`~list`), or
    several that must all hold, joined by ` & `. Without a selector, or for `raw`, the text is one part.
    """
    if not only:
        return [_whole(text)]
    possible = tuple(selector for selector in only if _may_have(text, selector))
    if not possible:
        return []
    return [block for block in _all(text, _needed(only)) if any(_fits(block, each) for each in possible)]


def _may_have(text: str, selector: str) -> bool:
    return all(
        label not in _SIGNS or _SIGNS[label].search(text)
        for wanted, labels in _terms(selector)
        if wanted
        for label in labels
    )


@lru_cache(maxsize=256)
def _needed(only: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for selector in only for word in _words(selector) if word in _MADE)


@lru_cache(maxsize=4096)
def _all(text: str, made: frozenset[str]) -> tuple[Block, ...]:
    if made == {"raw"}:
        return (_whole(text),)
    found = list(blocks(text))
    prose = [block for block in found if "paragraph" in block.labels]
    if "sentence" in made:
        found += [sentence for block in prose for sentence in _sentences(block)]
    if "summary" in made and prose:
        words = "\n\n".join(block.text for block in prose)
        places = array("i")
        for block in prose:
            places.extend([places[-1] + 1] * 2 if places else [])
            places.extend(block.places)
        found.append(Block(frozenset({"summary"}), words, places))
    return (*found, _whole(text)) if "raw" in made else tuple(found)


def _sentences(block: Block) -> Iterator[Block]:
    for sentence in sentences(block.text.replace("\n", " ")):
        yield block.part(*sentence.span, "sentence")


def _whole(text: str) -> Block:
    return Block(frozenset({"raw"}), text, range(len(text)))


@lru_cache(maxsize=256)
def _terms(selector: str) -> tuple[tuple[bool, frozenset[str]], ...]:
    """For each part of a selector whether it is wanted, and the labels that it means."""
    terms = (term.strip() for term in selector.split("&"))
    return tuple((term[:1] != "~", frozenset(term.removeprefix("~").split("."))) for term in terms)


def _words(selector: str) -> Iterator[str]:
    for _, labels in _terms(selector):
        yield from labels


def _fits(block: Block, selector: str) -> bool:
    terms = _terms(selector)
    if not any(wanted for wanted, _ in terms) and "text" not in block.labels:
        return False
    return all((labels <= block.labels) == wanted for wanted, labels in terms)
