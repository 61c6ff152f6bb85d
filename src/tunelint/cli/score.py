"""`tunelint score`: the scores of every row, beside the data."""

from __future__ import annotations

import sys
from math import isnan
from typing import TYPE_CHECKING, Any

import click
import orjson

from tunelint.cli.options import data_options, run
from tunelint.model.rule import DIMENSIONS

if TYPE_CHECKING:
    from tunelint.model.outcome import Outcome


@click.command("score")
@data_options
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output without it.")
def COMMAND(output: str | None, **options: Any) -> int:  # noqa: N802 - the name every command has
    """Write one JSON line for each row: file, line, key and scores.

    Scores go from 0 (nothing in the data is like it) to 1 (typical); null where a row was not judged.
    """
    outcome = run(options)
    content = b"".join(score_lines(outcome))
    if output:
        from tunelint.model.files import write_atomically

        write_atomically(output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    if outcome.exit_code == 2:
        click.echo(outcome.verdict, err=True)
        return 2
    return 0


def score_lines(outcome: Outcome) -> list[bytes]:
    """One JSON line for each row, in reading order."""
    return [
        orjson.dumps(
            {
                "file": ref.file,
                "line": ref.line,
                "key": ref.key,
                "scores": {name: _value(outcome.scores[name][ref.number]) for name in DIMENSIONS},
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for ref in outcome.rows
    ]


def _value(score: float) -> float | None:
    return None if isnan(score) else round(score, 4)
