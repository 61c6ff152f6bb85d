"""Learning a house voice from files of approved examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.errors import fail
from tunelint.model.row import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tunelint.model.settings import Settings
    from tunelint.profile.house import House

MIN_WORDS = 15
MIN_ENGLISH = 0.03
EXEMPLARS = 5
MOST = 4096
"""Texts that a voice is learned from: the smallest content keys of more."""


def learn(files: Sequence[str], settings: Settings) -> House:
    """The voice of the replies in some files; a user error where there are too few."""
    import numpy as np

    from tunelint.profile.house import House
    from tunelint.profile.reference import FEWEST, fit
    from tunelint.profile.voice import WORDS

    found = sorted(dict(_vectors(files, settings)).items())[:MOST]
    if len(found) < FEWEST:
        raise fail(
            ", ".join(files),
            f"{len(found)} replies are too few to learn a voice from",
            f"{FEWEST} replies of {MIN_WORDS} words or more are needed; 100 are better",
        )
    rows = np.array([row for _, row in found], dtype=float)
    reference = fit(rows, approved=True)
    typical = np.argsort(reference.strangeness(rows), kind="stable")[:EXEMPLARS]
    exemplars = tuple(found[at][0].partition("/")[0] for at in typical)
    return House(reference, len(rows), float(np.median(rows[:, WORDS])), exemplars)


def _vectors(files: Sequence[str], settings: Settings) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Voice vectors by content key and pointer of the replies that can be judged."""
    from tunelint.measure.asked import asked
    from tunelint.measure.voice import vector
    from tunelint.measure.voice.weights import built_in
    from tunelint.profile.voice import FUNCTION_SHARE, WORDS

    for file in files:
        for row in read.rows(file, settings, first_number=0):
            if isinstance(row, Fault) or row.example is None:
                continue
            if any(asked(prompt.text) for prompt in row.example.passages("prompt")):
                continue
            for passage in row.example.passages("reply"):
                values = vector(passage.text, built_in())
                if (
                    values is not None
                    and values[WORDS] >= MIN_WORDS
                    and values[FUNCTION_SHARE] >= MIN_ENGLISH
                ):
                    yield row.ref.key + passage.pointer, values
