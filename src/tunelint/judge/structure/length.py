"""How many tokens a text has: exact where the tokenizer is at hand, otherwise an estimate that says so."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES_PER_TOKEN = 4
"""Bytes of UTF-8 for one token: about 4 in English, German and Chinese and 6 in Russian under o200k_base."""


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
    """About how many tokens a text has."""
    return len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN


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
