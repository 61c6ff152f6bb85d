"""What of a text is prose, and what is code, markup, an address or a quotation.

Everything here keeps code points in place: masked text has the length of the original, so
that a span in one is a span in the other.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

REMEMBERED = 2048
"""Texts whose parts are kept: several measures ask in turn for those of one batch."""

_FENCE = r"(?ms:^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z))"
_INLINE = r"(?s:(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`))"
_CODE = re.compile(f"{_FENCE}|{_INLINE}")
_URL = r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>\"]+"
_FILE_OR_HOST = (
    r"(?<![\w.-])(?:[a-zA-Z0-9](?:[\w-]{0,61}[a-zA-Z0-9])?\.)+(?:com|org|net|io|dev|app|edu|gov|info|biz|ai|co|uk|de|fr|eu"
    r"|us|ca|example|invalid|test|local|html?|php|aspx?|jsonl?|ya?ml|toml|csv|tsv|xlsx?|docx?|pptx?|pdf|txt|md|py|js|ts"
    r"|css|scss|sh|bat|exe|cfg|ini|conf|log|sql|xml|zip|gz|tar|png|jpe?g|gif|svg|mp3|mp4|java|cpp|rb|go|rs)\b"
    r"(?:[/?#][^\s<>\"]*)?"
)
_INDENTED = re.compile(r"(?<=:\n)[ \t]*\n(?:(?: {4}|\t)[^\n]*(?:\n[ \t]*(?=\n(?: {4}|\t)))*(?:\n|\Z))+")
"""Markdown's indented code, where a colon announces it: elsewhere an indented paragraph is more likely."""
_ADDRESSES = tuple(
    (trigger, re.compile(pattern))
    for trigger, pattern in (
        ("](", r"(?<=\])\([^()\s]+(?:\s+\"[^\"]*\")?\)"),
        ("://", _URL),
        ("www.", r"\bwww\.[^\s<>\"]+"),
        ("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)@[A-Za-z_][\w.-]*\w"),
        ("#", r"(?<!\w)#[A-Za-z_][\w.-]*\w"),
        (".", _FILE_OR_HOST),
        ("/", r"(?<![\w/])(?:~|\.{1,2})?/(?:[\w.-]+/)+[\w.-]*"),
        (":\\", r"\b[A-Za-z]:\\[^\s\"<>|]+"),
        ("<", r"</?[a-zA-Z][^<>\n]{0,200}>|<!--(?s:.{0,2000}?)-->"),
        ("{", r"\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|\{[\w.]+\}"),
        ("$$", r"\$\$(?s:.+?)\$\$"),
        ("\\", r"\\\((?s:.{1,500}?)\\\)|\\\[(?s:.{1,500}?)\\\]|\\[a-zA-Z]+\{[^{}\n]*\}"),
        ("&", r"&[a-zA-Z]{2,8};"),
    )
)
"""What must stand in a text for a pattern to be worth trying, and the pattern."""

