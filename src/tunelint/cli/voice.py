"""`tunelint voice`: learn, show and compare house voices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tunelint.profile.house import House

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
    """Learn the voice of approved examples in PATHS and write it to a file."""
    from tunelint import __version__
    from tunelint.model.files import write_atomically
    from tunelint.profile.house import to_toml

    house = _learn(paths, configs)
    write_atomically(output, to_toml(house, f"tunelint {__version__}").encode())
    click.echo(f'{output}: the voice of {house.texts} replies. Put voice = "{output}" into tunelint.toml.')
    return 0


@COMMAND.command("show")
@click.argument("voice")
@_CONFIG
def show(voice: str, configs: tuple[str, ...]) -> int:
    """Describe VOICE (a voice file, or data) in words, with a chart of its axes."""
    from tunelint.profile.portrait import bar, sayings, traits
    from tunelint.profile.voice import axes

    house = _voice(voice, configs)
    click.echo(f"The voice of {house.texts} replies, {house.words:.0f} words in the middle.\n")
    click.echo(f"Beside plain prose it is {', '.join(traits(house)) or 'nothing out of the ordinary'}.")
    click.echo(f"It {'; '.join(sayings(house))}.\n")
    for at, axis in enumerate(axes()):
        click.echo(f"{axis.low:>32} {bar(*house.axis(at))} {axis.high}")
    return 0


@COMMAND.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--exit-zero", is_flag=True, help="Exit 0 even if the voice moved.")
@_CONFIG
def diff(old: str, new: str, exit_zero: bool, configs: tuple[str, ...]) -> int:  # noqa: FBT001 - a flag
    """Say how the voice moved from OLD to NEW (voice files, or data); exit 1 if it did."""
    from tunelint.profile.portrait import shifts

    found = shifts(_voice(old, configs), _voice(new, configs))
    moved = [shift for shift in found if shift.moved]
    for shift in found:
        mark, words = ("moved", shift.words) if shift.moved else ("same", "")
        click.echo(f"{mark:<6}{shift.axis:<14}{shift.size:+6.2f} spreads  {words}".rstrip())
    told = ", ".join(shift.words for shift in moved)
    click.echo(f"\nthe voice moved on {len(moved)} axes: {told}" if moved else "\nthe voice is the same")
    return 1 if moved and not exit_zero else 0


def _voice(path: str, configs: tuple[str, ...]) -> House:
    """The voice of a file: read where it is a voice file, learned where it is data."""
    from tunelint.profile.house import read_house

    return read_house(path) if path.endswith(".toml") and Path(path).is_file() else _learn((path,), configs)


def _learn(paths: tuple[str, ...], configs: tuple[str, ...]) -> House:
    from tunelint import read
    from tunelint.run.config import load_config
    from tunelint.run.house import learn as learned

    config = load_config(paths, configs)
    return learned(read.find(paths, exclude=config.exclude), config.settings())
