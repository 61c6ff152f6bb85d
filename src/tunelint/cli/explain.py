"""`tunelint explain`: what a rule looks for, why, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tunelint.model.errors import fail, nearest
from tunelint.model.toml import read_toml
from tunelint.rulebook.load import read_rule, rule_files, rule_name, rules_folder

if TYPE_CHECKING:
    from tunelint.model.rule import Demo, Rule


@click.command("explain")
@click.argument("rule_id", metavar="RULE")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write it."
)
def COMMAND(rule_id: str, style: str) -> None:  # noqa: N802 - the name every command has
    """Show what RULE looks for, why it matters, what to do, and its examples."""
    path = rules_folder() / f"{rule_id}.toml"
    if path not in rule_files(rules_folder()):
        names = [rule_name(path, rules_folder()) for path in rule_files(rules_folder())]
        raise fail("explain", f"no rule is called “{rule_id}”", nearest(rule_id, names))
    rule = read_rule(read_toml(path), rule_id)
    click.echo(_as_json(rule) if style == "json" else page(rule))


def page(rule: Rule) -> str:
    """The page of a rule, as text."""
    lines = [rule.id, "=" * len(rule.id), "", rule.summary, ""]
    lines += [f"Severity: {rule.severity}. Confidence: {rule.confidence}. Since {rule.since or 'the start'}."]
    lines += ["", "Why it matters", "", rule.why.strip(), "", "What to do", "", rule.repair.strip()]
    if rule.source:
        lines += ["", f"Source: {rule.source}"]
    if rule.options:
        lines += ["", f'Options, with their defaults ([rules."{rule.id}"] in tunelint.toml)', ""]
        lines += [
            f"  {name} = {json.dumps(value, ensure_ascii=False)}" for name, value in rule.options.items()
        ]
    for demo in rule.demos:
        lines += ["", *_demo(demo)]
    return "\n".join(lines)


def _demo(demo: Demo) -> list[str]:
    flagged = f"flagged: line {', '.join(map(str, demo.fail))}" if demo.fail else "nothing is flagged"
    shown = demo.raw.decode("utf-8", "replace").splitlines()[:8]
    return [f"Example: {demo.name} ({flagged})", "", *(f"  {line[:160]}" for line in shown)]


def _as_json(rule: Rule) -> str:
    data = asdict(rule) | {"demos": [{"name": demo.name, "fail": list(demo.fail)} for demo in rule.demos]}
    data.pop("path")
    return json.dumps(data, indent=2, ensure_ascii=False, default=str)
