"""Prose without what is not prose: code, addresses, tables and Markdown marks are blanked out."""

import re

from tunelint.profile.habits.code import code_blocks

_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+")
_LINK = re.compile(r"(?<=\])\([^)\s]*\)")
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ITEM = re.compile(
    r"^[ \t]*(?:[-*•+]|\d{1,3}[.)])[ \t]+\S+(?:[ \t]+\S+){0,5}(?<![.!?…])[ \t]*$", re.MULTILINE
)
"""A list item of at most six words that is no sentence: names and titles have no tone."""
_MATHS = re.compile(r"\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|<<[^>]*>>", re.DOTALL)
_MARK = re.compile(
    r"^[ \t]*(?:#{1,6}|[-*•+>]|\d{1,3}[.)])(?=[ \t])|\*\*|__|^[ \t]*[-=*_]{3,}[ \t]*$", re.MULTILINE
)

_DATA = re.compile(r"\s*(?:\{\s*[\"'}].*\}|\[\s*[\[{\"].*\])\s*", re.DOTALL)
"""A reply that is one JSON object or list."""

_PASSES = (
    (("`",), _CODE),
    (("http", "www.", "@"), _ADDRESS),
    (("](",), _LINK),
    (("|",), _TABLE_ROW),
    (("- ", "* ", "• ", "+ ", ". ", ") "), _ITEM),
    ((">",), _TAG),
    (("$$", "\\[", "\\(", "<<"), _MATHS),
    (("\n", "#", "*", "_", "- ", "1", "> "), _MARK),
)


_NOT_BREAK = re.compile(r"[^\n]")


def _blank(match: re.Match[str]) -> str:
    return _NOT_BREAK.sub(" ", match[0])


def prose(text: str) -> str:
    """The text with everything but prose blanked out, of the same length, so that offsets stay true.

    Curly apostrophes become straight ones.
    """
    if _DATA.fullmatch(text):
        return _NOT_BREAK.sub(" ", text)
    text = text.replace("’", "'").replace("‘", "'")
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    for start, end in code_blocks(text):
        text = text[:start] + _NOT_BREAK.sub(" ", text[start:end]) + text[end:]
    for signs, pattern in _PASSES:
        if any(sign in text for sign in signs):
            text = pattern.sub(_blank, text)
    return text
