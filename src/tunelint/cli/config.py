"""`tunelint config`: check the configuration, or show it with the place where each value was set."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import rulebook
from tunelint.model.errors import Problem, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.run.config import Config

_INNER = frozenset({"paths", "folder", "path", "origin", "problems"})


@click.group("config")
def COMMAND() -> None:  # noqa: N802 - the name every command has
    """Check the configuration, or show what is in force."""


@COMMAND.command("check")
@click.argument("paths", nargs=-1)
def check(paths: tuple[str, ...]) -> int:
    """Check the configuration that counts for each of PATHS, and the rules and the baseline that it names.

    Exits with 0 where everything is well, with 2 and all mistakes at once where not.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for path in paths or (".",):
        try:
            config, rules = _load(path)
        except UserError as error:
            problems += [problem for problem in error.problems if problem not in problems]
        else:
            found[config.path] = rules
    if problems:
        raise UserError(*problems)
    for name, rules in found.items():
        click.echo(f"{name or 'no configuration, defaults only'}: well, {rules} rules")
    return 0


@COMMAND.command("show")
@click.argument("path", default=".")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to show it."
)
def show(path: str, style: str) -> None:
    """Show every key that counts for PATH, its value, and where it was set."""
    from tunelint.run.load import load_config

    config = load_config([path])
    entries = list(_entries(config))
    if style == "json":
        click.echo(json.dumps(entries, indent=2, ensure_ascii=False, default=str))
    else:
        click.echo(f"# {config.path or 'no configuration file'}")
        for entry in entries:
            value = json.dumps(entry["value"], ensure_ascii=False, default=str)
            click.echo(f"{entry['key']:<14} = {value:<40} # {entry['origin']}")
    if config.problems:
        raise UserError(*config.problems)


def _entries(config: Config) -> Iterator[dict[str, Any]]:
    for item in fields(config):
        if item.name not in _INNER:
            origin = config.origin.get(item.name, "default")
            yield {"key": item.name, "value": getattr(config, item.name), "origin": origin}


def _load(path: str) -> tuple[Config, int]:
    """The configuration that counts for a path, and how many rules it runs."""
    from tunelint.run.load import load_config
    from tunelint.run.plan import make_plan
    from tunelint.run.sources import data_paths
    from tunelint.settle import read_baseline

    config = load_config([path])
    plan = make_plan(rulebook(config), config)
    plan.seats()
    if config.data:
        data_paths(config, ())
    if config.baseline:
        read_baseline(config.baseline, config.where("baseline"))
    return config, len(plan.rules)
