"""The part of speech of a term where it stands, by a pipeline of spaCy."""

from __future__ import annotations

from tunelint.measure.tagging import tagged

_TAGS = {"noun": ("NN",), "verb": ("VB", "MD"), "adjective": ("JJ", "VBN", "VBG"), "adverb": ("RB", "RP")}
"""Part of speech -> how the tags of the Penn treebank for it start."""
_AROUND = 300


def spoken_as(pos: str, text: str, span: tuple[int, int], pipeline: str) -> bool:
    """Whether a term is this part of speech where it stands; true for `name` and `phrase`, which are none.

    A noun of several words is told by its last word (“log file”), all else by any of its words.
    """
    if pos not in _TAGS:
        return True
    start, end = span
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    line = text.find("\n", end)
    last = min(line if line >= 0 else len(text), end + _AROUND)
    tags = [
        word.tag
        for word in tagged(pipeline, text[first:last])
        if start <= first + word.start < end and word.text[:1].isalnum()
    ]
    return any(tag.startswith(_TAGS[pos]) for tag in (tags[-1:] if pos == "noun" else tags))
