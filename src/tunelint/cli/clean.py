"""`tunelint clean`: a copy of the data that keeps what passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import data_options, judge
from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Iterable


@click.command("clean")
@data_options
@click.option("-o", "--output", required=True, metavar="FILE", help="Where the rows that pass go.")
@click.option("--quarantine", metavar="FILE", help="Where the others go, each with the reason.")
@click.option(
    "--drop",
    type=click.Choice(["note", "warning", "error"]),
    default="error",
    show_default=True,
    help="Drop rows with findings this bad or worse.",
)
def COMMAND(output: str, quarantine: str | None, drop: str, **options: Any) -> int:  # noqa: N802 - the name every command has
    """Copy the rows that pass, and of each group of duplicates only the best by its scores.

    Dropped are rows with errors (see --drop) and those whose findings exceed a budget. The copy is
    JSON Lines; the data itself is not changed.
    """
    from tunelint.model.files import write_atomically
    from tunelint.repair.divide import divide
    from tunelint.repair.quarantine import kept_lines, quarantined

    if quarantine and Path(output).resolve() == Path(quarantine).resolve():
        raise fail(quarantine, "both kinds of rows would go to this file", "name two files")
    outcome, settings = judge(options)
    _check_paths((output, quarantine or ""), outcome.files)
    if outcome.exit_code == 2:
        click.echo(outcome.verdict, err=True)
        return 2
    shapes = set(outcome.shapes.values())
    if len(shapes) > 1:
        hint = "clean the files one by one"
        raise fail("clean", f"the data has several shapes: {', '.join(sorted(shapes))}", hint)
    division = divide(outcome, drop)
    if not division.kept:
        raise fail("clean", "no row passes", "look at the findings: tunelint check")
    write_atomically(output, kept_lines(division.kept, settings))
    if quarantine:
        write_atomically(quarantine, quarantined(outcome.rows, division.dropped, settings))
    click.echo(f"{len(division.kept):,} rows kept in {output}, {len(division.dropped):,} dropped")
    return 0


def _check_paths(written: Iterable[str], read: Iterable[str]) -> None:
    """Never write over what is being read."""
    taken = {Path(path).resolve() for path in read}
    for name in written:
        if name and Path(name).resolve() in taken:
            raise fail(name, "this file is being read", "write to another file")
