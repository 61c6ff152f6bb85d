"""`tunelint baseline`: findings that are known, so that only new ones break the gate."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import configure, data_options, run
from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from tunelint.model.outcome import Outcome
    from tunelint.settle.baseline import Known

FILE_NAME = "tunelint.baseline"

_OUTPUT = click.option(
    "-o", "--output", default=FILE_NAME, show_default=True, metavar="FILE", help="The baseline file."
)


@click.group("baseline")
def COMMAND() -> None:  # noqa: N802 - the name every command has
    """Accept the findings that are there now, so that only new ones break the gate.

    It holds hashes only, one finding a line. The configuration names it: baseline = "tunelint.baseline".
    """


@COMMAND.command("create")
@data_options
@_OUTPUT
def create(output: str, **options: Any) -> int:
    """Write a baseline of everything that is found in PATHS."""
    if Path(output).exists():
        raise fail(output, "there is a baseline already", "tunelint baseline update, or another -o FILE")
    return _write(output, options, _all_of, {})


@COMMAND.command("update")
@data_options
@_OUTPUT
def update(output: str, **options: Any) -> int:
    """Accept everything that is found in PATHS now: new findings come in, old ones that are gone go out."""
    return _write(output, options, _all_of, _old(output))


@COMMAND.command("prune")
@data_options
@_OUTPUT
def prune(output: str, **options: Any) -> int:
    """Remove what is no longer found in PATHS, and keep the smaller share where one has shrunk."""
    from tunelint.settle.baseline import prune as still_there
    from tunelint.settle.baseline import read_baseline

    baseline = read_baseline(output, output)
    return _write(output, options, lambda outcome: still_there(baseline, outcome.findings), _old(output))


def _all_of(outcome: Outcome) -> list[Known]:
    from tunelint.settle.baseline import known_of

    return known_of(outcome.findings)


def _old(output: str) -> dict[str, Known]:
    from tunelint.settle.baseline import read_baseline

    return dict(read_baseline(output, output).known)


def _write(
    output: str,
    options: dict[str, Any],
    choose: Callable[[Outcome], list[Known]],
    old: dict[str, Known],
) -> int:
    from tunelint.model.files import write_atomically
    from tunelint.run.known import relative_paths
    from tunelint.settle.baseline import format_baseline

    outcome = run(options, {"baseline": "", "since": ""})
    if outcome.exit_code == 2:
        click.echo(outcome.verdict, err=True)
        return 2
    known = choose(outcome)
    write_atomically(output, format_baseline(known, relative_paths(configure(options).paths, output)))
    names = {item.fingerprint for item in known}
    click.echo(
        f"{os.path.relpath(output)}: {len(known):,} known findings"
        f" ({len(names - set(old)):,} added, {len(set(old) - names):,} removed)"
    )
    return 0
