"""`tunelint targets`: the known providers and trainers, what is known of one, and which would take a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunelint.judge.structure.load import known_targets, pick_targets, target_handles
from tunelint.rulebook.load import rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tunelint.judge.structure.target import Fact, Target
    from tunelint.model.outcome import Standing

_VERDICTS = {
    "accepted": "loads",
    "uncertain": "perhaps",
    "dropped": "loses rows",
    "rejected": "refuses",
}


@click.command("targets")
@click.argument("names", metavar="[FILE|TARGET]...", nargs=-1)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write it."
)
def COMMAND(names: tuple[str, ...], style: str) -> None:  # noqa: N802 - the name every command has
    """List providers and trainers; with a FILE, say which of them would take it as it is.

    With the name of a TARGET, show what is known of it: each fact with what becomes of the row, the target's
    own words and the source.
    """
    folders = _folders(names)
    if not names:
        targets = known_targets(folders)
        click.echo(_dump(map(_summary, targets)) if style == "json" else _list(targets))
    elif all(name in target_handles(folders) for name in names):
        targets = list(pick_targets(names, folders))
        click.echo(_dump(map(_page_data, targets)) if style == "json" else "\n\n".join(map(_page, targets)))
    else:
        standings = survey(names, folders)
        click.echo(_dump(item._asdict() for item in standings) if style == "json" else _table(standings))


def _folders(names: Iterable[str]) -> tuple[Path, ...]:
    """Where target files are: with tunelint, and in the packs of the configuration nearest to the files."""
    from tunelint.run.load import load_config

    config = load_config([name for name in names if Path(name).exists()])
    return tuple(folder / "targets" for folder in (rules_folder(), *map(Path, config.packs)))


def survey(paths: Sequence[str], folders: tuple[Path, ...]) -> list[Standing]:
    """What becomes of the files at each known target."""
    from tunelint import read
    from tunelint.judge.structure.survey import Survey
    from tunelint.model.row import Fault
    from tunelint.model.settings import Settings

    known = Survey(folders)
    for file in read.find(paths):
        for item in read.rows(file, Settings()):
            if isinstance(item, Fault):
                known.note((item,))
            else:
                known.look((item,))
    return known.standings()


def _list(targets: Iterable[Target]) -> str:
    return "\n".join(
        f"{target.id:<15} {target.summary}\n{'':<15} {', '.join(target.methods)}" for target in targets
    )


def _table(standings: Iterable[Standing]) -> str:
    return "\n".join(
        f"{item.target:<22} {_VERDICTS[item.outcome]:<11}"
        f" {f'line {item.line:,}: ' if item.line else ''}{item.reason}".rstrip()
        for item in standings
    )


def _page(target: Target) -> str:
    lines = [f"{target.handle}: {target.summary}", f"Read on {target.read}: {target.source}", ""]
    for method in target.methods.values():
        keys = ", ".join((*method.required, *(f"[{key}]" for key in method.optional))) or "any keys"
        lines.append(f"  {method.name:<14} {method.title:<24} {keys}")
    return "\n".join([*lines, "", *(line for fact in target.facts for line in _fact(fact))])


def _fact(fact: Fact) -> Iterator[str]:
    args = ", ".join(f"{key} = {value}" for key, value in fact.args.items())
    doubt = "" if fact.certain else ", uncertain"
    methods = f" ({', '.join(fact.methods)})" if fact.methods else ""
    yield f"  {fact.name}{methods}: {fact.outcome}, {fact.severity}{doubt}"
    yield f"      {fact.check}{f': {args}' if args else ''}"
    if fact.says:
        yield f"      says “{fact.says}”"
    if fact.source:
        yield f"      source: {fact.source}"


def _summary(target: Target) -> dict[str, object]:
    methods = {method.name: method.title for method in target.methods.values()}
    return {
        "target": target.handle,
        "name": target.name,
        "summary": target.summary,
        "methods": methods,
        "source": target.source,
        "read": target.read,
    }


def _page_data(target: Target) -> dict[str, object]:
    facts = [
        {
            "fact": fact.name,
            "check": fact.check,
            "outcome": fact.outcome,
            "severity": fact.severity,
            "certain": fact.certain,
            "methods": list(fact.methods),
            "says": fact.says,
            "source": fact.source or target.source,
            "read": fact.read or target.read,
            "args": dict(fact.args),
        }
        for fact in target.facts
    ]
    return {**_summary(target), "facts": facts}


def _dump(items: Iterable[object]) -> str:
    return json.dumps(list(items), indent=2, ensure_ascii=False)
