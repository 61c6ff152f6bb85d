"""`tunelint cache`: the values that earlier runs have measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tunelint.run.cache import Cache, cache_folder, remove
from tunelint.run.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = click.option(
    "--cache-dir", metavar="FOLDER", envvar="TUNELINT_CACHE_DIR", help="Default: that of the current folder."
)


@click.group("cache")
def COMMAND() -> None:  # noqa: N802 - the name every command has
    """Show or remove the values that earlier runs have measured.

    A run measures only texts that are new or changed. Values are found again by the hash of the text and by
    the version, the options and the resources of the measure, so an old value is never used by mistake. The
    folder is ignored by git by itself; it can be removed at any time.
    """


@COMMAND.command("info")
@_FOLDER
def info(cache_dir: str | None) -> None:
    """Say where the cache is, and how much is in it."""
    folder = _folder(cache_dir)
    if not folder.is_dir():
        click.echo(f"{folder}: no cache")
        return
    cache = Cache(folder)
    size = cache.size()
    cache.close()
    click.echo(
        f"{folder}: values of {size.texts:,} texts, {size.rows:,} rows without findings, "
        f"{size.bytes / 1e6:,.1f} MB"
    )
    if cache.note:
        click.echo(f"note: {cache.note}", err=True)


@COMMAND.command("clean")
@_FOLDER
def clean(cache_dir: str | None) -> None:
    """Remove the cache; the next run measures everything anew."""
    folder = _folder(cache_dir)
    click.echo(f"{folder}: {remove(folder) / 1e6:,.1f} MB removed")


def _folder(given: str | None) -> Path:
    return cache_folder(given, load_config(["."]))
