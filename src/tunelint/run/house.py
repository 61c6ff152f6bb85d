"""Learning house voices from files of approved examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tunelint import read
from tunelint.model.errors import UserError, fail
from tunelint.model.habit import HABITS
from tunelint.model.view import Want
from tunelint.run.measuring import measure_batch
from tunelint.run.plan import make_measures
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
    from tunelint.judge.voice.cells import ASKED, fitness
    from tunelint.profile.house import REST
    from tunelint.profile.voice import MIN_ENGLISH, MIN_WORDS, unfit

    settings, segments = config.settings(), config.voice_table().segments()
    needs, styled = fitness("reply", settings, MIN_WORDS, MIN_ENGLISH), Want("style", "reply")
    measures = make_measures((*needs.wants, styled), settings)
    for rows in read.batches(files, settings):
        batch = measure_batch(rows, measures)
        asked: dict[int, set[str]] = {row.ref.number: set() for row in rows}
        for row, _, prompt in batch.each(ASKED):
            asked[row.ref.number] |= {prompt.words.lower()} - {""}
        columns = (batch.each(want) for want in (needs.voice, needs.language, styled))
        for (row, reply, values), (_, _, told), (_, _, style) in zip(*columns, strict=True):
            part = segment_of(row, segments)
            name = segments[part].title if part >= 0 else REST
            code = told.code if told else ""
            fit = values is not None and not unfit(values, code, MIN_WORDS, MIN_ENGLISH)
            words = frozenset(asked[row.ref.number])
            yield _Reply(name, row.ref.key + reply.pointer, values if fit else None, style, words)