_QUOTED_NAME = r"(?:\"[\w.-]+\"|'[\w.-]+'|“[\w.-]+”|‘[\w.-]+’)"
_NAMED = (
    r"(?:argument|attribute|branch|class|column|command|constant|endpoint|enum|field|file|flag|folder|function|header"
    r"|identifier|keyword|key|label|method|module|node|option|package|parameter|property|role|setting|string"
    r"|switch|table|tag|token|type|value|variable)s?"
)
_NAMING = r"(?:named|called|set|enable|disable|toggle|pass|rename|(?:key|field|flag|value|type|column) is)"
_IDENTIFIER = rf"{_QUOTED_NAME}(?=\s+{_NAMED}\b)|\b(?:{_NAMED}|{_NAMING})\s+{_QUOTED_NAME}"
_IDENTIFIERS = tuple(
    (trigger, re.compile(pattern))
    for trigger, pattern in (
        *((quote, _IDENTIFIER) for quote in "\"'“‘"),
        ("=", r"(?<![\w'])[A-Za-z_][\w.]*[ \t]*(?:[-+*/|&:]?=|==|=>)[ \t]*(?=[\w\"'\[{(-])"),
    )
)
"""A name in quotation marks beside a word such as “parameter”, and the left side of an assignment."""
_OPENS_DATA = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"]")
_DECODER = json.JSONDecoder()

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CODE_LINE = re.compile(
    r"\s*(?:[{}\[\]();,]+\s*$|//|/\*|\*/|#!|#include\b|@\w+(?:\(.*\))?\s*$|>>> |\$ \w"
    r"|def \w+\(|class \w+\s*[(:{]|import [\w.{*]+(?: as \w+|, [\w., ]+)?\s*;?\s*$|from [\w.]+ import "
    r"|(?:public|private|protected|static|const|let|var|final|int|void|string|bool|char|float)\s[^.?!]*[=({;]"
    r"|function\b.*\(|(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE)\s.*[=*(,;]"
    r"|(?:SELECT|FROM|WHERE|ORDER BY|GROUP BY|HAVING|VALUES|LIMIT|(?:LEFT |INNER )?JOIN)\s[^.!?]*;?\s*$"
    r"|[\w.]+\((?!e?s\)\s*$).*\)\s*[;:{]?\s*$|for [\w, ]+ in [^.!?]+:\s*$"
    r"|return\b[^.?!]*;\s*$|(?<=\s\s)return\b(?:[^.?!\s]|[.](?=\w)| (?![a-z]+ [a-z]+ [a-z]+ ))*$"
    r"|(?:end|do|done|fi|then|esac|else)\s*;?\s*$|[a-z]\w* :: [A-Z(\[]"
    r"|(?:type|impl|fn|func|struct)\b[^.?!]*\{\s*$"
    r"|(?:sudo|pip|npm|git|apt|docker|cd|curl) [\w./-]+(?: [\w./=-]+)?\s*$)"
)
_CODE_LIKE = re.compile(
    r"\s*(?:(?:for|while|if|elif|else|switch|catch|try|print|echo|return|with|using|package|}\s*else)\b"
    r".*(?:\w\(|\w\[|[=!<>]=|[;{]\s*$|\)\s*:\s*$)"
    r"|[\w.\[\]\"']+\s*(?:[-+*/|&%]|//|\*\*)?=(?!=)\s*\S|.*[;{]\s*$"
    r"|.*(?:=>|->|::|:=|==|!=|&&|\|\|))"
)
"""Lines that are code if they also have many signs."""

_CALCULATION = re.compile(r"[\w .,’']+=[\d\s.,+*/x×÷()$£€%-]+=[^=;{}()]*")
"""A sum with two signs of equality, as in `Ernesto = 11 + 3 = 14`."""

_REMARK = re.compile(r"(?<=\S)\s+(?:#|//) .*$")
_COMMENT = re.compile(r"\s*(?:#|--) \S")
_LETTER = re.compile(r"[^\n]")
_ITEM = re.compile(r"\s*(?:[-*+•·–—▪◦‣→✓✔]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]|\[[ xX]\])\s")
_FURNITURE = re.compile(
    r"\s*(?:#{1,6}\s|>|\||[-=*_]{3,}\s*$|(?:[^|\n]*\|){2}|[^\t\n]*\t[^\t\n]*\t|[\w ]{1,30}:\s*$)"
)
_SENTENCE = re.compile(r"(?:[A-Za-z’',-]+ ){4}.*[.!?:]\s*$")
_WORDS_ALONE = re.compile(r"\[?[A-Z][\w’']*(?:,? [\w’'-]+){2,}[.!?:]?\]?\s*")
_LEADING_SENTENCE = re.compile(r"[A-Z][a-z’'-]*(?:,? [\w’'-]+){3,}[.!?](?= |$)")
_DOTTED = re.compile(r"\.[A-Za-z]")
_STOP = re.compile(r"[.!?…][\"'”’)*_]*$")
_RUN_IN_LIST = re.compile(r"(?<![\w$£€])\(?(?:1[.)]|a\))(?!\d)[^\n]{0,1000}?[\s,;.:]\(?(?:2[.)]|b\))[^\n]*")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_EMPHASIS = re.compile(r"[*_~#|\[\]]")
_SHORT_LINE, _LONG_QUOTE, _LETTERS_A_SIGN = 8, 5, 8
_SYMBOLS = re.compile(r"[{}\[\]();=<>+*/\\|&%$#@^~_]")


@lru_cache(REMEMBERED)
def protected(text: str) -> tuple[Span, ...]:
    """Where a term is no term: code, addresses, paths, handles, tags, placeholders, formulas, all of JSON."""
    spans = [*code(text), *_inline_data(text)]
    for trigger, pattern in (*_ADDRESSES, *_IDENTIFIERS):
        if trigger in text and (trigger != "." or _DOTTED.search(text)):
            spans += [Span(*match.span()) for match in pattern.finditer(text)]
    return tuple(sorted(spans))


def _inline_data(text: str) -> Iterator[Span]:
    """Objects and lists of JSON inside a text."""
    end = 0
    for match in _OPENS_DATA.finditer(text) if "[" in text or "{" in text else ():
        if match.start() >= end:
            with suppress(json.JSONDecodeError, RecursionError):
                _, end = _DECODER.raw_decode(text, match.start())
                yield Span(match.start(), end)


