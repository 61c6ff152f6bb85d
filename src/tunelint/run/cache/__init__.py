"""What earlier runs have measured and judged, kept on disk so that it is not done again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tunelint.run.cache.store import Cache, Size, remove

if TYPE_CHECKING:
    from tunelint.run.config import Config

__all__ = ["FOLDER", "Cache", "Size", "cache_folder", "remove"]

FOLDER = ".tunelint_cache"


def cache_folder(given: str | None, config: Config) -> Path:
    """The folder of the cache: the given one, else beside the configuration, else in the current folder."""
    if given:
        return Path(given)
    return (Path(config.path).resolve().parent if config.path else Path.cwd()) / FOLDER
