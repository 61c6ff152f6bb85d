"""How many tokens a text has: exact where the tokenizer is at hand, otherwise an estimate that says so."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES_PER_TOKEN = 4.0
"""Bytes of UTF-8 for one token, for texts in Latin letters; the rule of thumb of OpenAI's tokenizer page."""

BYTES_PER_OTHER = 2.0
"""Bytes of UTF-8 for one token of text beyond ASCII (measured on o200k_base; older tables need more tokens)."""


class Count(NamedTuple):
    """A number of tokens, and whether it was counted by the encoding itself."""

    tokens: int
    exact: bool


def count_tokens(texts: Iterable[str], encoding: str = "") -> Count:
    """The tokens of some texts under an encoding (`o200k_base`, `cl100k_base`, `llama3`, `qwen3`).

    Exact with `tunelint[tokens]`; otherwise, or for an encoding that is not public, an estimate.
    """
    table = _table(encoding) if encoding else None
    if table is None:
        return Count(sum(map(estimate, texts)), exact=False)
    return Count(sum(len(table.encode_ordinary(text)) for text in texts), exact=True)


def estimate(text: str) -> int:
    """About how many tokens a text has: a quarter of its ASCII letters, half of the bytes of the rest."""
    size = len(text.encode("utf-8", "surrogatepass"))
    other = size - len(text) if size > len(text) else 0
    wide = min(size, 2 * other)
    return round((size - wide) / BYTES_PER_TOKEN + wide / BYTES_PER_OTHER)


@lru_cache(maxsize=4)
def _table(encoding: str) -> Any:
    try:
        import quicktok
    except ImportError:
        return None
    try:
        return quicktok.get_encoding(encoding)
    except (ValueError, KeyError, RuntimeError):
        return None
