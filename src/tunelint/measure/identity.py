"""What a row is: hashes for equality, a MinHash signature for likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.model.identity import Identity
from tunelint.model.wording import Sides, sides, words
from tunelint.profile.signature import VERSION, runs, shingles, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class IdentityMeasure:
    """The packed `Identity` of a whole row."""

    name = "identity"
    version = 1

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """68 bytes for each row."""
        return [Identity.of(passage.text).pack() for passage in passages]


class SignatureMeasure:
    """The MinHash signature of a whole row, its system prompt left out.

    `side` is `both` (prompt and reply), `prompt` (with the system prompt) or `reply`. Rows of fewer words
    than `least` have the empty signature.
    """

    name = "signature"
    version = 100 * VERSION + 1

    def __init__(self, settings: Settings, side: str = "both", least: int = 1) -> None:
        del settings
        self.side = side
        self.least = max(least, 1)

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """252 bytes for each row, or none."""
        texts = [[words(text) for text in self._texts(sides(passage.text))] for passage in passages]
        full = [number for number, text in enumerate(texts) if sum(map(len, text)) >= self.least]
        values = [b""] * len(texts)
        for number, signature in zip(full, sign([shingles(*texts[number]) for number in full]), strict=True):
            values[number] = signature.tobytes()
        return values

    def _texts(self, parts: Sides) -> tuple[str, ...]:
        if self.side == "both":
            return parts.prompt, parts.reply
        return (parts.system, parts.prompt) if self.side == "prompt" else (parts.reply,)


class PassagesMeasure:
    """Hashes that two rows share if they share a passage of enough words; the system prompt is left out.

    Winnowing: of every 4 runs of `least` words in a row the smallest hash is kept, so rows with a passage
    of `least + 3` words in common share a hash (Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """

    name = "passages"
    version = 1

    def __init__(self, settings: Settings, least: int = 13) -> None:
        del settings
        self.least = least

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """8 bytes for each hash."""
        texts = (sides(passage.text) for passage in passages)
        return [
            np.unique(np.concatenate([runs(words(text), self.least) for text in parts[1:]])).tobytes()
            for parts in texts
        ]
