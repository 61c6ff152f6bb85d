"""`tunelint convert`: rows in another shape."""

from __future__ import annotations

import sys

import click

from tunelint.repair.shapes import WRITERS


@click.command("convert")
@click.argument("file")
@click.option("--to", "shape", required=True, type=click.Choice(list(WRITERS)), help="The shape to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output without it.")
@click.option(
    "--drop", "dropped", multiple=True, metavar="KEY", help="A key of the rows that may be lost; repeatable."
)
def COMMAND(file: str, shape: str, output: str | None, dropped: tuple[str, ...]) -> None:  # noqa: N802 - the name every command has
    """Write the rows of FILE in another shape, as JSON Lines.

    Nothing is written where something would be lost: the message names what, and where.
    """
    from tunelint import read
    from tunelint.model.files import write_atomically
    from tunelint.model.settings import Settings
    from tunelint.repair.convert import converted

    found = read.find([file])
    content = b"".join(converted(each, shape, Settings(), dropped) for each in found)
    if output:
        write_atomically(output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
