"""`tunelint init`: a configuration that fits the data."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunelint.cli.options import rulebook
from tunelint.model.errors import fail
from tunelint.model.files import write_atomically
from tunelint.report.escape import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tunelint.model.outcome import Outcome
    from tunelint.run.first_look import FirstLook

_CONFIG = "tunelint.toml"
_HOOKS = ".pre-commit-config.yaml"
_HOOKS_TEXT = """\
repos:
  - repo: local
    hooks:
      - id: tunelint
        name: tunelint
        entry: tunelint check --scope row --output concise
        language: system
        files: '\\.(jsonl|ndjson)(\\.gz|\\.zst)?$'
        require_serial: true
      - id: tunelint-corpus
        name: tunelint (all data)
        entry: tunelint check
        language: system
        files: '(\\.(jsonl|ndjson)(\\.gz|\\.zst)?|(^|/)tunelint\\.(toml|baseline))$'
        pass_filenames: false
        require_serial: true
        stages: [pre-push, manual]
      - id: tunelint-config
        name: tunelint (configuration)
        entry: tunelint config check
        language: system
        files: '(^|/)(tunelint\\.(toml|baseline)|rules/.*\\.toml)$'
        require_serial: true
"""


@click.command("init")
@click.argument("paths", nargs=-1)
@click.option("--hooks", is_flag=True, help="Also write .pre-commit-config.yaml for this tunelint.")
@click.option("--no-check", is_flag=True, help="Do not judge the data: propose no limits.")
def COMMAND(paths: tuple[str, ...], hooks: bool, no_check: bool) -> int:  # noqa: N802, FBT001 - a command
    """Look at the data in PATHS (default: here) and write tunelint.toml for it.

    It finds evaluation data and term lists by their names and columns, says which providers and trainers
    would take the data, and proposes limits that it keeps today, as comments.
    """
    from tunelint.run.first_look import look_at

    given = paths or (".",)
    for name in (_CONFIG, *([_HOOKS] if hooks else [])):
        if Path(name).exists():
            raise fail(name, "is there already", "see what is in force: tunelint config show")
    look = look_at(given, Path())
    if not look.shapes:
        click.echo(_unknown(look), err=True)
        return 2
    outcome = None if no_check else _judge(look)
    takers = _takers(look.files)
    text = config_text(look, given, takers, outcome)
    write_atomically(_CONFIG, text.encode())
    if hooks:
        write_atomically(_HOOKS, _HOOKS_TEXT.encode())
    click.echo(_summary(look, outcome))
    return 0


def config_text(look: FirstLook, paths: Sequence[str], takers: Sequence[str], outcome: Outcome | None) -> str:
    """The configuration as TOML, what is only proposed as comments."""
    from tunelint.run.first_look import common_languages

    lines = ["# Settings of tunelint. Paths start from this file. All keys: tunelint config show", ""]
    lines += [f"# {_described(file, look)}" for file in look.files]
    common = common_languages(look)
    lines += [f"# Language of the replies: {', '.join(common[:3])}"] if common else []
    aside = {*look.evaluation, *look.glossaries}
    lines += ["", "# What is checked where a command or a hook names nothing."]
    lines += [f"data = {_list(_path(path) for path in paths if path not in aside)}"]
    lines += ["", "# Words to avoid, and what to say instead."]
    lines += [_assigned("glossary", look.glossaries, 'glossary = ["terms.csv"]')]
    lines += ["", "# Data for evaluation: nothing of it may be in the training data."]
    lines += [_assigned("eval", look.evaluation, 'eval = ["eval.jsonl"]')]
    names = sorted(Path(file).name for file in aside)
    lines += [f"exclude = {_list(names)}"] if names else []
    lines += ["", "# Whose voice it must be: tunelint voice learn APPROVED.jsonl -o house.voice.toml"]
    known = look.voices if len(look.voices) == 1 else ()
    lines += [f"voice = {json.dumps(_path(file))}" for file in known] or ['# voice = "house.voice.toml"']
    lines += ["", f"# Whose rules the data must keep. It is taken as it is by: {', '.join(takers) or 'none'}"]
    lines += [f"# targets = {_list(takers[:1] if takers and 'openai' not in takers else ['openai'])}"]
    return "\n".join([*lines, "", *_limits(outcome), ""])


def _limits(outcome: Outcome | None) -> list[str]:
    lines = ["# How many findings may stay; no error may.", "[budget]", "error = 0"]
    if outcome is None:
        return lines
    from tunelint.run.first_look import proposals

    budget, why, minimum = proposals(outcome)
    lines += [f'# warning = "{budget}"   # {why}'] if budget else []
    if minimum:
        lines += [
            "",
            "# The least that the mean scores may be: just below what they are today.",
            "# [minimum]",
        ]
        lines += [f"# {name} = {least:.2f}" for name, least in minimum.items()]
    return lines


def _described(file: str, look: FirstLook) -> str:
    name, rows = printable(_path(file)), f"{look.rows.get(file, 0):,} rows"
    if file in look.shapes:
        return f"{name}: {rows}, {look.shapes[file]}"
    return f"{name}: {rows}, no examples recognised: name its keys in [shape], or exclude it"


def _assigned(key: str, files: Iterable[str], otherwise: str) -> str:
    paths = [_path(file) for file in files]
    return f"{key} = {_list(paths)}" if paths else f"# {otherwise}"


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _path(file: str) -> str:
    return Path(os.path.relpath(file)).as_posix()


def _judge(look: FirstLook) -> Outcome:
    from tunelint.cli.progress import Progress
    from tunelint.run.engine import check
    from tunelint.run.load import load_config
    from tunelint.run.plan import make_plan

    config = replace(
        load_config(look.files, isolated=True),
        glossary=tuple(str(Path(file).resolve()) for file in look.glossaries),
        eval=tuple(str(Path(file).resolve()) for file in look.evaluation),
        voice=str(Path(look.voices[0]).resolve()) if len(look.voices) == 1 else "",
    )
    with Progress(look.files, enabled=True) as progress:
        return check(look.files, make_plan(rulebook(config), config), config, progress.tick)


def _takers(files: Sequence[str]) -> list[str]:
    from tunelint.cli.targets import survey
    from tunelint.rulebook.load import rules_folder

    standings = survey(files, (rules_folder() / "targets",))
    return sorted(item.target for item in standings if item.outcome == "accepted")


def _unknown(look: FirstLook) -> str:
    lines = ["no training examples were recognised, so nothing was written"]
    lines += [f"    {_path(file)} has the keys {', '.join(keys[:12])}" for file, keys in look.keys.items()]
    return "\n".join([*lines, '    name yours in tunelint.toml: [shape] prompt = "KEY", reply = "KEY"'])


def _summary(look: FirstLook, outcome: Outcome | None) -> str:
    files = "1 file" if len(look.files) == 1 else f"{len(look.files):,} files"
    lines = [f"{_CONFIG} is written for {sum(look.rows.values()):,} rows in {files}."]
    errors = outcome.counts()["error"] if outcome else 0
    if outcome:
        lines.append(f"Today: {outcome.verdict}")
    lines.append("Look at the findings:   tunelint check")
    if errors:
        lines.append("Live with the old ones: tunelint baseline create")
    return "\n".join(lines)
