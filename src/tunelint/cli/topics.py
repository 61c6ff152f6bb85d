"""`tunelint topics`: what the data is about, and how evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import JOBS, cache_options, open_cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunelint.run.subjects import Subject


@click.command("topics")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--against",
    multiple=True,
    metavar="FILE",
    help="Evaluation data that the examples should prepare for. Default: `eval` of the configuration.",
)
@click.option("--most", default=20, show_default=True, help="How many topics to list; 0: all.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write it."
)
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key of it."
)
@JOBS
@cache_options
def COMMAND(paths: tuple[str, ...], most: int, style: str, **options: Any) -> int:  # noqa: N802 - the name every command has
    """List what the examples in PATHS are about: how many topics, how even, and which have few examples.

    With --against, also the topics of the evaluation data that hardly any example is about. Topics are
    groups of like meaning, so take their number as a rough one; their words are frequent in them and rare
    elsewhere.
    """
    from tunelint import read
    from tunelint.profile.hashed import is_index
    from tunelint.run.corpus import IDENTITY, MEANINGS, Means, read_corpus
    from tunelint.run.load import load_config
    from tunelint.run.subjects import find_subjects

    config = load_config(paths, options["configs"])
    tested = options["against"] or tuple(file for file in config.eval if not is_index(file))
    sources = [read.find(some, exclude=config.exclude) for some in (paths, tested) if some]
    wanted = (IDENTITY, *MEANINGS)
    with open_cache(options, config) as cache:
        means = Means(options["jobs"], cache)
        corpora = [read_corpus(files, config.settings(), wanted, means) for files in sources]
    subjects = find_subjects(corpora)
    write = _json if style == "json" else _text
    click.echo(write(subjects, most or len(subjects)))
    return 0


def _text(subjects: Sequence[Subject], most: int) -> str:
    import numpy as np

    from tunelint.profile.topics import THIN, equal_topics

    mine = [subject for subject in subjects if subject.rows[0]]
    counts = np.array([len(subject.rows[0]) for subject in mine] or [0], np.int64)
    thin = [subject for subject in mine if len(subject.rows[0]) < THIN]
    few = [
        subject
        for subject in subjects
        if len(subject.rows) > 1 and len(subject.rows[0]) < THIN <= len(subject.rows[1])
    ]
    largest = counts.max() / max(1, counts.sum())
    lines = [
        f"{counts.sum():,} examples, about {len(mine):,} topics, of which the largest has {largest:.0%}.",
        f"As diverse as {equal_topics(counts):.0f} of one size; {len(thin):,} have under {THIN} examples.",
        "",
        *_lines(sorted(mine, key=lambda subject: -len(subject.rows[0]))[:most]),
    ]
    if thin:
        lines += ["", f"Fewer than {THIN} examples:", *_lines(thin[:most])]
    if few:
        lines += ["", f"Tested, but fewer than {THIN} examples:", *_lines(few[:most])]
    elif any(len(subject.rows) > 1 for subject in subjects):
        lines += ["", f"Every topic of the evaluation data with {THIN} rows or more has {THIN} examples."]
    return "\n".join(lines)


def _lines(subjects: Sequence[Subject]) -> list[str]:
    return [_line(subject) for subject in subjects]


def _line(subject: Subject) -> str:
    ref = next(rows[0] for rows in subject.rows if rows)
    counts = " ".join(f"{len(rows):>7,}" for rows in subject.rows)
    return f"{counts}  {subject.words}  (such as {ref.file}:{ref.line})"


def _json(subjects: Sequence[Subject], most: int) -> str:
    import orjson

    return orjson.dumps(
        [
            {
                "words": subject.words,
                "examples": len(subject.rows[0]),
                "tested": len(subject.rows[1]) if len(subject.rows) > 1 else None,
                "such_as": [
                    {"file": ref.file, "line": ref.line} for rows in subject.rows for ref in rows[:3]
                ],
            }
            for subject in subjects[:most]
        ],
        option=orjson.OPT_INDENT_2,
    ).decode()
