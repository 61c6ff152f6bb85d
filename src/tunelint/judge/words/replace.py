"""Repairs that put one word in the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint.model.article import article_before
from tunelint.model.finding import Edit, Fix

if TYPE_CHECKING:
    from tunelint.model.example import Passage
    from tunelint.model.place import Span


def replace_word(passage: Passage, span: Span, word: str) -> Fix | None:
    """The repair that writes `word` at a place, with “a” or “an” before it made to agree.

    None without a word, and where the article before it cannot be told (“a FAQ”, “an FAQ”).
    """
    if not word:
        return None
    text = passage.text
    article = article_before(text, span.start, word)
    if article and article.right is None:
        return None
    edits = (Edit(passage.pointer, span, word),)
    if not article or article.right == article.found:
        return Fix(f"replace “{text[span.start : span.end]}” with “{word}”", edits)
    assert article.right
    title = f"replace “{text[article.span.start : span.end]}” with “{article.right} {word}”"
    return Fix(title, (Edit(passage.pointer, article.span, article.right), *edits))
