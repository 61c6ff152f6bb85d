"""`tunelint index`: evaluation data as hashes, to be committed beside the training data."""

from __future__ import annotations

import os

import click


@click.command("index")
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", default="eval.index", show_default=True, metavar="FILE")
@click.option(
    "--config", "configs", multiple=True, metavar="FILE|KEY=VALUE", help="A config file, or one key of it."
)
def COMMAND(paths: tuple[str, ...], output: str, configs: tuple[str, ...]) -> int:  # noqa: N802 - the name every command has
    """Write hashes of the evaluation data in PATHS, so that leaks can be found where the text must not go.

    Use it as `--against FILE`, or `eval = ["FILE"]` in the configuration. Copies, other spellings, equal
    prompts and passages are found as with the text itself, edits by an estimate; rewordings cannot be.
    A short text can be guessed from its hash: do not publish an index of a secret test of one-word answers.
    """
    from tunelint import __version__, read
    from tunelint.model.files import write_atomically
    from tunelint.profile.hashed import write_index
    from tunelint.run.evaluation import hash_rows
    from tunelint.run.load import load_config

    config = load_config(paths, configs)
    files = read.find(paths, exclude=config.exclude)
    lines = list(write_index(hash_rows(files, config.settings()), f"tunelint {__version__}"))
    write_atomically(output, "".join(lines).encode())
    click.echo(
        f"{os.path.relpath(output)}: {len(lines) - 1:,} rows as hashes. Use it with --against {output}."
    )
    return 0
