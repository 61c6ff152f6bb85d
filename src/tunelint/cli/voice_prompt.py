"""`tunelint voice prompt`: the voice as a block for a system prompt."""

from __future__ import annotations

import click


@click.command("prompt")
@click.argument("paths", nargs=-1, required=True)
@click.option("--examples", type=click.IntRange(0, 5), default=5, show_default=True, help="Typical replies.")
@click.option("-o", "--output", metavar="FILE", help="Write it to a file instead.")
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key."
)
def COMMAND(paths: tuple[str, ...], examples: int, output: str | None, configs: tuple[str, ...]) -> int:  # noqa: N802
    """Write the voice of PATHS as a prompt: rules, glossary, and the most typical examples.

    For those who should not tune. The examples are quoted from the data as they are.
    """
    from tunelint import read
    from tunelint.model.files import write_atomically
    from tunelint.run.brief import write_brief
    from tunelint.run.load import load_config

    config = load_config(paths, configs)
    text = write_brief(read.find(paths, exclude=config.exclude), config, examples)
    if output:
        write_atomically(output, text.encode())
    click.echo(f"{output}: {len(text.split()):,} words" if output else text.rstrip("\n"))
    return 0
