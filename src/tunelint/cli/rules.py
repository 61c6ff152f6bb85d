"""`tunelint rules`: list the rules, or test them by their own examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunelint.rulebook.load import load_rules, rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tunelint.model.rule import Rule


@click.group("rules", invoke_without_command=True)
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write the list."
)
@click.pass_context
def COMMAND(ctx: click.Context, style: str) -> None:  # noqa: N802 - the name every command has
    """List the rules, or test them."""
    if ctx.invoked_subcommand is None:
        rules = load_rules([rules_folder()]).values()
        click.echo(_as_json(rules) if style == "json" else _as_text(rules))


@COMMAND.command("list")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write the list."
)
def list_rules(style: str) -> None:
    """List the rules with their severity and what they say."""
    rules = load_rules([rules_folder()]).values()
    click.echo(_as_json(rules) if style == "json" else _as_text(rules))


@COMMAND.command("test")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def test_rules(folder: Path | None) -> int:
    """Run every example of every rule in FOLDER (default: the rules that come with tunelint)."""
    from tunelint.run.demos import try_demos

    rules = load_rules([folder or rules_folder()])
    count, failures = 0, 0
    for rule in rules.values():
        for demo, complaint in try_demos(rule):
            count += 1
            failures += bool(complaint)
            if complaint:
                click.echo(f"FAILED {rule.id}: {demo.name}: {complaint}")
    without = [rule.id for rule in rules.values() if not rule.demos]
    for rule_id in without:
        click.echo(f"FAILED {rule_id}: has no example")
    click.echo(f"{len(rules)} rules, {count} examples, {failures + len(without)} failed")
    if not count:
        click.echo("no example was run: nothing was tested", err=True)
        return 2
    return 1 if failures or without else 0


@COMMAND.command("import-vale")
@click.argument("style", type=click.Path(exists=True, path_type=Path))
@click.option(
    *("-o", "--output"),
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write the rules to; name it in `packs`.",
)
def import_vale(style: Path, output: Path) -> None:
    """Write one rule file for each rule of a Vale STYLE: a folder of YAML files, or a .vale.ini.

    Each gets an example that its own patterns give, where trying it out shows that it is one.
    """
    from tunelint.rulebook.vale import read_vale, write_rules
    from tunelint.run.samples import sample_example

    found = [item.with_example(sample_example(item.rule())) for item in read_vale(style, str(style))]
    written = write_rules(found, output)
    for item in found:
        for note in item.notes:
            click.echo(f"{item.rule_id}: {note}")
    missing = [item for item in found if item.reason]
    for item in missing:
        click.echo(f"{item.rule_id}: not imported: {item.reason}")
    bare = sum("examples" not in item.table for item in found) - len(missing)
    click.echo(
        f"{len(written)} rules written to {output}: {len(missing)} not imported, {bare} without an example"
    )


def _as_text(rules: Iterable[Rule]) -> str:
    lines = [
        f"{rule.id:<30} {rule.severity:<8} {'' if rule.default else '(off) '}{rule.summary}" for rule in rules
    ]
    return "\n".join(lines)


def _as_json(rules: Iterable[Rule]) -> str:
    keys = (
        "id",
        "name",
        "summary",
        "severity",
        "kind",
        "dimension",
        "confidence",
        "default",
        "since",
        "status",
    )
    return json.dumps(
        [{key: getattr(rule, key) for key in keys} for rule in rules], indent=2, ensure_ascii=False
    )
