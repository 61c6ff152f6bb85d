"""Learning house voices from files of approved examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tunelint import read
from tunelint.model.errors import UserError, fail
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

    A user error where no voice can be told.
    """
    from tunelint.profile.house import REST, learn_houses
    from tunelint.profile.reference import FEWEST
    from tunelint.profile.voice import MIN_WORDS, layout, task_words

    if config.problems:
        raise UserError(*config.problems)
    settings = config.settings()
    found: dict[str, dict[str, NDArray[np.float32]]] = {name: {} for name in (REST, *settings.segments)}
    styles: dict[str, dict[str, Style]] = {name: {} for name in found}
    replies = list(_measured(files, config))
    task = task_words((words for reply in replies for words in reply.asked), len(replies))
    for reply in replies:
        if reply.asked <= task:
            styles[reply.segment][reply.key] = reply.style
            if reply.values is not None:
                found[reply.segment][reply.key] = reply.values
    texts = {name: sorted(rows.items(), key=lambda item: item[0])[:MOST] for name, rows in found.items()}
    houses = learn_houses(texts, layout(settings.axes, settings.voice_engine))
    if not houses.voices:
        most = max(map(len, texts.values()))
        raise fail(
            ", ".join(files),
            f"{most} replies are too few to learn a voice from",
            f"{FEWEST} replies of {MIN_WORDS} words or more are needed; 100 are better",
        )
    told = {
        name: replace(house, rates=_rates(list(styles[name].values())))
        for name, house in houses.voices.items()
    }
    return replace(houses, voices=told)


def _rates(styles: Sequence[Style]) -> tuple[Rate, ...]:
    """The rate of every habit in some texts, in the order of `HABITS`."""
    from tunelint.profile.rate import fit

    return tuple(fit(Counter(style.counted(at) for style in styles)) for at in range(len(HABITS)))


class _Reply(NamedTuple):
    """Segment, content key with pointer, voice vector (None where it cannot be judged) and style of a reply.

    `asked`: the words in which its prompts ask for a tone.
    """

    segment: str
    key: str
    values: NDArray[np.float32] | None
    style: Style
    asked: frozenset[str]


def _measured(files: Sequence[str], config: Config) -> Iterator[_Reply]:
    """The replies of some files."""
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
            words = {asked(prompt.text).lower() for prompt in row.example.passages("prompt")} - {""}
            part = segment_of(row, segments)
            replies = list(row.example.passages("reply"))
            name = segments[part].title if part >= 0 else REST
            for reply, values, told in zip(replies, measure(replies), languages(replies), strict=True):
                code = told.code if told else ""
                fit = values is not None and not unfit(values, code, MIN_WORDS, MIN_ENGLISH)
                key, style = row.ref.key + reply.pointer, pack(sightings(reply.text))
                yield _Reply(name, key, values if fit else None, style, frozenset(words))
