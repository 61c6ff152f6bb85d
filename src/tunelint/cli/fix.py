"""`tunelint fix`: repair what a program can repair."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import data_options, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.repair.fix import Mended

_SHOWN = 400
"""Characters of a line that a diff shows."""


@click.command("fix")
@data_options
@click.option("--diff", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Make the repairs that change trained text too.")
def COMMAND(*, diff: bool, unsafe: bool, **options: Any) -> int:  # noqa: N802 - the name every command has
    """Repair files in place: JSON Lines in UTF-8, keys in their usual order, roles as the target wants them.

    A repair is safe where the trained text stays as it is; only those are made without --unsafe-fixes.
    With --diff the exit code is 1 where something would be changed.
    """
    from pathlib import Path

    from tunelint.judge.structure.inspection import Inspector
    from tunelint.judge.structure.load import pick_targets
    from tunelint.model.files import write_atomically
    from tunelint.repair.fix import mend_file
    from tunelint.rulebook.load import rules_folder

    outcome, settings = judge({**options, "scope": "row"})
    packs = (rules_folder(), *map(Path, settings.extra.get("packs", ())))
    targets = pick_targets(settings.targets, tuple(folder / "targets" for folder in packs))
    inspectors = [Inspector(target) for target in targets]
    changed = 0
    for file in outcome.files:
        mended = mend_file(file, settings, inspectors, outcome.findings, unsafe=unsafe)
        changed += mended.changed
        for line in _told(mended, diff=diff):
            click.echo(line)
        if mended.changed and not diff:
            write_atomically(file, mended.after)
    click.echo(_summary(changed, len(outcome.files), diff=diff), err=True)
    return int(diff and changed > 0)


def _told(mended: Mended, *, diff: bool) -> Iterator[str]:
    if diff and mended.changed:
        yield from _diff(mended)
    elif mended.changed:
        for what, count in mended.done.items():
            yield f"{mended.file}: {what}{f' ({count:,} times)' if count > 1 else ''}"
    for what, count in mended.left.items():
        times = f" ({count:,} times)" if count > 1 else ""
        yield f"{mended.file}: not done without --unsafe-fixes: {what}{times}"


def _diff(mended: Mended) -> Iterator[str]:
    from tunelint.settle import dotted

    private = sorted(mended.private, key=len, reverse=True)
    before, after = (
        [dotted(line, private)[:_SHOWN] for line in raw.decode("utf-8", "backslashreplace").split("\n")]
        for raw in (mended.before, mended.after)
    )
    yield from difflib.unified_diff(before, after, mended.file, mended.file, n=0, lineterm="")


def _summary(changed: int, files: int, *, diff: bool) -> str:
    would = "would be changed" if diff else "changed"
    return f"{changed:,} of {files:,} file{'' if files == 1 else 's'} {would}"
