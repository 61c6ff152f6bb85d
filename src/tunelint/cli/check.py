"""`tunelint check`: judge data and say whether it is ready to train."""

from __future__ import annotations

import shutil
import sys
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tunelint.cli.options import data_options, judge
from tunelint.model.errors import fail, nearest
from tunelint.model.files import write_atomically
from tunelint.model.plugins import load_part, part_names
from tunelint.model.rule import EXCERPTS
from tunelint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tunelint.model.outcome import Outcome


@click.command("check")
@data_options
@click.option(
    "--severity",
    type=click.Choice(["note", "warning", "error"]),
    help="Report only findings this bad or worse.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT[:PATH]",
    help=f"{', '.join(FORMATS)}; repeatable. Default: text.",
)
@click.option(
    "--excerpt",
    type=click.Choice(EXCERPTS),
    help="How much of the data reports may quote. Default: short.",
)
@click.option("--since", metavar="REV", help="Report only rows that are not in the data at a git revision.")
@click.option("--baseline", metavar="FILE", help="Findings that are known and may stay.")
@click.option("--allow-stale", is_flag=True, help="Let a baseline hold lines that fit nothing any more.")
@click.option(
    "--quarantine",
    metavar="FILE",
    help="Also write the rows that break the gate here, with the reasons.",
)
@click.option(
    "--statistics", is_flag=True, help="Also print, on standard error, what each rule found and cost."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 when the gate is broken (2 stays 2).")
@click.option("--quiet", "-q", is_flag=True, help="Only the verdict.")
@click.option("--color/--no-color", default=None, help="Colours, whatever the terminal says.")
def COMMAND(outputs: tuple[str, ...], **options: Any) -> int:  # noqa: N802 - the name every command has
    """Judge data files and folders, and say whether they are ready to train.

    PATHS are files, folders (searched for data files), or - for standard input.
    """
    wanted = _outputs(outputs or ("text",))
    outcome, settings = judge(options, _changes(options), bar=not options["quiet"])
    for name, path in wanted:
        _write(outcome, name, path, options)
        if name == "github" and environ.get("GITHUB_STEP_SUMMARY"):
            from tunelint.report.github import append_summary

            append_summary(outcome, environ["GITHUB_STEP_SUMMARY"])
    if options["quarantine"]:
        from tunelint.repair.divide import failing
        from tunelint.repair.quarantine import quarantined

        write_atomically(options["quarantine"], quarantined(outcome.rows, failing(outcome), settings))
    if options["statistics"]:
        from tunelint.report.statistics import write_statistics

        click.echo(write_statistics(outcome), err=True)
    if outcome.exit_code == 2 and all(path for _, path in wanted):
        click.echo(outcome.verdict, err=True)
    return 0 if options["exit_zero"] and outcome.exit_code == 1 else outcome.exit_code


def _changes(options: Mapping[str, Any]) -> dict[str, Any]:
    """The config keys that the options of this command replace."""
    changes = {key: options[key] for key in ("severity", "excerpt", "since") if options[key]}
    if options["baseline"]:
        changes["baseline"] = str(Path(options["baseline"]).resolve())
    # Findings that are filtered away leave their lines of the baseline behind.
    if options["allow_stale"] or options["severity"]:
        changes["allow_stale"] = True
    return changes


def _outputs(given: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [tuple(text.partition(":")[::2]) for text in given]
    for name, _ in pairs:
        if name not in FORMATS and name not in (known := part_names("reports", FORMATS)):
            raise fail(f"--output {name}", "unknown format", nearest(name, known))
    if sum(not path for _, path in pairs) > 1:
        raise fail(
            "--output",
            "only one format can go to standard output",
            "give the others a path: json:report.json",
        )
    return [(name, path) for name, path in pairs]


def _write(outcome: Outcome, name: str, path: str, options: dict[str, Any]) -> None:
    content = _render(outcome, name, options, terminal=not path and sys.stdout.isatty())
    if not path:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_atomically(path, content)


def _render(outcome: Outcome, name: str, options: dict[str, Any], *, terminal: bool) -> bytes:
    write: Any = load_part("reports", FORMATS, name)
    if name != "text":
        return bytes(write(outcome))
    width = shutil.get_terminal_size().columns if terminal else 110
    color = options["color"] if options["color"] is not None else terminal and not _color_refused()
    text: str = write(outcome, color=color, width=width, quiet=options["quiet"])
    return text.encode("utf-8", "backslashreplace")


def _color_refused() -> bool:
    return bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
