"""Learning house voices from files of approved examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tunelint import read
from tunelint.model.errors import Problem, UserError, fail
from tunelint.model.habit import HABITS, pack
from tunelint.model.row import Fault
from tunelint.run.voice_table import segment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tunelint.model.habit import Style
    from tunelint.profile.house import Houses
    from tunelint.profile.rate import Rate
    from tunelint.run.config import Config

MOST = 4096
"""Texts that a voice is learned from: the smallest content keys of more."""


def learn(files: Sequence[str], config: Config) -> Houses:
    """The voice of the replies in some files, and of each segment of the configuration.

    A user error where no voice can be told, and where a segment has no text at all.
    """
    from tunelint.profile.house import REST, learn_houses
    from tunelint.profile.reference import FEWEST
    from tunelint.profile.voice import MIN_WORDS, layout

    if config.problems:
        raise UserError(*config.problems)
    settings = config.settings()
    found: dict[str, dict[str, NDArray[np.float32]]] = {name: {} for name in (REST, *settings.segments)}
    styles: dict[str, dict[str, Style]] = {name: {} for name in found}
    for name, key, values, style in _measured(files, config):
        styles[name][key] = style
        if values is not None:
            found[name][key] = values
    texts = {name: sorted(rows.items(), key=lambda item: item[0])[:MOST] for name, rows in found.items()}
    houses = learn_houses(texts, layout(settings.axes, settings.voice_engine))
    if not houses.voices:
        most = max(map(len, texts.values()))
        raise fail(
            ", ".join(files),
            f"{most} replies are too few to learn a voice from",
            f"{FEWEST} replies of {MIN_WORDS} words or more are needed; 100 are better",
        )
    empty = [name for name in settings.segments if not texts[name]]
    if empty:
        where = config.where("voice")
        raise UserError(*(Problem(where, f"no reply belongs to the segment “{name}”") for name in empty))
    told = {
        name: replace(house, rates=_rates(list(styles[name].values())))
        for name, house in houses.voices.items()
    }
    return replace(houses, voices=told)


def _rates(styles: Sequence[Style]) -> tuple[Rate, ...]:
    """The rate of every habit in some texts, in the order of `HABITS`."""
    from tunelint.profile.rate import fit

    return tuple(fit(Counter(style.counted(at) for style in styles)) for at in range(len(HABITS)))


def _measured(
    files: Sequence[str], config: Config
) -> Iterator[tuple[str, str, NDArray[np.float32] | None, Style]]:
    """Segment, content key with pointer, voice vector (None where it cannot be judged), style of replies."""
    from tunelint.measure.asked import asked
    from tunelint.measure.language import LanguageMeasure
    from tunelint.measure.style.sightings import sightings
    from tunelint.measure.voice import voice
    from tunelint.profile.house import REST
    from tunelint.profile.voice import MIN_ENGLISH, MIN_WORDS, unfit

    settings, segments = config.settings(), config.voice_table().segments()
    measure, languages = voice(settings, settings.axes, settings.voice_engine), LanguageMeasure(settings)
    for file in files:
        for row in read.rows(file, settings, first_number=0):
            if isinstance(row, Fault) or row.example is None:
                continue
            if any(asked(prompt.text) for prompt in row.example.passages("prompt")):
                continue
            part = segment_of(row, segments)
            replies = list(row.example.passages("reply"))
            name = segments[part].title if part >= 0 else REST
            for reply, values, told in zip(replies, measure(replies), languages(replies), strict=True):
                code = told.code if told else ""
                fit = values is not None and not unfit(values, code, MIN_WORDS, MIN_ENGLISH)
                yield name, row.ref.key + reply.pointer, values if fit else None, pack(sightings(reply.text))
