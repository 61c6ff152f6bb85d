"""What a row is, in a few hashes: enough to tell which rows say the same."""

from __future__ import annotations

import struct
from hashlib import blake2b
from typing import NamedTuple, Self

from tunelint.model.wording import gist, is_number, worded

_LAYOUT = struct.Struct("16s16s8s8s8s8sHH")
_LONGEST = 65_535


class Identity(NamedTuple):
    """Hashes of a row's text: whole, and by side.

    `exact` is every turn as it stands; `normal` the prompt and the reply without regard to case, spacing
    and punctuation, and without the system prompt. `context` is the system prompt and the gist of the
    prompt, `prompt` the prompt alone, `reply` the reply, all normalised; `verbatim` is the prompt as it
    stands. `prompt_words` and `reply_words` count words, at most 65,535.
    """

    exact: bytes
    normal: bytes
    context: bytes
    prompt: bytes
    verbatim: bytes
    reply: bytes
    prompt_words: int
    reply_words: int

    @classmethod
    def of(cls, row_text: str) -> Self:
        """The identity of the text of a row (`Example.row_text`)."""
        system, prompt, reply, parts = worded(row_text)
        return cls(
            _hash(row_text, 16),
            _hash("\x1f".join((" ".join(prompt), " ".join(reply))), 16),
            _hash("\x1f".join((" ".join(system), " ".join(gist(prompt)))), 8),
            _hash(" ".join(prompt), 8),
            _hash(parts.prompt, 8),
            _hash(" ".join(reply), 8),
            min(len(prompt), _LONGEST),
            min(len(reply), _LONGEST),
        )

    def pack(self) -> bytes:
        """The identity in 68 bytes."""
        return _LAYOUT.pack(*self)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The identity that was packed."""
        return cls(*_LAYOUT.unpack(packed))

    @property
    def wordless(self) -> bool:
        """Whether neither side has a word, so that nothing can be compared but the exact text."""
        return not self.prompt_words and not self.reply_words


def numbers_hash(row_text: str) -> bytes:
    """The hash of all numbers in the prompt and the reply, in any order: 8 bytes."""
    _, prompt, reply, _ = worded(row_text)
    return _hash(" ".join(sorted(filter(is_number, (*prompt, *reply)))), 8)


def _hash(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
