"""The command line: one file for each command, loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from tunelint import __version__
from tunelint.model.errors import UserError

COMMANDS = {
    "check": "Judge data and say whether it is ready to train.",
    "init": "Write a configuration that fits the data.",
    "score": "Write the scores of every row beside the data.",
    "diff": "Say how one dataset differs from another.",
    "topics": "List what the data is about, and which topics have few examples.",
    "index": "Write evaluation data as hashes, to find leaks without its text.",
    "baseline": "Accept the findings that are there now.",
    "clean": "Copy the rows that pass.",
    "fix": "Repair what a program can repair.",
    "convert": "Write rows in another shape, where nothing is lost.",
    "config": "Check the configuration, or show what is in force.",
    "voice": "Learn, show and compare house voices.",
    "rules": "List the rules, or test them.",
    "targets": "List providers and trainers, or say which of them would take a file.",
    "cache": "Show or remove the values that earlier runs have measured.",
    "cost": "Say what it costs to train on the data.",
    "worth": "Say whether a prompt with examples would be the cheaper way.",
    "terms": "Check a glossary for mistakes.",
    "explain": "Show what a rule looks for, why, and what to do.",
}
"""Commands and their first line of help; each is `COMMAND` in the module of its name."""


_STOPPED = """\
stopped; nothing is half written
    run the same command again: what was measured so far is kept, unless --no-cache was given"""


class _Lazy(click.Group):
    """A group that imports a command only when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tunelint.cli.{cmd_name}").COMMAND
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from tunelint.model.errors import nearest

            raise click.UsageError(
                f"{error.message} {nearest(args[0], COMMANDS).capitalize()}", ctx
            ) from error


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tunelint")
def cli() -> None:
    """The linter for fine-tuning data.

    Reads training examples and scores each for format, terminology, readability, tone, duplicates and topic.
    Exit codes: 0 the gate is kept, 1 it is broken, 2 nothing could be judged.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line; user errors are shown in full and exit with 2."""
    try:
        code = cli.main(args=args, prog_name="tunelint", standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(_STOPPED, err=True)
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 2
    except OSError as error:
        click.echo(f"error: {error.filename or 'standard output'}: {error.strerror}", err=True)
        code = 2
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int) -> None:
    """Exit; what standard output cannot take is thrown away, so that leaving does not fail a second time."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
