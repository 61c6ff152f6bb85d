"""`tunelint explain`: what a rule looks for, why, and what to do; or the numbers behind one row."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import configure, explain_options
from tunelint.model.errors import fail, nearest
from tunelint.model.rule import EXCERPTS
from tunelint.model.toml import read_toml
from tunelint.rulebook.load import read_rule, rules_folder
from tunelint.rulebook.rates import false_alarms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.rule import Demo, Rule

_MASKING = ("privacy", "secret")
"""Families that run beside the rule, so that private values of the rows are shown as dots."""


@click.command("explain")
@click.argument("rule_id", metavar="RULE")
@explain_options
@click.option(
    "--row",
    metavar="ROW",
    help="Say how RULE judges this row of PATHS: a line, FILE:LINE, or a key or fingerprint from a report.",
)
@click.option("--excerpt", type=click.Choice(EXCERPTS), help="How much of the data to quote. Default: short.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to write it."
)
def COMMAND(rule_id: str, row: str | None, style: str, **options: Any) -> int:  # noqa: N802 - a command
    """Show what RULE looks for, why it matters, what to do, and its examples.

    With --row, the numbers that made a row fail or pass, judged as in `tunelint check PATHS`: values, limits,
    what is usual, other rows that belong to the verdict, and every option with the place where it was set.
    PATHS are those of the configuration where none are given. Exits with 1 where the row fails.
    """
    if row is not None:
        return _explain_row(rule_id, row, style, options)
    rule = _find(rule_id, options)
    if style == "json":
        from tunelint.report.inspection import rule_json

        click.echo(rule_json(rule))
    else:
        click.echo(page(rule))
    return 0


def _explain_row(rule_id: str, row: str, style: str, options: Mapping[str, Any]) -> int:
    from tunelint import read
    from tunelint.cli.options import open_cache, rulebook
    from tunelint.cli.progress import Progress
    from tunelint.report.inspection import inspection_json, inspection_text
    from tunelint.run.engine import check
    from tunelint.run.inspect import inspect
    from tunelint.run.plan import make_plan

    config = configure(options)
    quote = options["excerpt"] or config.excerpt
    chosen = (rule_id, *_MASKING)
    config = replace(config, select=chosen, extend_select=(), ignore=(), severity="note", excerpt=quote)
    config = replace(config, baseline="", since="", allow=())
    rules = rulebook(config)
    if rule_id not in rules:
        raise _unknown(rule_id, rules)
    plan = make_plan(rules, config)
    files = read.find(config.paths, exclude=config.exclude)
    with Progress(files, enabled=True) as progress, open_cache(options, config) as cache:
        outcome = check(files, plan, config, progress.tick, jobs=options["jobs"], cache=cache)
    seen = inspect(outcome, plan, config, rules[rule_id], row)
    click.echo(inspection_json(seen, quote) if style == "json" else inspection_text(seen, quote))
    return {"fails": 1, "not judged": 2}.get(seen.state, 0)


def _find(rule_id: str, options: Mapping[str, Any]) -> Rule:
    """The rule, from those that come with tunelint or the packs of the configuration."""
    from tunelint.cli.options import rulebook

    own = rules_folder() / f"{rule_id}.toml"
    if own.is_file():
        return read_rule(read_toml(own), rule_id)
    rules = rulebook(configure({**options, "paths": options["paths"] or (".",)}))
    if rule_id not in rules:
        raise _unknown(rule_id, rules)
    return rules[rule_id]


def _unknown(rule_id: str, names: Mapping[str, Any]) -> Exception:
    return fail("explain", f"no rule is called “{rule_id}”", nearest(rule_id, names))


def page(rule: Rule) -> str:
    """The page of a rule, as text."""
    lines = [rule.id, "=" * len(rule.id), "", rule.summary, ""]
    lines += [f"Severity: {rule.severity}. Confidence: {rule.confidence}. Since {rule.since or 'the start'}."]
    lines += ["", "Why it matters", "", rule.why.strip(), "", "What to do", "", rule.repair.strip()]
    if rule.source:
        lines += ["", f"Source: {rule.source}"]
    if rate := false_alarms(rule.id):
        lines += ["", f"False alarms: {rate} with tests/bench/rates.py."]
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
