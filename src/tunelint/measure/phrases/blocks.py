"""The parts of a Markdown text, each as plain text that knows where every code point of it stood."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from tunelint.measure.prose import is_code, mask, protected
from tunelint.model.errors import fail
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HIDDEN = "*"
"""Stands for each code point of code, addresses and placeholders inside a sentence, as in Vale."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_PROGRAM = 3
_PROGRAM_LINE = re.compile(
    r"(?:if|elif|else|fi|for|while|do|done|end|case|esac|then|echo|puts|print|local|export|return|func|fn|let|const|var"
    r"|import|use|using|require|from|SELECT|FROM|WHERE|JOIN|GROUP|ORDER|VALUES|SET|INSERT|CREATE)\b(?:.*[^.!?,:])?$"
    r"|.*[;{}]$|</?\w[^>]*>|(?:--|//|/\*|\*/)\s?\S|[@$]\w|[\w.\[\]]+ [-+*/]?=\s"
)
"""Lines of a program that would be odd in prose."""

_INLINE = {"Emphasis": "emphasis", "Strong": "strong", "Link": "link", "Image": "alt"}
_CLEAR = frozenset({"Strikethrough", "Superscript", "Subscript"})
_OUTER = {"Item": ("list",), "BlockQuote": ("blockquote",), "TableCell": ("table", "cell")}


class Block(NamedTuple):
    """A part of a text: what it is, its words without markup, and the place of each of its code points.

    `labels` are `text` and `heading` and `h1` to `h6`, `list`, `blockquote`, `table` and `header` or `cell`;
    `paragraph` for prose that is none of these; or one of `link`, `emphasis`, `strong`, `code` and `alt`.
    """

    labels: frozenset[str]
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the part stands in the whole text."""
        if start == end:
            place = self.places[start] if start < len(self.places) else self.places[-1] + 1
            return Span(place, place)
        return Span(self.places[start], self.places[end - 1] + 1)

    def part(self, start: int, end: int, *labels: str) -> Block:
        """A stretch of it as a part of its own."""
        return Block(frozenset(labels), self.text[start:end], self.places[start:end])


@lru_cache(maxsize=2048)
def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text (CommonMark with tables), in order; code, addresses and placeholders are hidden.

    A text that is a program, fenced or not, has none.
    """
    shown = mask(text, protected(text), HIDDEN)
    return () if _is_program(text) else tuple(_Reader(_SURROGATE.sub("\ufffd", text), shown).read())


def _is_program(text: str) -> bool:
    """Whether at least three lines and half of all are code outside fences, so that the rest belongs to it.

    Lines that begin with # are neither: they may be headings or comments.
    """
    if "```" in text or "~~~" in text:
        return False
    lines = [line for line in map(str.strip, text.split("\n")) if line and line[0] != "#"]
    codes = sum(bool(is_code(line) or _PROGRAM_LINE.match(line)) for line in lines)
    return codes >= _PROGRAM and 2 * codes >= len(lines)


class _Reader:
    """Walks the events of the Markdown parser and gathers the text of each part."""

    def __init__(self, text: str, shown: str) -> None:
        self._text, self._shown = text, shown
        self._points = _points(text)
        self._outer: list[tuple[str, ...]] = []
        self._signs: list[str] = []
        self._places = array("i")
        self._open: list[tuple[str, int]] = []
        self._silent = 0

    def read(self) -> Iterator[Block]:
        """The parts, in order."""
        for event, stretch in _events(self._text):
            name, detail = event if isinstance(event, tuple) else (event, None)
            start, end = self._points[stretch["start"]], self._points[stretch["end"]]
            if name == "Start":
                yield from self._start(*_tag(detail))
            elif name == "End":
                yield from self._end(_tag(detail)[0])
            elif name in {"SoftBreak", "HardBreak"}:
                self._add("\n", start, start + 1)
            elif name in {"Text", "Code"}:
                yield from self._words(name, detail, start, end)

    def _words(self, name: str, words: str, start: int, end: int) -> Iterator[Block]:
        if self._silent:
            return
        if name == "Code":
            ticks = (end - start - len(words)) // 2
            yield Block(frozenset({"code"}), words, range(start + ticks, start + ticks + len(words)))
            self._add(HIDDEN * (end - start), start, end)
        else:
            self._add(words, start, end)

    def _add(self, words: str, start: int, end: int) -> None:
        plain = len(words) == end - start
        self._signs.append(self._shown[start:end] if plain else words)
        self._places.extend(range(start, end) if plain else [start] * len(words))

    def _start(self, tag: str, detail: Any) -> Iterator[Block]:
        if tag in _INLINE:
            self._open.append((tag, len(self._places)))
            return
        if tag in _CLEAR:
            return
        yield from self._flush()
        self._silent += tag in {"CodeBlock", "HtmlBlock", "MetadataBlock"}
        if tag == "Heading":
            self._outer.append(("heading", detail["level"].lower()))
        elif tag == "TableHead":
            self._outer.append(("header",))
        elif tag in _OUTER:
            header = tag == "TableCell" and ("header",) in self._outer
            self._outer.append(("table", "header") if header else _OUTER[tag])

    def _end(self, tag: str) -> Iterator[Block]:
        if tag in _INLINE:
            _, start = self._open.pop()
            whole = Block(frozenset(), "".join(self._signs), self._places)
            yield whole.part(start, len(whole.text), _INLINE[tag], *(("text",) if tag == "Image" else ()))
            if tag == "Image":
                self._signs, self._places = [whole.text[:start]], self._places[:start]
            return
        if tag in _CLEAR:
            return
        yield from self._flush()
        self._silent -= tag in {"CodeBlock", "HtmlBlock", "MetadataBlock"}
        if tag in {"Heading", "TableHead", *_OUTER}:
            self._outer.pop()

    def _flush(self) -> Iterator[Block]:
        """The part that ends here, where it has any words."""
        words, places = "".join(self._signs), self._places
        self._signs, self._places = [], array("i")
        if words.strip():
            outer = {label for labels in self._outer for label in labels}
            yield Block(frozenset({"text", *(outer or {"paragraph"})}), words, places)


def _events(text: str) -> Iterable[tuple[Any, Any]]:
    """The parser's events as (name, detail) or a bare name, each with its stretch in bytes."""
    try:
        import pyromark
    except ImportError as error:
        what = "parts of Markdown texts need the package pyromark"
        raise fail("option only", what, 'pip install "tunelint[vale]"') from error
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    for event, stretch in pyromark.events_with_range(text, options=options):
        yield (next(iter(event.items())) if isinstance(event, dict) else event), stretch


def _tag(detail: Any) -> tuple[str, Any]:
    """The name of a tag and what the parser says of it."""
    return next(iter(detail.items())) if isinstance(detail, dict) else (detail, None)


def _points(text: str) -> Sequence[int]:
    """For each byte of the UTF-8 form the number of code points before it, and one more for the end."""
    if text.isascii():
        return range(len(text) + 1)
    return [0, *accumulate(byte & 0xC0 != 0x80 for byte in text.encode())]