@lru_cache(REMEMBERED)
def code(text: str) -> tuple[Span, ...]:
    """Where a text is code: fenced, in backticks, or a line of it; all of JSON. Sorted."""
    if _is_json(text):
        return (Span(0, len(text)),)
    fenced = _CODE.finditer(text) if "`" in text or "~~~" in text else ()
    indented = _INDENTED.finditer(text) if "\n    " in text or "\n\t" in text else ()
    spans = [Span(*match.span()) for found in (fenced, indented) for match in found]
    return tuple(sorted([*spans, *_bare_code(list(_lines(text)))]))


@lru_cache(REMEMBERED)
def prose(text: str) -> str:
    """The text with all that is not prose blanked: code and addresses, lists, tables, headings, quotations.

    Short lines without a full stop (greetings, labels, verse) and the signs of bold and italic go too.
    """
    spans = [*protected(text), *_unprosaic_lines(text)]
    spans += [Span(*match.span()) for match in _RUN_IN_LIST.finditer(text)]
    spans += [Span(*match.span()) for match in _QUOTED.finditer(text) if match[0].count(" ") >= _LONG_QUOTE]
    return _EMPHASIS.sub(" ", mask(text, sorted(spans)))


def _unprosaic_lines(text: str) -> Iterator[Span]:
    item = False
    for start, end, line in _lines(text):
        bare = line.strip()
        item = bool(_ITEM.match(line)) or (item and line[:1] in {" ", "\t"} and bool(bare))
        lone = len(bare.split()) <= _SHORT_LINE and not _STOP.search(bare)
        if item or lone or _FURNITURE.match(line):
            yield Span(start, end)


def _bare_code(lines: Sequence[tuple[int, int, str]]) -> Iterator[Span]:
    """The lines of code outside fences: whole paragraphs where half of the lines or more are code.

    A sentence at the start of a line is none, nor is a lone paragraph of words among code.
    """
    codes = [bool(line.strip()) and is_code(line) for _, _, line in lines]
    if not any(codes):
        return
    codes = [code or _is_comment(lines, codes, number) for number, code in enumerate(codes)]
    mostly = sum(codes) * 2 >= sum(1 for _, _, line in lines if line.strip()) > 2
    first = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or not lines[number][2].strip():
            dense = sum(codes[first:number]) * 2 >= number - first
            lone = number - first == 1 and bool(_WORDS_ALONE.fullmatch(lines[first][2]))
            for (start, end, line), code in zip(lines[first:number], codes[first:number], strict=True):
                if code or dense or (mostly and not lone and not _SENTENCE.search(line)):
                    lead = _LEADING_SENTENCE.match(line)
                    yield Span(start + lead.end() if lead else start, end)
            first = number + 1


def _is_comment(lines: Sequence[tuple[int, int, str]], codes: Sequence[bool], number: int) -> bool:
    """Whether a line that starts as a comment does, in many languages, stands right above code."""
    return number + 1 < len(lines) and codes[number + 1] and bool(_COMMENT.match(lines[number][2]))


def is_code(line: str) -> bool:
    """Whether a line outside a fence looks like program code rather than a sentence."""
    if _CODE_LINE.match(line):
        return True
    if not _CODE_LIKE.match(line) or _CALCULATION.fullmatch(line):
        return False
    bare = _REMARK.sub("", line)
    letters = sum(len(word[0]) for word in _WORD.finditer(bare))
    return len(_SYMBOLS.findall(bare)) * _LETTERS_A_SIGN >= letters


def shade(text: str, spans: Iterable[Span]) -> bytearray:
    """A byte for each code point of the text: 1 inside the spans, else 0."""
    shaded = bytearray(len(text))
    for start, end in spans:
        shaded[start:end] = b"\1" * (end - start)
    return shaded


def mask(text: str, spans: Iterable[Span], fill: str = " ") -> str:
    """The text with the spans blanked, line feeds kept."""
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        if end > last:
            first = max(start, last)
            pieces += (text[last:first], _LETTER.sub(fill, text[first:end]))
            last = end
    return "".join((*pieces, text[last:]))


def _is_json(text: str) -> bool:
    bare = text.strip()
    if bare[:1] not in {"{", "["} or bare[-1:] not in {"}", "]"}:
        return False
    try:
        orjson.loads(bare)
    except orjson.JSONDecodeError:
        return False
    return True


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line), line
        start += len(line) + 1
