"""What a row is: hashes for equality, a MinHash signature for likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tunelint.model.identity import Identity
from tunelint.model.wording import worded
from tunelint.profile.signature import VERSION, runs, shingles, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.model.example import Passage
    from tunelint.model.settings import Settings


class IdentityMeasure:
    """The packed `Identity` of a whole row."""

    name = "identity"
    version = 1
    value = bytes
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """68 bytes for each row."""
        return [Identity.of(passage.text).pack() for passage in passages]


class SignatureMeasure:
    """The MinHash signature of a whole row, its system prompt left out.

    Rows of fewer words than `least` have the empty signature.
    """

    name = "signature"
    version = 100 * VERSION + 1
    value = bytes
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings, least: int = 1) -> None:
        del settings
        self.least = max(least, 1)

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """252 bytes for each row, or none."""
        texts = [worded(passage.text) for passage in passages]
        full = [
            number for number, text in enumerate(texts) if len(text.prompt) + len(text.reply) >= self.least
        ]
        hashes = [shingles(texts[number].prompt, texts[number].reply) for number in full]
        values = [b""] * len(texts)
        for number, signature in zip(full, sign(hashes), strict=True):
            values[number] = signature.tobytes()
        return values


class PassagesMeasure:
    """Hashes that two rows share if they share a passage of enough words; the system prompt is left out.

    Winnowing: of every 4 runs of `least` words in a row the smallest hash is kept, so rows with a passage
    of `least + 3` words in common share a hash (Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """

    name = "passages"
    version = 1
    value = bytes
    reads: tuple[str, ...] = ()

    def __init__(self, settings: Settings, least: int = 13) -> None:
        del settings
        self.least = least

    def __call__(self, passages: Sequence[Passage]) -> list[bytes]:
        """8 bytes for each hash."""
        texts = (worded(passage.text) for passage in passages)
        found = ([runs(side, self.least) for side in (text.prompt, text.reply)] for text in texts)
        return [np.unique(np.concatenate(sides)).tobytes() for sides in found]
