"""`tunelint voice`: learn, show and compare house voices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunelint.cli import voice_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tunelint.profile.house import House, Houses
    from tunelint.report.drift import Drift

_CONFIG = click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key of it."
)


@click.group("voice")
def COMMAND() -> None:  # noqa: N802 - the name every command has
    """Learn, show and compare house voices.

    A voice file holds numbers and hashes, no text. The configuration names it: voice = "house.voice.toml".
    """


@COMMAND.command("learn")
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", default="house.voice.toml", show_default=True, metavar="FILE")
@_CONFIG
def learn(paths: tuple[str, ...], output: str, configs: tuple[str, ...]) -> int:
    """Learn the voice of approved examples in PATHS and write it to a file.

    Segments and own axes of the configuration become part of it.
    """
    from tunelint import __version__
    from tunelint.model.errors import fail
    from tunelint.model.files import write_atomically
    from tunelint.profile.voice_file import to_toml

    houses = _learn(paths, configs)
    for name, number in houses.few.items():
        if name and not number:
            raise fail(", ".join(paths), f"no reply belongs to the segment “{name}”", "see [[voice.segment]]")
    write_atomically(output, to_toml(houses, f"tunelint {__version__}").encode())
    parts = [_counted(name, house.texts) for name, house in houses.voices.items()]
    click.echo(f'{output}: the voice of {", ".join(parts)}. Put voice = "{output}" into tunelint.toml.')
    for name, number in houses.few.items():
        click.echo(f"not judged: {_counted(name, number)}, too few to tell a voice", err=True)
    return 0


@COMMAND.command("show")
@click.argument("voice")
@_CONFIG
def show(voice: str, configs: tuple[str, ...]) -> int:
    """Describe VOICE (a voice file, or data) in words, with a chart of its axes."""
    houses = _voice(voice, configs)
    for number, (name, house) in enumerate(houses.voices.items()):
        click.echo("\n" if number else "", nl=False)
        _show(name, house)
    for name, few in houses.few.items():
        click.echo(f"\nThe voice of {_counted(name, few)} is not told: too few.")
    return 0


COMMAND.add_command(voice_prompt.COMMAND)


@COMMAND.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--exit-zero", is_flag=True, help="Exit 0 even if the voice moved.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For a terminal, for a pull request, or for a program.",
)
@_CONFIG
def diff(old: str, new: str, exit_zero: bool, style: str, configs: tuple[str, ...]) -> int:  # noqa: FBT001
    """Say how the voice moved from OLD to NEW (voice files, or data); exit 1 if it did.

    Every axis and every counted habit has a verdict; it moved where the step is both well beyond chance and
    large beside the spread of the voices.
    """
    from tunelint.model.errors import fail
    from tunelint.report.drift import drift_json, drift_markdown, drift_text

    before, after = _voice(old, configs), _voice(new, configs)
    if before.layout.engine != after.layout.engine:
        hint = "learn both with the same engine, in the table [voice] of the configuration"
        engines = f"“{before.layout.engine}” and “{after.layout.engine}”"
        raise fail(f"{old}, {new}", f"the two were read with different engines: {engines}", hint)
    drifts = list(_drifts(before, after))
    if all(drift.problem for drift in drifts):
        raise fail(f"{old}, {new}", "the two have no segment in common whose voice is known")
    write = {"text": drift_text, "markdown": drift_markdown, "json": drift_json}[style]
    click.echo(write(drifts))
    return 1 if any(drift.moved for drift in drifts) and not exit_zero else 0


@COMMAND.command("axes")
@_CONFIG
def axes(configs: tuple[str, ...]) -> int:
    """List the axes of tone in force, built in and own, and how well the pairs of own ones agree."""
    from tunelint.measure.voice.learning import told_apart
    from tunelint.model.errors import UserError
    from tunelint.profile.voice import layout
    from tunelint.run.load import load_config

    config = load_config((), configs)
    if config.problems:
        raise UserError(*config.problems)
    own = {item.axis.name: item for item in config.settings().axes}
    for axis in layout(tuple(own.values())).axes:
        told = "built in"
        if axis.name in own:
            pairs = len(own[axis.name].pairs)
            told = f"own, {pairs} pairs, {told_apart(own[axis.name])} told apart by what the others teach"
        click.echo(f"{axis.name:<14}{axis.low:>32} … {axis.high:<32}{told}")
    return 0


def _show(name: str, house: House) -> None:
    from tunelint.model.habit import HABITS
    from tunelint.profile.portrait import bar, sayings, traits

    click.echo(f"The voice of {_counted(name, house.texts)}, {house.words:.0f} words in the middle.\n")
    click.echo(f"Beside plain prose it is {', '.join(traits(house)) or 'nothing out of the ordinary'}.")
    click.echo(f"It {'; '.join(sayings(house))}.\n")
    for at, axis in enumerate(house.reference.layout.axes):
        click.echo(f"{axis.low:>32} {bar(*house.axis(at))} {axis.high}")
    if house.rates:
        click.echo("\nHow often, with the 95 % interval:\n")
    for habit, rate in zip(HABITS, house.rates, strict=False):
        click.echo(f"{habit.name.replace('-', ' '):>32} {rate!s:<22} of {rate.chances:,} {habit.unit}")


def _drifts(old: Houses, new: Houses) -> Iterator[Drift]:
    """How each segment moved that either of two voices knows."""
    from tunelint.profile.shift import shifts
    from tunelint.report.drift import Drift

    for name in dict.fromkeys((*old.voices, *old.few, *new.voices, *new.few)):
        before, after = old.voices.get(name), new.voices.get(name)
        if before and after:
            yield Drift(name, before.texts, after.texts, shifts(before, after))
        else:
            counts = [
                house.texts if house else few.get(name, 0)
                for house, few in ((before, old.few), (after, new.few))
            ]
            yield Drift(name, counts[0], counts[1], problem="too few replies to tell a voice")


def _counted(name: str, number: int) -> str:
    return f"{number} replies" + (f" of the segment “{name}”" if name else "")


def _voice(path: str, configs: tuple[str, ...]) -> Houses:
    """The voice of a file: read where it is a voice file, learned where it is data."""
    from tunelint.profile.voice_file import read_houses

    return read_houses(path) if path.endswith(".toml") and Path(path).is_file() else _learn((path,), configs)


def _learn(paths: tuple[str, ...], configs: tuple[str, ...]) -> Houses:
    from tunelint import read
    from tunelint.run.house import learn as learned
    from tunelint.run.load import load_config

    config = load_config(paths, configs)
    return learned(read.find(paths, exclude=config.exclude), config)
