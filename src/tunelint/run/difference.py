"""How a new dataset differs from an old one: its rows, its lengths, its voice, its topics, its findings."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from tunelint.model.difference import Difference, Move
from tunelint.model.errors import UserError
from tunelint.profile.moved import mean_moved, share_moved
from tunelint.run.corpus import IDENTITY, MEANINGS, SIGNATURE, read_corpus
from tunelint.run.engine import check
from tunelint.run.pairing import pair_rows
from tunelint.run.subjects import find_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tunelint.model.difference import State
    from tunelint.run.config import Config
    from tunelint.run.corpus import Corpus, Means
    from tunelint.run.plan import Plan

_POINTS = 0.02
"""The least part of the rows by which a topic must grow or shrink to count."""


def compare(old: Sequence[str], new: Sequence[str], plan: Plan, config: Config, means: Means) -> Difference:
    """The difference of two datasets, each given as files; the plan's rules judge both, each by itself."""
    wanted = (IDENTITY, SIGNATURE, *MEANINGS)
    before, after = (read_corpus(files, plan.settings, wanted, means) for files in (old, new))
    pairing = pair_rows(before, after)
    voice, unknown = _voice(old, new, config)
    moves = (
        *_lengths(before, after),
        *voice,
        *_topics(before, after),
        *_rules(before, after, plan, config, means),
    )
    return Difference(len(before.rows), len(after.rows), *pairing, moves, unknown)


def _lengths(old: Corpus, new: Corpus) -> Iterator[Move]:
    """The middle lengths of prompts and replies."""
    sides = [corpus.identities() for corpus in (old, new)]
    for name in ("prompt", "reply"):
        before, after = ([n for row in rows if (n := getattr(row, f"{name}_words"))] for rows in sides)
        if before and after:
            moved = mean_moved(before, after)
            words = "longer" if median(after) > median(before) else "shorter"
            yield Move(
                "length",
                f"words of a {name}",
                median(before),
                median(after),
                "words",
                "moved" if moved else "same",
                words if moved else "",
            )


def _voice(old: Sequence[str], new: Sequence[str], config: Config) -> tuple[list[Move], tuple[str, ...]]:
    """The axes and habits of tone; a reason where there are too few replies on a side."""
    from tunelint.profile.shift import shifts
    from tunelint.run.house import learn

    try:
        before, after = (learn(files, config).voices for files in (old, new))
    except UserError as error:
        return [], (f"voice: {error.problems[0].what}",)
    return [
        Move(
            "voice",
            f"{segment}: {shift.name}" if segment else shift.name,
            0.0,
            shift.size,
            "spreads",
            "moved" if shift.moved else "same",
            shift.words,
        )
        for segment in before
        if segment in after
        for shift in shifts(before[segment], after[segment])
    ], ()


def _topics(old: Corpus, new: Corpus) -> Iterator[Move]:
    """The share of the rows of each topic, and of the topics that the other side lacks."""
    rows = len(old.rows), len(new.rows)
    counts = [
        (subject.words, len(subject.rows[0]), len(subject.rows[1])) for subject in find_subjects((old, new))
    ]
    gone = sum(before for _, before, after in counts if not after)
    fresh = sum(after for _, before, after in counts if not before)
    yield _share("topics that the new data lacks", (gone, 0), rows)
    yield _share("topics that the old data lacks", (0, fresh), rows)
    for words, before, after in counts:
        yield _share(words, (before, after), rows, "" if before and after else "new" if after else "gone")


def _share(name: str, counts: tuple[int, int], rows: tuple[int, int], words: str = "") -> Move:
    shares = counts[0] / rows[0], counts[1] / rows[1]
    moved = share_moved(counts[0], rows[0], counts[1], rows[1], _POINTS)
    return Move("topic", name, *shares, "of the rows", "moved" if moved else "same", words if moved else "")


def _rules(old: Corpus, new: Corpus, plan: Plan, config: Config, means: Means) -> Iterator[Move]:
    """The findings of each rule, as a share of the rows."""
    counts = [
        Counter(
            finding.rule
            for finding in check(corpus.files, plan, config, jobs=means.jobs, cache=means.cache).findings
        )
        for corpus in (old, new)
    ]
    for rule in sorted({*counts[0], *counts[1]}):
        before, after = (count[rule] for count in counts)
        shares = before / len(old.rows), after / len(new.rows)
        rows = [max(len(corpus.rows), count[rule]) for corpus, count in zip((old, new), counts, strict=True)]
        moved = share_moved(before, rows[0], after, rows[1])
        worse: State = "worse" if shares[1] > shares[0] else "better"
        state: State = worse if moved else "same"
        yield Move(rule.partition("/")[0], rule, *shares, "of the rows", state, f"{before:,} → {after:,}")
