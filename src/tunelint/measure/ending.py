"""Measure `ending`: whether a text stops in the middle of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tunelint.measure.prose import code, is_code
from tunelint.model.place import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings

MIN_WORDS = 20
"""Shorter texts are not judged: titles, labels and short answers often have no full stop."""
_SHORT, _LONG = 5, 8
"""Words of a last line: fewer can be a heading or a name, as many are a sentence."""
_LONG_SENTENCE = 30
"""Words from which a single line without a mark in it is a sentence too."""
_VERSE = 70
"""Characters of a line of verse."""
_TAIL = 130
"""Characters at the end that are looked at for a sum, address, hashtag or signature."""

_STOP = re.compile(r"[.!?…]['\"”’)\]*_]*(?=\s|$)")
_ENDED = re.compile(r"[.!?…。！？।؟;)\]}>\"'”’»*_`|~=\\/%°€$£©®™\d+#&-]\s*$")
_EMOJI = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]\s*$")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ITEM = re.compile(
    r"\s*(?:[-*+•–—·▪◦‣>|#]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)]\s|[A-Z][\w /&'’-]{0,40}:|[\w .]{1,40}\s[=–-]\s)"
)
_BEGUN = re.compile(
    r"(?:The|So|Now|Then|In|It|We|To|If|He|She|They|This|That|Next|Finally|And|But|As|At|On|For|I|You|A|An)\b"
)
_OPEN_END = re.compile(r"[,:]\s*$|\([^()]*[\w,]$|\s[=+*×÷]\s*$|\s[$£€]$")
_SIGNATURE = (
    r"(?:^|[.!?,] )(?:\w+ ){0,3}(?i:yours|sincerely|regards|luck|wishes|love|respect|hope"
    r"|cheers|thanks|truly|faithfully|cordially|affectionately)\b[^.!?]{0,45}, ?[^!?]{0,45}"
    r"|[.!?…\"”’] ?[―—–~-]+ ?[A-Z][\w.,]*(?: [\w.,'’]+){0,7}"
)
_WHOLE = re.compile(
    r"(?:=\s*[$£€]?-?\.?\d[\d.,:]*[^.!?=]{0,40}|=\s*[a-z]|\b(?i:answer)\b.{0,60}|\bby [A-Z][^.!?]{0,60}"
    r"|#\w+|\S*[/@]\S*|\S+\.\w+|[―—–-] ?[A-Z][\w.,]*(?: [\w.,'’]+){0,7}"
    rf"|{_SIGNATURE})$"
)
_UNENDED = frozenset("%$£€=+-–—/&#@,;")
"""Signs that end no text, beside letters and digits."""
_UNMARKED = re.compile(
    rf"(?:{_SIGNATURE}|(?:^|\s)(?:#\w+|\S*[/@]\S*|\w+\.\w{{2,}}\S*)"
    r"|=\s*[$£€]?-?\.?\d[\d.,:]*\s?[%°]?[CF]?|^\s*(?:fi|done|end|esac|endif|else))$"
)
"""A signature, an address, a path, a handle, a hashtag, a sum, or the end of a shell block."""
_STATEMENT = re.compile(
    r"\s*(?:return|yield|import|raise|print|echo|find|sudo|cd|npm|pip|git|node)\s[^.!?]*$"
)
"""A last line of a program or of a shell."""
_SIGN_OFF = re.compile(
    r"(?i)\b(?:regards|sincerely|yours|best|wishes|cheers|love|thanks|thank you|faithfully|truly"
    r"|signed|warmly|respectfully|cordially|gratefully|author|end|fin|amen)\b,?[ \t]*(?:\n|$)"
)
_ALONE = re.compile(r"[.:)!?]\s*\w+$|\d\s?am$")
"""A last word by itself, such as the answer “no”, or a time."""
_HANGING_WORDS = """
a an the and or but nor so because although though while whereas if unless until since that which who whom
whose of to on at by for with from into onto between among during about
against as than is are was were be been being am has have had do does did will would shall should could
may might must very such this these those your their our my his her its it's they're you're
we're i'm he's she's there's that's where when how what why every no
"""
"""Words that do not end an English sentence."""
_HANGING = frozenset(_HANGING_WORDS.split())
_NEVER_LAST = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "because",
        "although",
        "whereas",
        "unless",
        "which",
        "whose",
        "of",
        "into",
        "onto",
        "your",
        "our",
        "my",
        "their",
        "its",
        "it's",
        "they're",
        "you're",
        "we're",
        "i'm",
        "every",
    ]
)
"""Words on which no sentence ends at all."""


class Ending(NamedTuple):
    """How a text ends: the last word where it has no mark (else None), and whether it looks cut there.

    `open`: no sentence can end on this word or mark.
    """

    word: Span | None
    cut: bool = False
    open: bool = False


_WHOLE_END = Ending(None)


class EndingMeasure:
    """How each passage ends."""

    name = "ending"
    version = 5
    value = Ending
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[Ending]:
        """One ending for each passage."""
        return [find_ending(passage.text) for passage in passages]


def find_ending(text: str) -> Ending:
    """The ending of a text: cut by its own look, without a mark (which the others may have), or whole."""
    found = cut_word(text)
    if found:
        return Ending(found[0], cut=True, open=_is_open(text.rstrip().rpartition("\n")[2]))
    word = unmarked_word(text)
    return Ending(word) if word else _WHOLE_END


def _is_open(last: str) -> bool:
    """Whether no sentence can end as this line does: after a comma, in a bracket, with “the” or “and”."""
    words = _WORD.findall(last)
    return bool(_OPEN_END.search(last)) or (bool(words) and words[-1].lower() in _NEVER_LAST)


def unmarked_word(text: str) -> Span | None:
    """The last word or number of a long enough text of prose that ends without any mark.

    Code, lists without marks, sums, addresses, quotations and signatures end without one by right.
    """
    body = text.rstrip()
    if not body or not (body[-1].isalnum() or body[-1] in _UNENDED):
        return None
    lines = [line for line in body.split("\n") if line.strip()]
    last, before = lines[-1], lines[:-1]
    words = _WORD.findall(last)
    total = len(_WORD.findall(body))
    if not re.search(r"[^\W\d_]", last) or total < MIN_WORDS:
        return None
    if not _STOP.search(body) and (before or total < _LONG_SENTENCE):
        return None
    if _UNMARKED.search(last[-_TAIL:]) or _SIGN_OFF.search("\n".join([*before[-2:], ""])):
        return None
    signed = bool(before) and before[-1].rstrip().endswith(",") and last.istitle() and len(words) < _SHORT
    program = any(map(is_code, lines[-3:])) or bool(_STATEMENT.match(last))
    if signed or program or _is_bare_item(last, before) or any(span.end >= len(body) for span in code(body)):
        return None
    return Span(body.rindex(words[-1]), len(body))


def _is_bare_item(last: str, lines: Sequence[str]) -> bool:
    """Whether the last line is an item of a list in which some items have no mark."""
    item = _ITEM.match(last)
    if not item or _STOP.search(last, item.end()):
        return False
    return any(_ITEM.match(line) and not _STOP.search(line[-4:]) for line in lines)


def cut_word(text: str) -> tuple[Span, ...]:
    """The last word of a text, if the text stops in the middle of a sentence.

    A text of prose ends with a mark. One that ends with a bare word is cut only where it is long enough, has
    ended its other sentences with marks, and its last line is prose: no list of names, heading, verse,
    signature, address, hashtag or sum.
    """
    body = text.rstrip()
    last = body[body.rfind("\n") + 1 :]
    words = _WORD.findall(last)
    if not words or _EMOJI.search(body) or (_ENDED.search(body) and not _OPEN_END.search(last)):
        return ()
    hanging = bool(_OPEN_END.search(last)) or (words[-1].lower() in _HANGING and not _ALONE.search(last))
    if len(_WORD.findall(body)) < MIN_WORDS or (_WHOLE.search(last[-_TAIL:]) and not hanging):
        return ()
    lines = [line for line in body.split("\n")[:-1] if line.strip()]
    if is_code(last) or _SIGN_OFF.search("\n".join([*lines[-2:], ""])) or _is_verse(lines, last):
        return ()
    cut = hanging or _needs_stop(body, lines, last, len(words))
    return (Span(body.rindex(words[-1]), len(body)),) if cut else ()


def _needs_stop(body: str, lines: Sequence[str], last: str, words: int) -> bool:
    """Whether a last line without a mark at its end should have one, as the lines and sentences before it."""
    if not _STOP.search(body):
        return False
    ended = [bool(_STOP.search(line[-4:])) for line in lines]
    if item := _ITEM.match(last):
        items = [stop for line, stop in zip(lines, ended, strict=True) if _ITEM.match(line)]
        return bool(_STOP.search(last, item.end())) or (all(items) if items else words > _LONG)
    if words < _SHORT:
        return len(ended) > 1 and all(ended) and bool(_BEGUN.match(last))
    return words >= _LONG or bool(_STOP.search(last)) or (bool(ended) and all(ended))


def _is_verse(lines: Sequence[str], last: str) -> bool:
    """Whether the lines before are as short as a poem's or a list's, and have no marks either."""
    bare = [line for line in lines[-6:] if len(line) < _VERSE and not re.search(r"[.!?:;\"”)]\s*$", line)]
    return len(bare) >= 3 and len(last) < _VERSE
