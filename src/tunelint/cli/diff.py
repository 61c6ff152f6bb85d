"""`tunelint diff`: how one dataset differs from another."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from tunelint.cli.options import JOBS, cache_options, open_cache, rulebook

_COMPARED = ("duplicate", "conflict", "terminology")


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How to write it; `markdown` is for a pull request.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Compare the findings of these rules or families instead of duplicates, conflicts and terms.",
)
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key of it."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 when something moved (2 stays 2).")
@JOBS
@cache_options
def COMMAND(old: str, new: str, style: str, **options: Any) -> int:  # noqa: N802 - the name every command has
    """Say how the data in NEW differs from that in OLD (files or folders).

    Rows added, removed and edited; how lengths, voice, topics, duplicates, conflicts and terms moved. A
    number counts as moved where the change is large enough to matter and surer than chance.

    Exit codes: 0 the data is of the same kind, 1 something moved or got worse, 2 nothing could be compared.
    To compare with another revision: git show origin/main:train.jsonl > old.jsonl.
    """
    from tunelint import read
    from tunelint.report.difference import difference_json, difference_markdown, difference_text
    from tunelint.run.corpus import Means
    from tunelint.run.difference import compare
    from tunelint.run.load import load_config
    from tunelint.run.plan import make_plan

    config = load_config((new,), options["configs"])
    chosen = (
        tuple(part.strip() for text in options["select"] for part in text.split(",") if part.strip())
        or _COMPARED
    )
    config = replace(config, select=chosen, extend_select=(), baseline="", since="", allow=())
    plan = make_plan(rulebook(config), config)
    files = [read.find((path,), exclude=config.exclude) for path in (old, new)]
    with open_cache(options, config) as cache:
        found = compare(files[0], files[1], plan, config, Means(options["jobs"], cache))
    writers = {"text": difference_text, "markdown": difference_markdown}
    content = difference_json(found) if style == "json" else writers[style](found).encode("utf-8", "replace")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 1 if found.moved and not options["exit_zero"] else 0
