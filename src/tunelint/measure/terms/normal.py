"""One spelling for all the ways in which the same characters can be written, with the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
            " ",
        ),
    }
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHANGING = re.compile(
    r"(?P<drop>[\u00ad\u200b\u200c\u2060\ufeff]+)"
    r"|(?P<space>(?<![\n\r ]) *\r?\n *(?!\s)|  +)"
    r"|(?P<ligature>[ﬀ-ﬆ\uff01-\uff5e\U0001d400-\U0001d7ff])"
    r"|(?P<compose>\w[\u0300-\u036f]+)"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text; `origin` gives the place in the original of a place in it.

    Hyphens, apostrophes and spaces of every kind are one each, runs of spaces and single line feeds are one
    space, invisible characters are gone, ligatures, full-width and mathematical letters are plain, and
    accents are composed (NFC).
    """

    text: str
    breaks: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, index: int) -> int:
        """The code point of the original at which the normalised `index` stands."""
        at = bisect_right(self.breaks, index)
        return index + self.shifts[at - 1] if at else index


def normalise(text: str) -> Normal:
    """The normal form of a text."""
    plain = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
    plain = plain.translate(_SAME_LENGTH)
    pieces: list[str] = []
    breaks: list[int] = []
    shifts: list[int] = []
    last = length = 0
    for match in _CHANGING.finditer(plain):
        new = _replacement(match)
        before = plain[last : match.start()]
        pieces += (before, new)
        length += len(before) + len(new)
        last = match.end()
        breaks.append(length)
        shifts.append(last - length)
    if not pieces:
        return Normal(plain)
    return Normal("".join((*pieces, plain[last:])), tuple(breaks), tuple(shifts))


def _replacement(match: re.Match[str]) -> str:
    if match["drop"]:
        return ""
    if match["space"]:
        return " "
    return unicodedata.normalize("NFKC" if match["ligature"] else "NFC", match[0])
